import type { User } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { updateUser, userToApi } from '../directory/index.ts'
import { isPassword } from './password.ts'
import { self } from './self.ts'
import { acceptCode, failed, totpPurpose } from './sign-in.ts'
import { newTotpSecret, stepOfCode, totpUri } from './totp.ts'

/** Answers a new secret once. It counts only after `confirmTotp`, so that a lost picture locks nobody out. */
export async function beginTotp(ctx: Context, password: string): Promise<{ secret: string; uri: string }> {
  const user = await self(ctx)
  if (!(await isPassword(password, user.password_hash))) throw failed()
  if (user.totp_confirmed_at !== null) throw new Refused('conflict', 'Codes are set up already. Remove them first, then set them up anew.')
  const secret = newTotpSecret()
  await ctx.transaction(async () => {
    await updateUser(ctx.db, user.id, { totp_secret: ctx.keyring.seal(secret, totpPurpose) })
    await record(ctx, 'totp.begun', user.id)
  })
  return { secret, uri: totpUri(secret, user.email) }
}

export async function confirmTotp(ctx: Context, code: string): Promise<User> {
  const user = await self(ctx)
  if (user.totp_secret === null || user.totp_confirmed_at !== null) throw new Refused('conflict', 'There is no set-up of codes to confirm. Begin one first.')
  const step = stepOfCode(ctx.keyring.open(user.totp_secret, totpPurpose), code, ctx.clock.now())
  if (step === null) throw failed()
  return ctx.transaction(async () => {
    const changed = await updateUser(ctx.db, user.id, { totp_confirmed_at: ctx.clock.now(), totp_last_step: step })
    await record(ctx, 'totp.confirmed', user.id)
    return userToApi(changed)
  })
}

export async function removeTotp(ctx: Context, given: { password: string; code: string }): Promise<User> {
  const user = await self(ctx)
  if (!(await isPassword(given.password, user.password_hash)) || !(await acceptCode(ctx, user, given.code))) throw failed()
  return ctx.transaction(async () => {
    const changed = await updateUser(ctx.db, user.id, { totp_secret: null, totp_confirmed_at: null, totp_last_step: null })
    await record(ctx, 'totp.removed', user.id)
    return userToApi(changed)
  })
}
