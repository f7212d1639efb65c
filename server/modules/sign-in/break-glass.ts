import type { BreakGlassAdmin } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { errorCodeOf, Refused, sentenceOf } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { findAdmins, updateUser, type UserRow } from '../directory/index.ts'
import { findEnforced, lockWayIn } from './providers/provider.queries.ts'
import { domainOf } from './providers/responsible.ts'

const toApi = ({ id, name, email, break_glass, password_hash }: UserRow): BreakGlassAdmin => ({
  id,
  name,
  email,
  breakGlass: break_glass,
  hasPassword: password_hash !== null,
})

export const listBreakGlass = async (ctx: Context): Promise<BreakGlassAdmin[]> => (await findAdmins(ctx.db)).map(toApi)

/** Refuses `conflict` for an admin without a password, and for the last one while a provider is enforced. */
export async function setBreakGlass(ctx: Context, id: string, breakGlass: boolean): Promise<BreakGlassAdmin> {
  const admin = (await findAdmins(ctx.db)).find(row => row.id === id)
  if (admin === undefined) throw new Refused('not_found', 'There is no active admin with this id.')
  if (breakGlass && admin.password_hash === null)
    throw new Refused('conflict', `${admin.email} has no password, and could not come in with one. Choose an admin who has.`)
  try {
    return await ctx.transaction(async () => {
      const changed = await updateUser(ctx.db, id, { break_glass: breakGlass })
      await record(ctx, 'break_glass.changed', id, { email: admin.email, breakGlass })
      return toApi(changed)
    })
  } catch (thrown) {
    throw errorCodeOf(thrown) === lastWayIn ? new Refused('conflict', sentenceOf(thrown)) : thrown
  }
}

/** What the database raises when the last break-glass account would go while a provider is enforced. */
const lastWayIn = 'RC001'

/** Refuses `conflict` while nobody could come in by password. Call it in the transaction that enforces. */
export async function refuseWithoutWayIn(ctx: Context): Promise<void> {
  await lockWayIn(ctx.db)
  if (!(await listBreakGlass(ctx)).some(admin => admin.breakGlass && admin.hasPassword))
    throw new Refused('conflict', 'Name a break-glass admin first: somebody who may still come in by password when the provider fails.', { at: 'enforced' })
}

/** Which enforced provider a user has to sign in with; null when they may use their password. */
export async function enforcedFor(ctx: Context, user: UserRow): Promise<{ name: string } | null> {
  return (await findEnforced(ctx.db, domainOf(user.email) ?? '')) ?? null
}

export const mayBreakGlass = (user: UserRow): boolean => user.break_glass && user.role === 'admin'
