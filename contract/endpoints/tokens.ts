import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { ApiToken, Scope } from '../records/token.ts'
import { Id, Instant } from '../scalars.ts'

export const listTokens = endpoint({
  id: 'listTokens',
  method: 'GET',
  path: '/tokens',
  summary: 'Your API tokens.',
  reply: z.object({ items: z.array(ApiToken) }),
  errors: [],
  permission: 'self',
  audit: unaudited('read only'),
})

/** The secret is in this reply and nowhere else. A token never gets more than its maker has. */
export const createToken = endpoint({
  id: 'createToken',
  method: 'POST',
  path: '/tokens',
  summary: 'Make an API token.',
  body: z.object({ name: z.string().trim().min(1).max(120), scopes: z.array(Scope).min(1), expiresAt: Instant.nullable().default(null) }),
  reply: ApiToken.extend({ secret: z.string() }),
  errors: ['not_allowed'],
  permission: 'self',
  audit: 'token.created',
})

export const revokeToken = endpoint({
  id: 'revokeToken',
  method: 'DELETE',
  path: '/tokens/:id',
  summary: 'Revoke a token at once.',
  params: z.object({ id: Id }),
  reply: z.object({ done: z.literal(true) }),
  errors: ['not_found'],
  permission: 'self',
  audit: 'token.revoked',
})
