import type { Plan, StepAction } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { endWaitingStep } from './end-waiting-step.ts'
import { noStep, readPlan } from './list-plans.ts'
import { definitionOf } from './plan.ts'
import { findStep } from './step.queries.ts'

/** What leaves our hands entirely: the word of whoever did it is not enough. */
const vouchedFor: ReadonlySet<StepAction> = new Set<StepAction>(['request_erasure', 'vendor_request'])

/** A person says that a step is done which no read can show. It ends as done and unverified, with their words as its evidence. */
export async function attestStep(ctx: Context, planId: string, stepId: string, statement: string): Promise<Plan> {
  if (ctx.actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person says that something was done. Open the plan in the console.')
  const by = nameOf(ctx.actor)
  await ctx.transaction(async () => {
    const step = await findStep(ctx.db, stepId)
    if (step?.plan_id !== planId) throw noStep()
    if (step.state === 'waiting_for_person' && step.provable)
      throw new Refused('conflict', 'This step ends by itself when a read shows it done. Read the app again.')
    if (vouchedFor.has(definitionOf(step).action))
      throw new Refused('second_person_needed', 'A second person vouches for this, with the answer of the vendor as evidence. Open its task.')
    await endWaitingStep(ctx, stepId, { state: 'applied_unverified', detail: `${by} says that it is done: ${statement}`, statement: { by, statement } })
    await record(ctx, 'step.attested', stepId, { plan: planId, statement })
  })
  return readPlan(ctx, planId)
}
