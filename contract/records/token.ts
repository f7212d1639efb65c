import { z } from 'zod'
import { permissions } from '../permissions.ts'
import { Id, Instant } from '../scalars.ts'

/** What a token may be given; approving stays with signed-in humans. */
export const Scope = z.enum(permissions).exclude(['anyone', 'self', 'plans:approve'])
export type Scope = z.infer<typeof Scope>

/** One secret of a token; it has two or more while it is being renewed. */
export const TokenSecret = z.object({
  id: Id,
  last4: z.string(),
  createdAt: Instant,
  /** To the minute. */
  lastUsedAt: Instant.nullable(),
  /** Null while it is the one to use. */
  endsAt: Instant.nullable(),
})
export type TokenSecret = z.infer<typeof TokenSecret>

/** An API token as it is listed: a secret itself is shown once, when it is made. */
export const ApiToken = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(Scope),
  /** A token that only provisions belongs to the workspace: it goes on when its maker leaves. */
  ofWorkspace: z.boolean(),
  /** The one address it opens, of a token that was given to an assistant by consent; null for one that opens all of the API. */
  audience: z.string().nullable(),
  /** E-mail of who made it. */
  madeBy: z.string(),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  /** Those that work, newest first. */
  secrets: z.array(TokenSecret),
})
export type ApiToken = z.infer<typeof ApiToken>
