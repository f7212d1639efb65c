import type { Evidence } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { concludePlan, goOn, settleFinding } from './end-step.ts'
import { refuseOwnAccount } from './exclusions.ts'
import { noStep } from './list-plans.ts'
import { findGrounds, ownersOf } from './grounds.ts'
import { lockPlan, type PlanRow, type StepRow } from './plan.queries.ts'
import { keepEvidence } from './reach.ts'
import { findStep, updateSteps } from './step.queries.ts'

export interface WaitingEnd {
  /** A person can say that it failed, or vouch for what cannot be seen; only a read verifies. */
  readonly state: 'failed' | 'applied_unverified'
  readonly detail: string
  /** What they said, kept as evidence. */
  readonly statement: unknown
}

/** Ends a step that waits for a person by the word of a person. Nobody vouches for a step about an account of their own. */
export const endWaitingStep = (ctx: Context, stepId: string, { state, detail, statement }: WaitingEnd): Promise<void> =>
  ctx.transaction(async () => {
    const { plan, step } = await lockWaiting(ctx, stepId)
    if (state === 'applied_unverified') refuseOwnAccount(ctx, ownersOf(await findGrounds(ctx, plan.id, [step])))
    await keepEvidence({ ctx, step }, 'statement', detail, statement)
    await updateSteps(ctx.db, [stepId], { state, detail, ended_at: ctx.clock.now() })
    await settleFinding(ctx, { ...step, state })
    if (plan.state === 'applying') await goOn(ctx, plan, { ...step, state, detail })
    else await concludePlan(ctx, plan.id)
  })

async function lockWaiting(ctx: Context, stepId: string): Promise<{ plan: PlanRow; step: StepRow }> {
  const found = await findStep(ctx.db, stepId)
  if (found === undefined) throw noStep()
  const plan = await lockPlan(ctx.db, found.plan_id)
  // A read may have settled it before the plan was ours.
  const step = await findStep(ctx.db, stepId)
  if (plan === undefined || step?.state !== 'waiting_for_person')
    throw new Refused('plan_not_open', `This step does not wait for a person any more. ${step?.detail ?? ''}`)
  return { plan, step }
}

/** Keeps what a person gave as evidence of a step. */
export async function keepStepEvidence(ctx: Context, stepId: string, kind: Evidence['kind'], summary: string, content: unknown): Promise<void> {
  const step = await findStep(ctx.db, stepId)
  if (step === undefined) throw noStep()
  await keepEvidence({ ctx, step }, kind, summary, content)
}
