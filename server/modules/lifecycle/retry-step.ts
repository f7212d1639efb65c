import type { Plan } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { notOpen } from './approve-plan.ts'
import { planFindings } from './finding.queries.ts'
import { noPlan, noStep, readPlan } from './list-plans.ts'
import { lockPlan, updatePlan } from './plan.queries.ts'
import { enqueueLanes, findSkippedDependants, findStep, findUnmet, updateSteps } from './step.queries.ts'
import { definitionOf } from './plan.ts'

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
    const unmet = await findUnmet(ctx.db, step)
    if (unmet !== null) throw new Refused('plan_not_open', `Step ${unmet + 1} comes before this one and did not end well. Try that one again first.`)
    const dependants = await findSkippedDependants(ctx.db, planId, step.position)
    await updateSteps(
      ctx.db,
      dependants.map(({ id }) => id),
      { state: 'planned', ended_at: null, detail: `Waits for step ${step.position + 1}, which is tried again.` },
    )
    await updateSteps(ctx.db, [stepId], {
      state: 'planned',
      // Whatever was asked for before may have happened since: the look comes first. Whether an account that was not found is made once more is decided by whoever tries again.
      progress: step.progress === 'nothing' || definitionOf(step).action === 'create_account' ? 'nothing' : 'intended',
      attempts: 0,
      verification_reads: 0,
      ended_at: null,
      detail: 'Waits to be tried again.',
    })
    await planFindings(
      ctx.db,
      [step, ...dependants].flatMap(({ finding_id }) => finding_id ?? []),
      planId,
    )
    await updatePlan(ctx.db, planId, { state: 'applying', detail: 'A step is tried again.', ended_at: null })
    await enqueueLanes(ctx, planId)
    await ctx.publish({ topic: 'plans', id: planId })
    await record(ctx, 'step.retried', stepId, { plan: planId })
  })
  return readPlan(ctx, planId)
}
