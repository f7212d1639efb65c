import type { Context } from '../../context.ts'
import { concludePlan, goOn, settleFinding } from './end-step.ts'
import { rememberChange } from './fights.ts'
import { holds } from './judge-step.ts'
import { definitionOf } from './plan.ts'
import { lockPlan } from './plan.queries.ts'
import { keepEvidence } from './reach.ts'
import { inWords } from './step.ts'
import { findOpenSteps, findStep, updateSteps } from './step.queries.ts'

/** Steps that a person did, or that a vendor took its time over, are verified by the read that shows them done. */
export async function settleSteps(ctx: Context): Promise<void> {
  for (const { known, read_id, seen_at, ...step } of await findOpenSteps(ctx.db)) {
    const definition = definitionOf(step)
    const { accountName, connectionName, after } = definition
    // Of what an identity source gives, its own answer was seen when the step was carried out; what was open is the account.
    if (known === null || holds({ ...definition, via: null }, known) !== 'same') continue
    await ctx.transaction(async () => {
      const plan = await lockPlan(ctx.db, step.plan_id)
      // Somebody else may have ended it before the plan was ours: another comparison, or a person.
      if ((await findStep(ctx.db, step.id))?.state !== step.state) return
      const shown = known.status === 'deleted' ? 'deleted' : inWords(after)
      const detail = `Verified by a later read: ${connectionName} shows ${accountName} as ${shown}.`
      await keepEvidence({ ctx, step }, 'verification_read', detail, { readId: read_id, at: seen_at?.toISOString() ?? null, known })
      await updateSteps(ctx.db, [step.id], { state: 'verified', detail, ended_at: ctx.clock.now() })
      await rememberChange(ctx, step, definition)
      await settleFinding(ctx, { ...step, state: 'verified' })
      if (plan?.state === 'applying') await goOn(ctx, plan, step)
      else await concludePlan(ctx, step.plan_id)
    })
  }
}
