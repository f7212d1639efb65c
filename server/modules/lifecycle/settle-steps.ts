import type { Context } from '../../context.ts'
import { concludePlan, settleFinding } from './end-step.ts'
import { definitionOf } from './plan.ts'
import { lockPlan } from './plan.queries.ts'
import { keepEvidence } from './reach-account.ts'
import { findSettled, updateSteps } from './step.queries.ts'

/** Steps that a person did, or that a vendor took its time over, are verified by the read that shows them done. */
export async function settleSteps(ctx: Context): Promise<void> {
  for (const settled of await findSettled(ctx.db)) {
    const { seen_as, read_id, seen_at, ...step } = settled
    const { accountName, connectionName } = definitionOf(step)
    await ctx.transaction(async () => {
      await lockPlan(ctx.db, step.plan_id)
      const detail = `Verified by a later read: ${connectionName} shows ${accountName} as ${seen_as}.`
      await keepEvidence({ ctx, step }, 'verification_read', detail, { readId: read_id, at: seen_at.toISOString(), status: seen_as })
      await updateSteps(ctx.db, [step.id], { state: 'verified', detail, ended_at: ctx.clock.now() })
      await settleFinding(ctx, { ...step, state: 'verified' })
      await concludePlan(ctx, step.plan_id)
    })
  }
}
