import type { Plan, StepDefinition } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { refuseWhoLeft } from '../directory/index.ts'
import { tell } from '../webhooks/index.ts'
import { lastAdminAmong, refuseOwnAccount } from './exclusions.ts'
import { refusalOf, type Standing } from './finding.ts'
import { reopenFindingsOf } from './finding.queries.ts'
import { noPlan, readPlan } from './list-plans.ts'
import { count, definitionOf, documentOf, hashOf } from './plan.ts'
import { findSteps, findStandingApprovals, insertApproval, lockPlan, type PlanRow, type StepRow, updatePlan } from './plan.queries.ts'
import { findStandings } from './standing.queries.ts'
import { enqueueLanes, updateSteps } from './step.queries.ts'

/**
 * Approves exactly the hash that was shown. A plan whose facts moved on since is set aside as stale, and its findings are open again.
 * Approvals of those who have left meanwhile do not count. The last approval that is needed puts the first step of each connection on the queue.
 */
export async function approvePlan(ctx: Context, id: string, hash: string): Promise<Plan> {
  const { actor } = ctx
  if (actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person approves. Open the plan in the console.')
  const stale = await ctx.transaction(async () => {
    await refuseWhoLeft(ctx)
    const plan = await lockPlan(ctx.db, id)
    if (plan === undefined) throw noPlan()
    if (plan.state !== 'draft') throw notOpen(plan)
    const steps = await findSteps(ctx.db, id)
    if (plan.hash !== hash || hashOf(documentOf(plan, steps)) !== hash)
      throw new Refused('plan_hash_differs', 'This is not the plan that was shown to you. Read it again, then approve what you see.')
    const standings = new Map(
      (
        await findStandings(
          ctx.db,
          steps.map(step => step.account_id),
        )
      ).map(standing => [standing.accountId, standing]),
    )
    refuseOwnAccount(ctx, [...standings.values()])
    const approvals = await findStandingApprovals(ctx.db, id)
    if (approvals.some(approval => approval.user_id === actor.id))
      throw new Refused('second_person_needed', 'You have approved this plan already; it needs a second person.')
    const reason = await whyStale(ctx, steps, standings)
    if (reason !== null) {
      await setAside(ctx, plan, reason)
      return reason
    }
    await insertApproval(ctx.db, { plan_id: id, user_id: actor.id, user_name: actor.name, at: ctx.clock.now(), hash })
    const missing = plan.approvals_needed - approvals.length - 1
    if (missing === 0) await begin(ctx, id, steps)
    else await updatePlan(ctx.db, id, { detail: `Approved by ${actor.name}; waits for ${count(missing, 'more person', 'more people')}.` })
    await ctx.publish({ topic: 'plans', id })
    await tell(ctx, { type: 'plan.approved', subject: id, name: plan.title })
    await record(ctx, 'plan.approved', id, { hash, approvals: approvals.length + 1, needed: plan.approvals_needed })
    return null
  })
  // The plan is set aside whether or not somebody hears why.
  if (stale !== null) throw new Refused('plan_stale', `${stale} The plan is out of date and was set aside; make a new one.`)
  return readPlan(ctx, id)
}

const stateWords: Record<Exclude<PlanRow['state'], 'draft'>, string> = {
  approved: 'is approved already',
  applying: 'is being carried out',
  done: 'is done',
  stopped: 'has stopped',
  stale: 'is out of date',
  discarded: 'was discarded',
}

export const notOpen = (plan: Pick<PlanRow, 'title' | 'state'>): Refused =>
  new Refused('plan_not_open', `${plan.title} ${plan.state === 'draft' ? 'waits for approval' : stateWords[plan.state]}.`)

async function begin(ctx: Context, id: string, steps: readonly StepRow[]): Promise<void> {
  await updatePlan(ctx.db, id, { state: 'approved', detail: 'Approved; the first steps are about to begin.' })
  await updateSteps(
    ctx.db,
    steps.map(step => step.id),
    { detail: 'Approved; waits for its turn.' },
  )
  await enqueueLanes(ctx, id)
}

async function setAside(ctx: Context, { id, title }: PlanRow, reason: string): Promise<void> {
  await updatePlan(ctx.db, id, { state: 'stale', detail: reason, ended_at: ctx.clock.now() })
  await reopenFindingsOf(ctx.db, id)
  await ctx.publish({ topic: 'plans', id })
  await ctx.publish({ topic: 'findings', id: null })
  await tell(ctx, { type: 'plan.set_aside', subject: id, name: title })
  await record(ctx, 'plan.set_aside', id, { reason })
}

/** The first fact that is no longer what the plan rests on, or null. */
async function whyStale(ctx: Context, steps: readonly StepRow[], standings: ReadonlyMap<string, Standing>): Promise<string | null> {
  for (const step of steps) {
    const reason = whyStepStale(definitionOf(step), standings.get(step.account_id))
    if (reason !== null) return reason
  }
  const leaving = steps.filter(step => definitionOf(step).action === 'deactivate_account').flatMap(step => standings.get(step.account_id) ?? [])
  return lastAdminAmong(ctx, leaving)
}

function whyStepStale(step: StepDefinition, standing: Standing | undefined): string | null {
  const name = `${step.accountName} in ${step.connectionName}`
  if (standing === undefined) return `${name} is not known any more.`
  if (standing.version !== step.precondition.version || standing.status !== step.before.status)
    return `${name} was ${step.before.status} (version ${step.precondition.version}) when the plan was made and is ${standing.status} (version ${standing.version}) now.`
  if (step.action === 'deactivate_account') {
    const moved = `${name} belonged to ${step.personName} when the plan was made and belongs to somebody else now.`
    return refusalOf(standing)?.sentence ?? (step.personId === standing.personId ? null : moved)
  }
  if (standing.protection !== 'none') return `${name} is protected now.`
  return standing.app.state === 'working' ? null : `${standing.app.source} needs attention first: ${standing.app.detail}`
}
