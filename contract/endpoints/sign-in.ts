import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { Me, Session, User } from '../records/user.ts'
import { Email, Id } from '../scalars.ts'

const Password = z.string().min(12, 'A password has at least 12 characters.').max(256)
const Done = z.object({ done: z.literal(true) })

export const readMe = endpoint({
  id: 'readMe',
  method: 'GET',
  path: '/me',
  summary: 'Who is asking, and what they may do.',
  reply: Me,
  errors: [],
  permission: 'self',
  audit: unaudited('read only'),
})

/** The one-time link of the first start is redeemed with the password the admin chooses; it signs them in. */
export const claimWorkspace = endpoint({
  id: 'claimWorkspace',
  method: 'POST',
  path: '/sign-in/claim',
  summary: 'Redeem the one-time admin link.',
  body: z.object({ token: z.string(), email: Email, name: z.string().trim().min(1).max(120), password: Password }),
  reply: Done,
  errors: ['link_used'],
  permission: 'anyone',
  audit: 'workspace.claimed',
})

/** Every failure answers `sign_in_failed` with the same sentence, whichever check refused. */
export const signIn = endpoint({
  id: 'signIn',
  method: 'POST',
  path: '/sign-in',
  summary: 'Sign in with e-mail, password and, when set up, a code.',
  body: z.object({ email: z.string(), password: z.string(), code: z.string().optional() }),
  reply: Done.extend({ session: z.string().describe('For clients without cookies: send as `Authorization: Bearer`.') }),
  errors: ['sign_in_failed'],
  permission: 'anyone',
  audit: 'session.started',
})

export const signOut = endpoint({
  id: 'signOut',
  method: 'POST',
  path: '/sign-out',
  summary: 'End this session.',
  reply: Done.extend({ next: z.string().nullable().describe('Where the browser ends the session at its identity provider, too.') }),
  errors: [],
  permission: 'self',
  audit: 'session.ended',
})

export const listSessions = endpoint({
  id: 'listSessions',
  method: 'GET',
  path: '/me/sessions',
  summary: 'Where you are signed in.',
  reply: z.object({ items: z.array(Session) }),
  errors: [],
  permission: 'self',
  audit: unaudited('read only'),
})

export const revokeSession = endpoint({
  id: 'revokeSession',
  method: 'DELETE',
  path: '/me/sessions/:id',
  summary: 'End one of your sessions at once.',
  params: z.object({ id: Id }),
  reply: Done,
  errors: ['not_found'],
  permission: 'self',
  audit: 'session.revoked',
})

/** Answers the secret once; it counts only after `confirmTotp`. */
export const beginTotp = endpoint({
  id: 'beginTotp',
  method: 'POST',
  path: '/me/totp',
  summary: 'Begin to set up codes from an authenticator app.',
  body: z.object({ password: z.string() }),
  reply: z.object({ secret: z.string(), uri: z.string() }),
  errors: ['sign_in_failed', 'conflict'],
  permission: 'self',
  audit: 'totp.begun',
})

export const confirmTotp = endpoint({
  id: 'confirmTotp',
  method: 'POST',
  path: '/me/totp/confirm',
  summary: 'Prove the authenticator with its first code.',
  body: z.object({ code: z.string() }),
  reply: User,
  errors: ['sign_in_failed', 'conflict'],
  permission: 'self',
  audit: 'totp.confirmed',
})

export const removeTotp = endpoint({
  id: 'removeTotp',
  method: 'POST',
  path: '/me/totp/remove',
  summary: 'Stop asking for codes.',
  body: z.object({ password: z.string(), code: z.string() }),
  reply: User,
  errors: ['sign_in_failed'],
  permission: 'self',
  audit: 'totp.removed',
})
