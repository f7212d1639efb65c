import { randomBytes } from 'node:crypto'
import type { Context } from '../../../context.ts'
import { hashSecret } from '../../../secrets.ts'
import { insertChallenge, takeChallenge } from './passkey.queries.ts'

/** How long somebody may take to find the key, or their phone. */
export const challengeMilliseconds = 5 * 60_000

/** A challenge for whoever adds a passkey, or for nobody yet (null) where somebody signs in. */
export async function newChallenge(ctx: Context, userId: string | null): Promise<Buffer<ArrayBuffer>> {
  const challenge = randomBytes(32)
  const expires_at = new Date(ctx.clock.now().getTime() + challengeMilliseconds)
  await insertChallenge(ctx.db, { challenge_hash: hashSecret(challenge.toString('base64url')), user_id: userId, expires_at })
  return challenge
}

/** True once, and only for whom it was made. Never called inside a transaction: a refusal afterwards must not bring the challenge back. */
export const burnChallenge = (ctx: Context, challenge: string, userId: string | null): Promise<boolean> =>
  takeChallenge(ctx.db, hashSecret(challenge), userId, ctx.clock.now())
