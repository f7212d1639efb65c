import type { Plan } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { refuseWhoLeft } from '../../directory/index.ts'
import { notOpen } from '../approve-plan.ts'
import { refuseOwnAccount } from '../exclusions.ts'
import { findGrounds, ownersOf } from '../grounds.ts'
import { noPlan, noStep, readPlan } from '../list-plans.ts'
import { requirementsOf } from '../plan.ts'
import { lockPlan } from '../plan.queries.ts'
import { keepEvidence } from '../reach.ts'
import { enqueueLanes, findStep, updateSteps } from '../step.queries.ts'
import { approverNow, counted } from './count-approval.ts'
import { signedIn } from './signed-in.ts'

/** Lets one step begin of a plan that was approved as a whole, where its app is approved step by step. By whoever may approve the plan. */
export async function approveStep(ctx: Context, planId: string, stepId: string, hash: string): Promise<Plan> {
  const actor = signedIn(ctx, 'approves a step')
  await ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    const plan = await lockPlan(ctx.db, planId)
    if (plan === undefined) throw noPlan()
    const step = await findStep(ctx.db, stepId)
    if (step?.plan_id !== planId) throw noStep()
    if (plan.hash !== hash) throw new Refused('plan_hash_differs', 'This is not the plan that was shown to you. Read it again, then approve what you see.')
    if (plan.state !== 'approved' && plan.state !== 'applying') throw notOpen(plan)
    if (!step.held || step.state !== 'planned') throw new Refused('plan_not_open', 'This step does not wait for an approval of its own.')
    const owners = ownersOf(await findGrounds(ctx, planId, [step]))
    refuseOwnAccount(ctx, owners)
    const approver = await approverNow(ctx, actor.id, new Set(owners.flatMap(({ addresses }) => addresses)))
    if (approver === null || counted(requirementsOf(plan), approver) === null)
      throw new Refused('not_allowed', 'The policy of this plan asks for the approval of others; you may not approve its steps.')
    await updateSteps(ctx.db, [stepId], { held: false, detail: `Approved by ${actor.name}; waits for its turn.` })
    await keepEvidence({ ctx, step }, 'statement', `${actor.name} approved this step.`, { by: actor.id, hash })
    await enqueueLanes(ctx, planId)
    await ctx.publish({ topic: 'plans', id: planId })
    await record(ctx, 'step.approved', stepId, { plan: planId, hash })
  })
  return readPlan(ctx, planId)
}
