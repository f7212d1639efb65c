import type { Plan } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { tell } from '../webhooks/index.ts'
import { notOpen } from './approve-plan.ts'
import { reopenFindingsOf } from './finding.queries.ts'
import { noPlan, readPlan } from './list-plans.ts'
import { lockPlan, updatePlan } from './plan.queries.ts'

export async function discardPlan(ctx: Context, id: string): Promise<Plan> {
  await ctx.transaction(async () => {
    const plan = await lockPlan(ctx.db, id)
    if (plan === undefined) throw noPlan()
    if (plan.state !== 'draft') throw notOpen(plan)
    await updatePlan(ctx.db, id, { state: 'discarded', detail: 'Discarded before it began; nothing was changed.', ended_at: ctx.clock.now() })
    await reopenFindingsOf(ctx.db, id)
    await ctx.publish({ topic: 'plans', id })
    await ctx.publish({ topic: 'findings', id: null })
    await tell(ctx, { type: 'plan.discarded', subject: id, name: plan.title })
    await record(ctx, 'plan.discarded', id, { title: plan.title })
  })
  return readPlan(ctx, id)
}
