import type { Requirement } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { record } from '../../audit/index.ts'
import { tell } from '../../webhooks/index.ts'
import { count, requirementsOf } from '../plan.ts'
import { insertApproval, type PlanRow, updatePlan } from '../plan.queries.ts'
import { namesFor, whoIn } from './read-approvals.ts'
import { findApprovers } from './requirement.queries.ts'
import { type Approver, countsAs, givenTo, unmet } from './requirements.ts'
import { standingApprovers } from './standing-approvers.ts'

/** Somebody who approves, by hand or by a standing decision of theirs that is named. */
export interface By {
  readonly id: string
  readonly name: string
  readonly policy: string | null
}

/**
 * Keeps an approval, of somebody that a requirement waits for; everybody else is refused with whom the plan waits for. `subjects` are the
 * addresses of those it is about, in whose place nobody approves. True when it was the last that was needed.
 */
export async function countApproval(ctx: Context, plan: PlanRow, by: By, subjects: ReadonlySet<string>): Promise<boolean> {
  const standing = await standingApprovers(ctx, plan.id)
  if (standing.some(({ id }) => id === by.id)) throw new Refused('second_person_needed', 'You have approved this plan already; it needs a second person.')
  const requirements = requirementsOf(plan)
  const open = unmet(requirements, standing)
  const given = await approverNow(ctx, by.id, subjects)
  const as = given === null ? null : counted(open, given)
  if (given === null || as === null) throw new Refused('not_allowed', `${plan.title} waits for ${await words(ctx, open)}; you are not among them.`)
  const inPlaceOf = given.inPlaceOf.filter(({ id }) => id === as)
  const at = ctx.clock.now()
  await insertApproval(ctx.db, {
    plan_id: plan.id,
    user_id: by.id,
    user_name: by.name,
    at,
    hash: plan.hash,
    policy: by.policy,
    in_place_of: inPlaceOf[0]?.id ?? null,
  })
  const approvers = [...standing, { ...given, inPlaceOf }]
  const left = unmet(requirements, approvers)
  if (left.length > 0) await updatePlan(ctx.db, plan.id, { detail: `Approved by ${by.name}; waits for ${await leftWords(ctx, left, approvers)}.` })
  await ctx.publish({ topic: 'plans', id: plan.id })
  await tell(ctx, { type: 'plan.approved', subject: plan.id, name: plan.title })
  await record(ctx, 'plan.approved', plan.id, {
    hash: plan.hash,
    approvals: approvers.length,
    needed: plan.approvals_needed,
    ...(by.policy === null ? {} : { policy: by.policy, standingDecisionOf: by.id }),
    ...(inPlaceOf[0] === undefined ? {} : { inPlaceOf: inPlaceOf[0].id }),
  })
  return left.length === 0
}

/** Somebody as they count now, or null for who may not act any more. Nobody approves in the place of whom the plan is about. */
export async function approverNow(ctx: Context, id: string, subjects: ReadonlySet<string>): Promise<Approver | null> {
  const known = (await findApprovers(ctx.db, [id], ctx.clock.now())).get(id)
  return known === undefined ? null : { ...known, inPlaceOf: known.inPlaceOf.filter(({ email }) => !subjects.has(email)) }
}

/** As whom they count for the first requirement that they count for. */
export const counted = (open: readonly Requirement[], approver: Approver): string | null =>
  open.map(requirement => countsAs(requirement, approver)).find(id => id !== null) ?? null

async function leftWords(ctx: Context, left: readonly Requirement[], approvers: readonly Approver[]): Promise<string> {
  const [only] = left
  if (left.length > 1 || only === undefined || only.roleIds.length + only.userIds.length > 0) return words(ctx, left)
  return count(only.needed - givenTo(only, approvers), 'more person', 'more people')
}

/** `Grace or the role Security (policy "Leavers")`. */
async function words(ctx: Context, open: readonly Requirement[]): Promise<string> {
  const nameOf = await namesFor(ctx, open)
  return open.map(each => `${whoIn(each, nameOf).replace('Whoever', 'whoever')}${each.policy === null ? '' : ` (policy "${each.policy}")`}`).join(', and ')
}
