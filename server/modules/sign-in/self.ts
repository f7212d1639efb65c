import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { findUser, type UserRow } from '../directory/index.ts'

/** The signed-in person who asks; tokens and the operator have no codes and no passkeys of their own. */
export async function self(ctx: Context): Promise<UserRow> {
  const user = ctx.actor.kind === 'user' ? await findUser(ctx.db, ctx.actor.id) : undefined
  if (user === undefined) throw new Refused('not_allowed', 'Only a signed-in person has codes and passkeys.')
  return user
}
