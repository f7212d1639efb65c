import type { Assertion, PasskeyRequest } from '@rollcall/contract'
import { verifyAuthenticationResponse } from '@simplewebauthn/server'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { findUser, type UserRow } from '../../directory/index.ts'
import { noteFailure, refuseTooMany } from '../attempts.ts'
import { enter } from '../sign-in.ts'
import { burnChallenge, challengeMilliseconds, newChallenge } from './challenges.ts'
import { findPasskeyByCredential, noteUse, type PasskeyRow } from './passkey.queries.ts'
import { relyingPartyOf } from './relying-party.ts'

/** One sentence for every failure, as for passwords. */
const failed = () => new Refused('sign_in_failed', 'This passkey does not sign you in here. Use another one, or your e-mail and password.')

/** No credential is named: the browser offers the passkeys it has for us, and nobody learns whose account has one. */
export async function beginPasskeySignIn(ctx: Context): Promise<PasskeyRequest> {
  const challenge = await newChallenge(ctx, null)
  return { challenge: challenge.toString('base64url'), rpId: relyingPartyOf(ctx.publicUrl()).id, timeout: challengeMilliseconds, userVerification: 'required' }
}

/** Answers the new session's secret. Refuses with `sign_in_failed`, or `rate_limited` after too many failures. */
export async function signInWithPasskey(ctx: Context, assertion: Assertion, from: { address: string; client: string }): Promise<string> {
  const attempt = { account: assertion.id, address: from.address }
  await refuseTooMany(ctx, attempt)
  const user = await provenUser(ctx, assertion)
  if (user === null) {
    await noteFailure(ctx, attempt)
    throw failed()
  }
  const session = await enter(ctx, user, attempt, { ...from, by: 'passkey' })
  if (session === null) throw failed()
  return session
}

/** Whose key signed our challenge, or null; the reason is for the log alone. */
async function provenUser(ctx: Context, assertion: Assertion): Promise<UserRow | null> {
  const passkey = await findPasskeyByCredential(ctx.db, assertion.id)
  const user = passkey === undefined ? undefined : await findUser(ctx.db, passkey.user_id)
  try {
    const use = await verified(ctx, assertion, passkey)
    // Whom the authenticator thinks it signed for (WebAuthn Level 3, section 7.2, step 6).
    const named = Buffer.from(assertion.response.userHandle, 'base64url').toString() === user?.id
    if (user === undefined || !user.active || !named) throw new Error('Its owner is gone, or is not whom it signed for.')
    if (!(await noteUse(ctx.db, use.passkey, { counter: use.newCounter, synced: use.credentialBackedUp, now: ctx.clock.now() })))
      throw new Error('The same count was used a moment ago.')
    return user
  } catch (cause) {
    ctx.log.info({ err: cause }, 'passkey refused')
    return null
  }
}

async function verified(ctx: Context, assertion: Assertion, passkey: PasskeyRow | undefined) {
  if (passkey === undefined) throw new Error('Nobody has this passkey.')
  const rp = relyingPartyOf(ctx.publicUrl())
  const { verified: right, authenticationInfo } = await verifyAuthenticationResponse({
    response: { ...assertion, clientExtensionResults: {} },
    expectedChallenge: challenge => burnChallenge(ctx, challenge, null),
    expectedOrigin: rp.origin,
    expectedRPID: rp.id,
    credential: {
      id: passkey.credential_id,
      publicKey: Buffer.from(passkey.public_key, 'base64url'),
      counter: passkey.counter,
      transports: passkey.transports,
    },
    requireUserVerification: true,
  })
  if (!right) throw new Error('The signature is wrong.')
  return { passkey, ...authenticationInfo }
}
