import { z } from 'zod'
import { Id, Instant, Sha256 } from '../scalars.ts'

/**
 * One link of the audit chain: `hash` covers the row and the hash of the row before. Actor, subject and detail are covered through
 * `commitment`, SHA-256 of them with `salt`, so that an erasure can replace what names somebody; `salt` is null from then on.
 */
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
  salt: z.string().nullable().optional(),
  commitment: Sha256.nullable().optional(),
  /** The erasure that replaced its words. */
  redactedBy: Id.nullable().optional(),
})
export type AuditEntry = z.infer<typeof AuditEntry>
