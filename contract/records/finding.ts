import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

export const FindingKind = z.enum(['active_after_deactivation'])
export type FindingKind = z.infer<typeof FindingKind>

/** One thing that was read, and when: what a finding rests on. */
export const Observation = z.object({
  source: z.string(),
  statement: z.string(),
  readId: Id,
  complete: z.boolean(),
  at: Instant,
})
export type Observation = z.infer<typeof Observation>

/** One difference between what is and what should be, with its evidence. */
export const Finding = z.object({
  id: Id,
  kind: FindingKind,
  state: z.enum(['open', 'planned', 'resolved']),
  personId: Id.nullable(),
  personName: z.string(),
  accountId: Id,
  connectionId: Id,
  connectionName: z.string(),
  /** One sentence: what is, what should be. */
  sentence: z.string(),
  evidence: z.array(Observation),
  /** Why no plan may be made of it now, or null. */
  blocked: z.string().nullable(),
  /** Since when it has been true, as far as the evidence shows. */
  since: Instant,
  firstSeenAt: Instant,
  resolvedAt: Instant.nullable(),
  planId: Id.nullable(),
})
export type Finding = z.infer<typeof Finding>
