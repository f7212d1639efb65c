import type { Plan, StepAction } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { notOpen } from './approve-plan.ts'
import { concludePlan, goOn, settleFinding } from './end-step.ts'
import { noPlan, noStep, readPlan } from './list-plans.ts'
import { definitionOf } from './plan.ts'
import { lockPlan } from './plan.queries.ts'
import { keepEvidence } from './reach.ts'
import { findStep, updateSteps } from './step.queries.ts'

/** What leaves our hands entirely: the word of whoever did it is not enough. */
const vouchedFor: ReadonlySet<StepAction> = new Set<StepAction>(['request_erasure', 'vendor_request'])

/** A person says that a step is done which no read can show. It ends as done and unverified, with their words as its evidence. */
export async function attestStep(ctx: Context, planId: string, stepId: string, statement: string): Promise<Plan> {
  if (ctx.actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person says that something was done. Open the plan in the console.')
  await ctx.transaction(async () => {
    const plan = await lockPlan(ctx.db, planId)
    if (plan === undefined) throw noPlan()
    const step = await findStep(ctx.db, stepId)
    if (step?.plan_id !== planId) throw noStep()
    if (step.state !== 'waiting_for_person') throw notOpen(plan)
    if (step.provable) throw new Refused('conflict', 'This step ends by itself when a read shows it done. Read the app again.')
    if (vouchedFor.has(definitionOf(step).action))
      throw new Refused('second_person_needed', 'A second person vouches for this, with the answer of the vendor as evidence. Open its task.')
    const detail = `${nameOf(ctx.actor)} says that it is done: ${statement}`
    await keepEvidence({ ctx, step }, 'request', detail, { by: nameOf(ctx.actor), statement })
    await updateSteps(ctx.db, [stepId], { state: 'applied_unverified', detail, ended_at: ctx.clock.now() })
    await settleFinding(ctx, { ...step, state: 'applied_unverified' })
    if (plan.state === 'applying') await goOn(ctx, plan, step)
    else await concludePlan(ctx, planId)
    await record(ctx, 'step.attested', stepId, { plan: planId, statement })
  })
  return readPlan(ctx, planId)
}
