import { createHash, randomBytes } from 'node:crypto'
import type { AuditEntry } from '@rollcall/contract'
import type { AuditRow } from './audit.queries.ts'

/** Something that was done, before it is an entry. */
export interface Happening {
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string | null
  readonly detail: Record<string, unknown>
}

/** What the first entry names as the hash before it. */
export const genesis = '0'.repeat(64)

const sha256 = (parts: readonly unknown[]): string => createHash('sha256').update(JSON.stringify(parts)).digest('hex')

/** What the chain covers in place of the words that may name people: they can go, and it still holds. */
export const commitmentOf = ({ salt, actor, subject, detail }: Pick<AuditRow, 'salt' | 'actor' | 'subject' | 'detail'>): string =>
  sha256([salt, actor, subject, detail])

/** SHA-256 over the entry before and this one, in a fixed order; entries from before commitments are covered word by word. */
export const hashOf = (entry: Omit<AuditRow, 'hash'>): string =>
  entry.commitment === null
    ? sha256([entry.previous_hash, entry.sequence, entry.at.toISOString(), entry.actor, entry.action, entry.subject, entry.detail])
    : sha256([entry.previous_hash, entry.sequence, entry.at.toISOString(), entry.action, entry.commitment])

/** Whether an entry still says what it committed to; nobody can tell of one that was redacted. */
export const keepsItsWord = (entry: AuditRow): boolean => entry.commitment === null || entry.salt === null || entry.commitment === commitmentOf(entry)

/** The next entry of a chain. */
export function entryAfter(last: { sequence: number; hash: string } | undefined, happening: Happening): AuditRow {
  const { at, actor, action, subject } = happening
  const words = { salt: randomBytes(16).toString('hex'), actor, subject, detail: JSON.stringify(happening.detail) }
  const entry = {
    ...words,
    sequence: (last?.sequence ?? 0) + 1,
    at,
    action,
    commitment: commitmentOf(words),
    previous_hash: last?.hash ?? genesis,
    redacted_by: null,
  }
  return { ...entry, hash: hashOf(entry) }
}

export const toApi = (row: AuditRow): AuditEntry => ({
  sequence: row.sequence,
  at: row.at.toISOString(),
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  detail: JSON.parse(row.detail) as Record<string, unknown>,
  previousHash: row.previous_hash,
  hash: row.hash,
  salt: row.salt,
  commitment: row.commitment,
  redactedBy: row.redacted_by,
})
