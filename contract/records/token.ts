import { z } from 'zod'
import { permissions } from '../permissions.ts'
import { Id, Instant } from '../scalars.ts'

/** What a token may be given; approving stays with signed-in humans. */
export const Scope = z.enum(permissions).exclude(['anyone', 'self', 'plans:approve'])
export type Scope = z.infer<typeof Scope>

/** An API token as it is listed: the secret itself is shown once, at its making. */
export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(Scope),
  last4: z.string(),
  createdAt: Instant,
  lastUsedAt: Instant.nullable(),
  expiresAt: Instant.nullable(),
})
export type ApiToken = z.infer<typeof ApiToken>
