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

/** Nothing stops: a new secret at once, and the old one works until the time that was chosen. */
export const renewToken = endpoint({
  id: 'renewToken',
  method: 'POST',
  path: '/tokens/:id/renew',
  summary: 'Give a token a new secret, with an overlap.',
  params: z.object({ id: Id }),
  body: z.object({
    oldEndsAt: Instant.describe('Until when the present secret works; a time that is past ends it at once.'),
    expiresAt: Instant.nullable().optional().describe('When the token ends from now on. Left out: after as long again as before.'),
  }),
  reply: ApiToken.extend({ secret: z.string().describe('The new one, shown this once.') }),
  errors: ['not_found'],
  permission: 'self',
  audit: 'token.renewed',
})

/** Revoking the new one calls the renewal off: the one before it goes on without an end. */
export const revokeTokenSecret = endpoint({
  id: 'revokeTokenSecret',
  method: 'DELETE',
  path: '/tokens/:id/secrets/:secretId',
  summary: 'Revoke one secret of a token that has several.',
  params: z.object({ id: Id, secretId: Id }),
  reply: ApiToken,
  errors: ['not_found', 'conflict'],
  permission: 'self',
  audit: 'token.secret_revoked',
})
