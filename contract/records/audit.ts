import { z } from 'zod'
import { Instant, Sha256 } from '../scalars.ts'

/** One link of the audit chain: `hash` covers the row and the hash of the row before. */
export const AuditEntry = z.object({
  sequence: z.number().int(),
  at: Instant,
  actor: z.string(),
  action: z.string(),
  subject: z.string().nullable(),
  /** What happened, field by field, without secrets. */
  detail: z.record(z.string(), z.unknown()),
  previousHash: Sha256,
  hash: Sha256,
})
export type AuditEntry = z.infer<typeof AuditEntry>
