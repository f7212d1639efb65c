import type { Context } from '../../context.ts'
import { setAside, startNow } from './approve-plan.ts'
import { findGrounds, whyStale } from './grounds.ts'
import { findDuePlans, findSteps, lockPlan } from './plan.queries.ts'

/**
 * Begins a plan whose time has come, or sets it aside when what it rests on no longer holds. The time is looked at again here, whatever woke
 * this up: a timer that was early, or a clock that was moved, begins nothing.
 */
export const beginPlan = (ctx: Context, planId: string): Promise<void> =>
  ctx.transaction(async () => {
    const plan = await lockPlan(ctx.db, planId)
    if (plan?.state !== 'scheduled' || plan.starts_at === null) return
    if (plan.starts_at > ctx.clock.now()) return ctx.enqueue('begin-plan', { planId }, { after: plan.starts_at })
    const reason = await whyStale(ctx, await findGrounds(ctx, planId, await findSteps(ctx.db, planId)))
    if (reason !== null) return setAside(ctx, plan, `It was to begin now, but was set aside: ${reason}`)
    await startNow(ctx, planId)
    await ctx.publish({ topic: 'plans', id: planId })
  })

/** Plans whose time came while nobody was there to begin them. */
export async function resumeScheduled(ctx: Context): Promise<void> {
  for (const { id } of await findDuePlans(ctx.db, ctx.clock.now())) await ctx.enqueue('begin-plan', { planId: id })
}
