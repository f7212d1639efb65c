import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { AuthorizationDecision, AuthorizationQuestion } from '../records/oauth.ts'

const Query = z.string().max(8000).describe('What came after the question mark of the authorization request (RFC 6749, section 4.1.1).')

/** Refused when the client is unknown or wants its answer elsewhere; everything else that is wrong is told to the client. */
export const previewAuthorization = endpoint({
  id: 'previewAuthorization',
  method: 'POST',
  path: '/oauth/authorizations/preview',
  summary: 'What an assistant asks to be allowed.',
  body: z.object({ query: Query }),
  reply: AuthorizationQuestion,
  errors: [],
  permission: 'self',
  audit: unaudited('read only'),
})

/** A person says yes or no in the console; the code in the answer works once, for a minute. */
export const decideAuthorization = endpoint({
  id: 'decideAuthorization',
  method: 'POST',
  path: '/oauth/authorizations',
  summary: 'Allow an assistant what it asks, or refuse.',
  body: z.object({ query: Query, allow: z.boolean() }),
  reply: AuthorizationDecision,
  errors: [],
  permission: 'self',
  audit: 'assistant.allowed',
})
