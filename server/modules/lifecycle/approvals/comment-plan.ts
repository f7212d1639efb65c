import type { PlanComment } from '@rollcall/contract'
import { type Context, nameOf } from '../../../context.ts'
import { record } from '../../audit/index.ts'
import { refuseWhoLeft } from '../../directory/index.ts'
import { noPlan } from '../list-plans.ts'
import { findPlan, lockPlan } from '../plan.queries.ts'
import { findComments, insertComment } from './comment.queries.ts'

export async function listComments(ctx: Context, planId: string): Promise<{ items: PlanComment[] }> {
  if ((await findPlan(ctx.db, planId)) === undefined) throw noPlan()
  const rows = await findComments(ctx.db, planId)
  return { items: rows.map(({ id, at, author, text }) => ({ id, at: at.toISOString(), author, text })) }
}

/** A comment decides nothing; plans are commented in any state. */
export async function commentPlan(ctx: Context, planId: string, text: string): Promise<{ items: PlanComment[] }> {
  const { actor } = ctx
  await ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    if ((await lockPlan(ctx.db, planId)) === undefined) throw noPlan()
    await insertComment(ctx.db, {
      plan_id: planId,
      at: ctx.clock.now(),
      author_id: actor.kind === 'user' ? actor.id : actor.kind === 'token' ? actor.userId : null,
      author: actor.kind === 'user' ? actor.name : nameOf(actor),
      text,
    })
    await ctx.publish({ topic: 'plans', id: planId })
    await record(ctx, 'plan.commented', planId)
  })
  return listComments(ctx, planId)
}
