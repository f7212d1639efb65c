import { z } from 'zod'
import { permissions } from '../permissions.ts'
import { Email, Id, Instant } from '../scalars.ts'

/** An account in Rollcall itself; `role` is the name of its role. */
export const User = z.object({ id: Id, email: Email, name: z.string(), role: z.string(), totp: z.boolean(), createdAt: Instant })
export type User = z.infer<typeof User>

/** Who asks, as the console needs to know it. */
export const Me = z.object({
  user: User,
  permissions: z.array(z.enum(permissions)),
  workspace: z.object({ name: z.string(), demo: z.boolean(), empty: z.boolean(), version: z.string() }),
})
export type Me = z.infer<typeof Me>

/** One browser or terminal that is signed in. */
export const Session = z.object({
  id: Id,
  current: z.boolean(),
  client: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant,
  expiresAt: Instant,
})
export type Session = z.infer<typeof Session>
