import type { Plan, StepDefinition } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { connectorOf, findConnections } from '../connections/index.ts'
import { notOpen } from './approve-plan.ts'
import { chooseRoute } from './choose-route.ts'
import { preconditionOf, targetOf } from './draft-plan.ts'
import { refuseOwnAccount } from './exclusions.ts'
import { noPlan, readPlan } from './list-plans.ts'
import { definitionOf } from './plan.ts'
import { findSteps, findUndo, lockPlan } from './plan.queries.ts'
import { findStandings } from './standing.queries.ts'
import { storePlan } from './store-plan.ts'

/** A plan of its own that gives access back where a plan that has ended took it, approved like any other. */
export async function draftUndo(ctx: Context, id: string): Promise<Plan> {
  const undoId = await ctx.transaction(async () => {
    const plan = await lockPlan(ctx.db, id)
    if (plan === undefined) throw noPlan()
    if (plan.state !== 'done' && plan.state !== 'stopped') throw notOpen(plan)
    if (plan.undoes !== null) throw new Refused('conflict', 'This plan undid another. What is out of step now is among the findings; make a plan of those.')
    if ((await findUndo(ctx.db, id)) !== null) throw new Refused('conflict', 'There is a plan that undoes this one already.')
    const verified = (await findSteps(ctx.db, id)).filter(step => step.state === 'verified').map(definitionOf)
    const standings = new Map(
      (
        await findStandings(
          ctx.db,
          verified.map(step => step.accountId),
        )
      ).map(standing => [standing.accountId, standing]),
    )
    const connectors = new Map((await findConnections(ctx.db)).map(row => [row.id, connectorOf(row.connector)]))
    const steps = verified
      .filter(step => step.undo.possible)
      .toReversed()
      .flatMap((step): Omit<StepDefinition, 'order'>[] => {
        const standing = standings.get(step.accountId)
        const connector = connectors.get(step.connectionId)
        if (standing === undefined || connector === undefined || standing.status !== step.after.status) return []
        return [
          {
            action: 'reactivate_account',
            findingId: null,
            personId: step.personId,
            personName: step.personName,
            ...targetOf(standing),
            before: step.after,
            after: { status: 'active' },
            reason: `Takes back what "${plan.title}" did.`,
            ...chooseRoute(connector, standing.app.source, 'reactivate_account'),
            precondition: preconditionOf(standing),
          },
        ]
      })
    if (steps.length === 0) throw new Refused('conflict', 'Nothing of this plan can be taken back: no step was verified, or the accounts have changed since.')
    refuseOwnAccount(
      ctx,
      steps.flatMap(step => standings.get(step.accountId) ?? []),
    )
    const stored = await storePlan(ctx, { title: `Undo: ${plan.title}`, undoes: id, steps: steps.map((step, order) => ({ order, ...step })) })
    await ctx.publish({ topic: 'plans', id: stored })
    await record(ctx, 'plan.undo_drafted', stored, { undoes: id, steps: steps.length })
    return stored
  })
  return readPlan(ctx, undoId)
}
