import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** A named set of phrases (CG-18). A phrase matches whole words, whatever their case. */
export const Tracker = z.object({
  id: Id,
  name: z.string().trim().min(1).max(80),
  phrases: z.array(z.string().trim().min(1).max(200)).max(5000),
  enabled: z.boolean(),
  updatedAt: Instant,
})
export type Tracker = z.infer<typeof Tracker>
