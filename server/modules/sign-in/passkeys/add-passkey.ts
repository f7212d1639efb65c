import { type NewCredential, type Passkey, PasskeyCreation } from '@rollcall/contract'
import { generateRegistrationOptions, verifyRegistrationResponse } from '@simplewebauthn/server'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import type { UserRow } from '../../directory/index.ts'
import { forgetFailures, noteFailure, refuseTooMany } from '../attempts.ts'
import { isPassword } from '../password.ts'
import { self } from '../self.ts'
import { failed } from '../sign-in.ts'
import { burnChallenge, challengeMilliseconds, newChallenge } from './challenges.ts'
import { toApi } from './passkey.ts'
import { findPasskeys, insertPasskey } from './passkey.queries.ts'
import { algorithms, relyingPartyOf } from './relying-party.ts'

/** What the browser is to make: a discoverable key that verifies its user. Refuses whoever has no password: their identity provider signs them in. */
export async function beginPasskey(ctx: Context, password: string, address: string): Promise<PasskeyCreation> {
  const user = await withPassword(ctx)
  const attempt = { account: user.email, address }
  await refuseTooMany(ctx, attempt)
  if (!(await isPassword(password, user.password_hash))) {
    await noteFailure(ctx, attempt)
    throw failed()
  }
  await forgetFailures(ctx, attempt)
  const rp = relyingPartyOf(ctx.publicUrl())
  const present = await findPasskeys(ctx.db, user.id)
  const options = await generateRegistrationOptions({
    rpName: rp.name,
    rpID: rp.id,
    userID: new TextEncoder().encode(user.id),
    userName: user.email,
    userDisplayName: user.name,
    challenge: await newChallenge(ctx, user.id),
    timeout: challengeMilliseconds,
    attestationType: 'none',
    supportedAlgorithmIDs: algorithms,
    excludeCredentials: present.map(({ credential_id, transports }) => ({ id: credential_id, transports })),
    authenticatorSelection: { residentKey: 'required', userVerification: 'required' },
  })
  return PasskeyCreation.parse(options)
}

export async function addPasskey(ctx: Context, given: { name: string; credential: NewCredential }): Promise<Passkey> {
  const user = await withPassword(ctx)
  const { credential, credentialBackedUp } = await verified(ctx, user, given.credential)
  return ctx.transaction(async () => {
    const row = await insertPasskey(ctx.db, {
      user_id: user.id,
      credential_id: credential.id,
      public_key: Buffer.from(credential.publicKey).toString('base64url'),
      counter: credential.counter,
      transports: credential.transports ?? [],
      synced: credentialBackedUp,
      name: given.name,
      created_at: ctx.clock.now(),
    })
    if (row === undefined) throw new Refused('conflict', 'This passkey is set up already. Remove it first, or add another one.')
    await record(ctx, 'passkey.added', user.id, { passkey: row.id, name: row.name })
    return toApi(row)
  })
}

async function withPassword(ctx: Context): Promise<UserRow> {
  const user = await self(ctx)
  if (user.password_hash === null)
    throw new Refused('not_allowed', 'Your identity provider signs you in, so that passkeys are set up there. Here they are for accounts with a password.')
  return user
}

async function verified(ctx: Context, user: UserRow, credential: NewCredential) {
  const rp = relyingPartyOf(ctx.publicUrl())
  const { registrationInfo } = await verifyRegistrationResponse({
    response: { ...credential, response: credential.response, clientExtensionResults: {} },
    expectedChallenge: challenge => burnChallenge(ctx, challenge, user.id),
    expectedOrigin: rp.origin,
    expectedRPID: rp.id,
    requireUserVerification: true,
    supportedAlgorithmIDs: algorithms,
  }).catch((cause: unknown) => {
    throw refused(cause)
  })
  if (registrationInfo === undefined) throw refused(null)
  return registrationInfo
}

const refused = (cause: unknown) =>
  new Refused('passkey_refused', 'This passkey cannot be added: it was made for another page or too long ago, or without a PIN, finger or face. Begin again.', {
    cause,
  })
