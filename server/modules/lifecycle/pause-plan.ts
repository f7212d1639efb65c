import type { Plan, PlanState } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { notOpen } from './approve-plan.ts'
import { concludePlan, leaveOut } from './end-step.ts'
import { reopenFindings } from './finding.queries.ts'
import { noPlan, readPlan } from './list-plans.ts'
import { lockPlan, type PlanRow, updatePlan } from './plan.queries.ts'
import { enqueueLanes, skipWaiting } from './step.queries.ts'

/** No step begins any more; those that are under way come to their end. */
export const pausePlan = (ctx: Context, id: string): Promise<Plan> =>
  change(ctx, id, ['scheduled', 'approved', 'applying'], 'plan.paused', async () => {
    await updatePlan(ctx.db, id, { state: 'paused', detail: `Paused by ${nameOf(ctx.actor)}; steps that are under way come to their end.` })
  })

/** Goes on where it was: with the next steps, or with waiting for its time. */
export async function resumePlan(ctx: Context, id: string): Promise<Plan> {
  if (ctx.actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person lets a plan go on. Open it in the console.')
  return change(ctx, id, ['paused'], 'plan.resumed', async plan => {
    // It begins as it would have: its time and what it rests on are looked at again.
    if (plan.started_at === null && plan.starts_at !== null) {
      await updatePlan(ctx.db, id, { state: 'scheduled', detail: 'Resumed; begins when its time has come, if everything it rests on still holds then.' })
      return ctx.enqueue('begin-plan', { planId: id }, { after: plan.starts_at })
    }
    await updatePlan(ctx.db, id, { state: plan.started_at === null ? 'approved' : 'applying', detail: 'The steps are being carried out.' })
    await enqueueLanes(ctx, id)
    await concludePlan(ctx, id)
  })
}

/** What has not begun is left out for good. */
export const stopPlan = (ctx: Context, id: string): Promise<Plan> =>
  change(ctx, id, ['scheduled', 'approved', 'applying', 'paused'], 'plan.stopped', async () => {
    const reason = `Left out: ${nameOf(ctx.actor)} stopped the plan.`
    await leaveOut(ctx, id, reason)
    const waiting = await skipWaiting(ctx.db, id, reason, ctx.clock.now())
    await reopenFindings(
      ctx.db,
      waiting.flatMap(({ finding_id }) => finding_id ?? []),
    )
    // A step that was between two attempts comes to its end, whatever that is.
    await updatePlan(ctx.db, id, { state: 'applying', detail: `${reason} Steps that are under way come to their end.` })
    await enqueueLanes(ctx, id)
    await concludePlan(ctx, id)
    await ctx.publish({ topic: 'findings', id: null })
  })

async function change(ctx: Context, id: string, from: readonly PlanState[], action: string, make: (plan: PlanRow) => Promise<void>): Promise<Plan> {
  await ctx.transaction(async () => {
    const plan = await lockPlan(ctx.db, id)
    if (plan === undefined) throw noPlan()
    if (!from.includes(plan.state)) throw notOpen(plan)
    await make(plan)
    await ctx.publish({ topic: 'plans', id })
    await record(ctx, action, id, { title: plan.title })
  })
  return readPlan(ctx, id)
}
