import { z } from 'zod'
import { endpoint, unaudited } from '../endpoint.ts'
import { Assertion, NewCredential, Passkey, PasskeyCreation, PasskeyRequest } from '../records/passkey.ts'
import { Id } from '../scalars.ts'

const Done = z.object({ done: z.literal(true) })
const Name = z.string().trim().min(1).max(60)

export const listPasskeys = endpoint({
  id: 'listPasskeys',
  method: 'GET',
  path: '/me/passkeys',
  summary: 'Your passkeys.',
  reply: z.object({ items: z.array(Passkey) }),
  errors: [],
  permission: 'self',
  audit: unaudited('read only'),
})

/** Asks for the password again: whoever finds an open browser must not be able to leave a key of their own behind. */
export const beginPasskey = endpoint({
  id: 'beginPasskey',
  method: 'POST',
  path: '/me/passkeys/begin',
  summary: 'Begin to add a passkey.',
  body: z.object({ password: z.string() }),
  reply: PasskeyCreation,
  errors: ['sign_in_failed'],
  permission: 'self',
  audit: unaudited('nothing is kept until the passkey is added'),
})

export const addPasskey = endpoint({
  id: 'addPasskey',
  method: 'POST',
  path: '/me/passkeys',
  summary: 'Add the passkey that the browser made.',
  body: z.object({ name: Name, credential: NewCredential }),
  reply: Passkey,
  errors: ['passkey_refused', 'conflict'],
  permission: 'self',
  audit: 'passkey.added',
})

export const renamePasskey = endpoint({
  id: 'renamePasskey',
  method: 'PATCH',
  path: '/me/passkeys/:id',
  summary: 'Call one of your passkeys something else.',
  params: z.object({ id: Id }),
  body: z.object({ name: Name }),
  reply: Passkey,
  errors: ['not_found'],
  permission: 'self',
  audit: 'passkey.renamed',
})

/** Takes effect with the next sign-in; sessions that it began stay. */
export const removePasskey = endpoint({
  id: 'removePasskey',
  method: 'DELETE',
  path: '/me/passkeys/:id',
  summary: 'Remove one of your passkeys.',
  params: z.object({ id: Id }),
  reply: Done,
  errors: ['not_found'],
  permission: 'self',
  audit: 'passkey.removed',
})

export const beginPasskeySignIn = endpoint({
  id: 'beginPasskeySignIn',
  method: 'POST',
  path: '/sign-in/passkey/begin',
  summary: 'Begin to sign in with a passkey: a challenge that counts once, for five minutes.',
  reply: PasskeyRequest,
  errors: [],
  permission: 'anyone',
  audit: unaudited('nobody is known yet'),
})

/** A passkey is two factors in one (what you have, and the finger or PIN it asked for): no code is asked after it. */
export const signInWithPasskey = endpoint({
  id: 'signInWithPasskey',
  method: 'POST',
  path: '/sign-in/passkey',
  summary: 'Sign in with a passkey.',
  body: z.object({ credential: Assertion }),
  reply: Done.extend({ session: z.string().describe('For clients without cookies: send as `Authorization: Bearer`.') }),
  errors: ['sign_in_failed'],
  permission: 'anyone',
  audit: 'session.started',
})
