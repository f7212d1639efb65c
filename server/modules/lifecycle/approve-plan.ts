import type { Plan } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { refuseWhoLeft } from '../directory/index.ts'
import { tell } from '../webhooks/index.ts'
import { countApproval } from './approvals/count-approval.ts'
import { whyExpired } from './approvals/expire-drafts.ts'
import { refuseOwnAccount } from './exclusions.ts'
import { reopenFindingsOf } from './finding.queries.ts'
import { noPlan, readPlan } from './list-plans.ts'
import { findGrounds, ownersOf, whyStale } from './grounds.ts'
import { documentOf, hashOf } from './plan.ts'
import { findSteps, lockPlan, type PlanRow, updatePlan } from './plan.queries.ts'
import { enqueueLanes, markPlanned } from './step.queries.ts'

/**
 * Approves exactly the hash that was shown. A plan whose facts moved on since is set aside as stale, and its findings are open again.
 * Approvals of those who have left meanwhile do not count, and who is not asked for by any policy is refused. The last approval that is needed puts the first step of each connection on the queue.
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
    const grounds = await findGrounds(ctx, id, steps)
    refuseOwnAccount(ctx, ownersOf(grounds))
    const reason = whyExpired(ctx, plan) ?? (await whyStale(ctx, grounds))
    if (reason !== null) {
      await setAside(ctx, plan, reason)
      return reason
    }
    const subjects = new Set(ownersOf(grounds).flatMap(({ addresses }) => addresses))
    if (await countApproval(ctx, plan, { id: actor.id, name: actor.name, policy: null }, subjects)) await begin(ctx, plan)
    return null
  })
  // The plan is set aside whether or not somebody hears why.
  if (stale !== null) throw new Refused('plan_stale', `${stale} The plan is out of date and was set aside; make a new one.`)
  return readPlan(ctx, id)
}

const stateWords: Record<Exclude<PlanRow['state'], 'draft'>, string> = {
  scheduled: 'is approved and waits for its time',
  approved: 'is approved already',
  paused: 'is paused',
  applying: 'is being carried out',
  done: 'is done',
  stopped: 'has stopped',
  stale: 'is out of date',
  discarded: 'was discarded',
}

export const notOpen = (plan: Pick<PlanRow, 'title' | 'state'>): Refused =>
  new Refused('plan_not_open', `${plan.title} ${plan.state === 'draft' ? 'waits for approval' : stateWords[plan.state]}.`)

/** At once, or when its time has come. */
export async function begin(ctx: Context, plan: PlanRow): Promise<void> {
  if (plan.starts_at === null || plan.starts_at <= ctx.clock.now()) return startNow(ctx, plan.id)
  await updatePlan(ctx.db, plan.id, {
    state: 'scheduled',
    detail: `Approved; begins on ${minute(plan.starts_at)} UTC, if everything it rests on still holds then.`,
  })
  await ctx.enqueue('begin-plan', { planId: plan.id }, { after: plan.starts_at })
}

const minute = (at: Date): string => at.toISOString().slice(0, 16).replace('T', ' at ')

/** Puts the first step of each connection on the queue. */
export async function startNow(ctx: Context, id: string): Promise<void> {
  await updatePlan(ctx.db, id, { state: 'approved', detail: 'Approved; the first steps are about to begin.' })
  await markPlanned(ctx.db, id, 'Approved; waits for its turn.')
  await enqueueLanes(ctx, id)
}

export async function setAside(ctx: Context, { id, title }: PlanRow, reason: string): Promise<void> {
  await updatePlan(ctx.db, id, { state: 'stale', detail: reason, ended_at: ctx.clock.now() })
  await reopenFindingsOf(ctx.db, id)
  await ctx.publish({ topic: 'plans', id })
  await ctx.publish({ topic: 'findings', id: null })
  await tell(ctx, { type: 'plan.set_aside', subject: id, name: title })
  await record(ctx, 'plan.set_aside', id, { reason })
}
