import type { AuditEntry } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { hashOf, keepsItsWord, toApi } from './audit.ts'
import { type AuditRow, findEntriesAfter, findLastBefore } from './audit.queries.ts'

const batch = 1000

/** The entries from an instant to the end of the chain, in bounded memory. */
export async function* readSegment(ctx: Context, from: Date): AsyncGenerator<AuditEntry> {
  for (let after = await findLastBefore(ctx.db, from); ;) {
    const rows = await findEntriesAfter(ctx.db, after, batch)
    for (const row of rows) yield toApi(row)
    if (rows.length < batch) return
    after = rows.at(-1)?.sequence ?? after
  }
}

/** What is wrong with an entry after the one before it, or null; of the first of a segment only its own hash can be told. */
export function entryFault(entry: AuditEntry, before: AuditEntry | null): string | null {
  const row = rowOf(entry)
  if (before !== null && entry.sequence !== before.sequence + 1)
    return `follows ${before.sequence}: entries between them are missing, or were put in another order.`
  if (before !== null && entry.previousHash !== before.hash) return 'does not follow from the one before it.'
  if (row.hash !== hashOf(row)) return 'was changed: it does not have its hash.'
  return keepsItsWord(row) ? null : 'says something else than it committed to.'
}

const rowOf = (entry: AuditEntry): AuditRow => ({
  sequence: entry.sequence,
  at: new Date(entry.at),
  actor: entry.actor,
  action: entry.action,
  subject: entry.subject,
  detail: JSON.stringify(entry.detail),
  previous_hash: entry.previousHash,
  hash: entry.hash,
  salt: entry.salt ?? null,
  commitment: entry.commitment ?? null,
  redacted_by: entry.redactedBy ?? null,
})
