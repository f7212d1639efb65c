import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** One engagement on its way to one destination; an outbox row. */
export const Delivery = z.object({
  id: Id,
  engagementId: Id,
  connectionId: Id,
  connectionName: z.string(),
  state: z.enum(['waiting', 'delivered', 'failed', 'held']),
  /** One sentence: what happened, what it means, what to do. */
  detail: z.string(),
  attempts: z.number().int(),
  remoteId: z.string().nullable(),
  remoteUrl: z.string().nullable(),
  nextAttemptAt: Instant.nullable(),
  deliveredAt: Instant.nullable(),
})
export type Delivery = z.infer<typeof Delivery>

/** The exact record a delivery would write, before it is written. */
export const DeliveryPreview = z.object({
  connectionId: Id,
  connectionName: z.string(),
  /** `create` or `update`, and the vendor's object: `Task`. */
  effect: z.enum(['create', 'update', 'nothing']),
  object: z.string(),
  fields: z.array(z.object({ name: z.string(), value: z.string().nullable(), before: z.string().nullable(), note: z.string().nullable() })),
  /** Why nothing would be written, when nothing would. */
  reason: z.string().nullable(),
})
export type DeliveryPreview = z.infer<typeof DeliveryPreview>
