import { as, type Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { findUserByEmail, updateUser, type UserRow } from '../directory/index.ts'
import { type Attempt, forgetFailures, noteFailure, refuseTooMany } from './attempts.ts'
import { enforcedFor, mayBreakGlass } from './break-glass.ts'
import { isPassword } from './password.ts'
import { actorOfUser, startSession } from './sessions.ts'
import { stepOfCode } from './totp.ts'

export const totpPurpose = 'users.totp_secret'

/** One sentence for every failure: which check refused is nobody's business but the log's. */
export const failed = () => new Refused('sign_in_failed', 'E-mail, password or code is wrong. If codes are set up for you, enter the present one.')

/** Answers the new session's secret. Refuses with `sign_in_failed`, or `rate_limited` after too many failures. */
export async function signIn(
  ctx: Context,
  given: { email: string; password: string; code?: string | undefined },
  from: { address: string; client: string },
): Promise<string> {
  const attempt: Attempt = { account: given.email, address: from.address }
  await refuseTooMany(ctx, attempt)
  const user = await findUserByEmail(ctx.db, given.email)
  const right = await isPassword(given.password, user?.password_hash ?? null)
  if (user === undefined || !user.active || !right || !(await acceptCode(ctx, user, given.code))) {
    await noteFailure(ctx, attempt)
    ctx.log.info({ address: from.address, known: user !== undefined }, 'sign-in refused')
    throw failed()
  }
  const session = await enter(ctx, user, attempt, { ...from, by: 'password' })
  if (session === null) throw failed()
  return session
}

/** Begins the session of whoever has proved to be this user; null where they have to come through a provider, and may not break the glass. */
export async function enter(ctx: Context, user: UserRow, attempt: Attempt, how: { address: string; client: string; by: 'password' | 'passkey' }) {
  const enforced = await enforcedFor(ctx, user)
  if (enforced !== null && !mayBreakGlass(user)) {
    ctx.log.info({ address: how.address, provider: enforced.name }, 'sign-in refused: it is enforced through a provider')
    return null
  }
  return ctx.transaction(async () => {
    await forgetFailures(ctx, attempt)
    const secret = await startSession(ctx, user, how.client)
    const self = as(ctx, actorOfUser(user))
    await record(self, 'session.started', user.id, { client: how.client, by: how.by })
    if (enforced !== null) await record(self, 'break_glass.used', user.id, { provider: enforced.name, address: how.address })
    return secret
  })
}

/** True when no code is needed, or when it is right and was never used before. */
export async function acceptCode(ctx: Context, user: UserRow, code: string | undefined): Promise<boolean> {
  if (user.totp_confirmed_at === null || user.totp_secret === null) return true
  if (code === undefined) return false
  const step = stepOfCode(ctx.keyring.open(user.totp_secret, totpPurpose), code, ctx.clock.now())
  if (step === null || step <= (user.totp_last_step ?? 0)) return false
  await updateUser(ctx.db, user.id, { totp_last_step: step })
  return true
}
