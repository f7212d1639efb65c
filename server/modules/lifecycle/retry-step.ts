import type { Plan } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { notOpen } from './approve-plan.ts'
import { planFindings } from './finding.queries.ts'
import { noPlan, noStep, readPlan } from './list-plans.ts'
import { lockPlan, updatePlan } from './plan.queries.ts'
import { enqueueLanes, findStep, updateSteps } from './step.queries.ts'

const retried = ['failed', 'applied_unverified', 'skipped']

/** Tries a step again that ended without proof. It begins with a look at the account, so that nothing is done twice. */
export async function retryStep(ctx: Context, planId: string, stepId: string): Promise<Plan> {
  await ctx.transaction(async () => {
    const plan = await lockPlan(ctx.db, planId)
    if (plan === undefined) throw noPlan()
    if (plan.state !== 'applying' && plan.state !== 'stopped') throw notOpen(plan)
    const step = await findStep(ctx.db, stepId)
    if (step?.plan_id !== planId) throw noStep()
    if (!retried.includes(step.state)) throw new Refused('plan_not_open', `This step is ${step.state}; only one that failed is tried again.`)
    await updateSteps(ctx.db, [stepId], {
      state: 'planned',
      // Whatever was asked for before may have happened since: the look comes first.
      progress: step.progress === 'nothing' ? 'nothing' : 'intended',
      attempts: 0,
      verification_reads: 0,
      ended_at: null,
      detail: 'Waits to be tried again.',
    })
    if (step.finding_id !== null) await planFindings(ctx.db, [step.finding_id], planId)
    await updatePlan(ctx.db, planId, { state: 'applying', detail: 'A step is tried again.', ended_at: null })
    await enqueueLanes(ctx, planId)
    await ctx.publish({ topic: 'plans', id: planId })
    await record(ctx, 'step.retried', stepId, { plan: planId })
  })
  return readPlan(ctx, planId)
}
