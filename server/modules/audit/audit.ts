import { createHash } from 'node:crypto'
import type { AuditEntry } from '@rollcall/contract'
import type { AuditRow } from './audit.queries.ts'

/** What the first entry names as the hash before it. */
export const genesis = '0'.repeat(64)

/** SHA-256 over the entry before and every field of this one, in a fixed order. */
export const hashOf = (entry: Omit<AuditRow, 'hash'>): string =>
  createHash('sha256')
    .update(JSON.stringify([entry.previous_hash, entry.sequence, entry.at.toISOString(), entry.actor, entry.action, entry.subject, entry.detail]))
    .digest('hex')

export const toApi = (row: AuditRow): AuditEntry => ({
  sequence: row.sequence,
  at: row.at.toISOString(),
  actor: row.actor,
  action: row.action,
  subject: row.subject,
  detail: JSON.parse(row.detail) as Record<string, unknown>,
  previousHash: row.previous_hash,
  hash: row.hash,
})
