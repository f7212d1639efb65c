import type { Substitute } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { findUser, permissionsOfUser, refuseWhoLeft } from '../../directory/index.ts'
import { signedIn } from './signed-in.ts'
import { deleteSubstitute, findSubstitutes, upsertSubstitute } from './substitute.queries.ts'

const mostDays = 92

export async function listSubstitutes(ctx: Context): Promise<{ items: Substitute[] }> {
  const rows = await findSubstitutes(ctx.db, ctx.clock.now())
  return {
    items: rows.map(row => ({
      user: { id: row.user_id, name: row.user_name },
      substitute: { id: row.substitute_id, name: row.substitute_name },
      from: row.begins_at.toISOString(),
      until: row.ends_at.toISOString(),
    })),
  }
}

/** Names who approves in one's own place, from and until; null ends it. It gives nobody a right to approve who has none. */
export async function saveSubstitute(ctx: Context, wanted: { userId: string; from: string; until: string } | null): Promise<{ items: Substitute[] }> {
  const actor = signedIn(ctx, 'names a substitute')
  if (wanted !== null) await refuseWrong(ctx, actor.id, wanted)
  await ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    if (wanted === null) await deleteSubstitute(ctx.db, actor.id)
    else
      await upsertSubstitute(ctx.db, {
        user_id: actor.id,
        substitute_id: wanted.userId,
        begins_at: new Date(wanted.from),
        ends_at: new Date(wanted.until),
      })
    await ctx.publish({ topic: 'plans', id: null })
    await record(ctx, 'approvals.substitute_named', actor.id, { substitute: wanted?.userId ?? null, from: wanted?.from ?? null, until: wanted?.until ?? null })
  })
  return listSubstitutes(ctx)
}

async function refuseWrong(ctx: Context, own: string, { userId, from, until }: { userId: string; from: string; until: string }): Promise<void> {
  if (userId === own) throw new Refused('bad_request', 'Nobody stands in for themselves. Choose somebody else.', { at: 'substitute.userId' })
  const [begins, ends] = [new Date(from), new Date(until)]
  if (ends <= begins || ends <= ctx.clock.now()) throw new Refused('bad_request', 'It ends before it begins, or has ended already.', { at: 'substitute.until' })
  if (ends.getTime() - begins.getTime() > mostDays * 86_400_000)
    throw new Refused('bad_request', `A substitute is named for ${mostDays} days at most.`, { at: 'substitute.until' })
  const user = await findUser(ctx.db, userId)
  if (user === undefined || !user.active) throw new Refused('not_found', 'There is no active user with this id.', { at: 'substitute.userId' })
  if (!permissionsOfUser(user).includes('plans:approve'))
    throw new Refused('bad_request', `${user.name} may not approve plans. Choose somebody who may.`, { at: 'substitute.userId' })
}
