import type { AccountRow, IdentityRow } from '@rollcall/connectors/kit'
import type { Account } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { deleteAssignment, findAccount, updateAccount, updateFindingCounts, updateIdentity, updateMembership, updateProtection } from './people.queries.ts'
import { toAccount } from './person.ts'

/** Labels an account as one that no plan may change, or takes the label off. The connection's own account keeps its label. */
export const protectAccount = (ctx: Context, id: string, protection: Exclude<Account['protection'], 'connector'>): Promise<Account> =>
  ctx.transaction(async () => {
    const before = await findAccount(ctx.db, id)
    if (before === undefined) throw new Refused('not_found', 'There is no account with this id; its connection may have been removed.')
    if (before.protection === 'connector')
      throw new Refused('conflict', `${before.connection_name} is connected through ${before.user_name}; it is protected for as long as that is so.`)
    await updateProtection(ctx.db, id, protection)
    // What was found about it may not be true any more.
    await ctx.enqueue('compare-roll', {})
    await ctx.publish({ topic: 'people', id: null })
    await record(ctx, 'account.protection_changed', id, {
      account: before.user_name,
      connection: before.connection_name,
      before: before.protection,
      after: protection,
    })
    return toAccount({ ...before, protection })
  })

/** Keeps what a single re-read of an account showed; null when the app has no such account any more. */
export const keepAccount = async (ctx: Context, id: string, seen: AccountRow | null): Promise<void> => {
  await updateAccount(ctx.db, id, seen, ctx.clock.now())
  await ctx.publish({ topic: 'people', id: null })
}

/** The same of an identity. */
export const keepIdentity = async (ctx: Context, id: string, seen: IdentityRow | null): Promise<void> => {
  await updateIdentity(ctx.db, id, seen, ctx.clock.now())
  await ctx.publish({ topic: 'people', id: null })
}

/** An identity source was seen not to give an app any more. One that is given is added by the next read, which knows all of it. */
export const keepAssignment = (ctx: Context, identityId: string, appExternalId: string): Promise<unknown> => deleteAssignment(ctx.db, identityId, appExternalId)

/** Somebody was seen to be in a group, or not to be. */
export const keepMembership = (ctx: Context, identityId: string, group: string, member: boolean): Promise<unknown> =>
  updateMembership(ctx.db, identityId, group, member)

/** Call after findings were opened or resolved. */
export const countFindings = async (ctx: Context): Promise<void> => {
  await updateFindingCounts(ctx.db)
  await ctx.publish({ topic: 'people', id: null })
}
