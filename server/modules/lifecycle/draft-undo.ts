import type { Plan, StepDefinition } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { keepDraft } from './draft-steps.ts'
import { notOpen } from './approve-plan.ts'
import { holds } from './judge-step.ts'
import { noPlan, readPlan } from './list-plans.ts'
import { definitionOf } from './plan.ts'
import { findKnown, findSteps, findUndo, lockPlan } from './plan.queries.ts'
import { accessOf } from './step.ts'
import type { StepDraft } from './step-draft.ts'

/** A plan of its own that takes back, in reverse order, what a plan that has ended was seen to do, approved like any other. */
export async function draftUndo(ctx: Context, id: string): Promise<Plan> {
  const undoId = await ctx.transaction(async () => {
    const plan = await lockPlan(ctx.db, id)
    if (plan === undefined) throw noPlan()
    if (plan.state !== 'done' && plan.state !== 'stopped') throw notOpen(plan)
    if (plan.undoes !== null) throw new Refused('conflict', 'This plan undid another. What is out of step now is among the findings; make a plan of those.')
    if ((await findUndo(ctx.db, id)) !== null) throw new Refused('conflict', 'There is a plan that undoes this one already.')
    const known = await findKnown(ctx.db, id)
    const rows = (await findSteps(ctx.db, id)).filter(step => step.state === 'verified')
    const definitions = rows.map(definitionOf)
    const taken = rows.toReversed().flatMap(row => {
      const step = definitionOf(row)
      const now = known.get(row.id)
      // A later step of the plan may have changed it further; what is undone first brings it back to what this one left.
      const overtaken = definitions.some(other => other.order > step.order && other.accountId === step.accountId && other.accountId !== null)
      if (!step.undo.possible || now === undefined || now.facts.exists === false || (!overtaken && holds({ ...step, via: null }, now.facts) !== 'same'))
        return []
      const back = reverseOf(step, now.accountId, `Takes back what "${plan.title}" did.`)
      return back === null ? [] : [{ step, back }]
    })
    if (taken.length === 0) throw new Refused('conflict', 'Nothing of this plan can be taken back: no step was verified, or the accounts have changed since.')
    // What came after is taken back before: the dependencies are turned round.
    const steps = taken.map(({ step, back }, place) => ({
      ...back,
      dependsOn: taken.flatMap((other, earlier) => (earlier < place && other.step.dependsOn.includes(step.order) ? [earlier] : [])),
    }))
    const stored = await keepDraft(ctx, { title: `Undo: ${plan.title}`, undoes: id, steps })
    await record(ctx, 'plan.undo_drafted', stored, { undoes: id, steps: steps.length })
    return stored
  })
  return readPlan(ctx, undoId)
}

/** The draft that takes a step back; null when there is nothing to take it back from. */
function reverseOf(step: StepDefinition, madeAccountId: string | null, reason: string): StepDraft | null {
  const { accountId, identityId, app, group, before } = step
  switch (step.action) {
    case 'deactivate_account':
      return accountId === null ? null : { action: 'reactivate_account', accountId, reason }
    case 'reactivate_account':
      return accountId === null ? null : { action: 'deactivate_account', accountId, reason }
    case 'create_account':
      return madeAccountId === null ? null : { action: 'deactivate_account', accountId: madeAccountId, reason }
    case 'change_account':
      return accountId === null ? null : { action: 'change_account', accountId, access: accessOf(before), reason }
    case 'deactivate_identity':
      return identityId === null ? null : { action: 'reactivate_identity', identityId, reason }
    case 'reactivate_identity':
      return identityId === null ? null : { action: 'deactivate_identity', identityId, reason }
    case 'assign_app':
      return identityId === null || app === null ? null : { action: 'unassign_app', identityId, appExternalId: app.externalId, reason }
    case 'unassign_app':
      return identityId === null || app === null ? null : { action: 'assign_app', identityId, appExternalId: app.externalId, reason }
    case 'join_group':
      return identityId === null || group === null ? null : { action: 'leave_group', identityId, group, reason }
    case 'leave_group':
      return identityId === null || group === null ? null : { action: 'join_group', identityId, group, reason }
    default:
      return null
  }
}
