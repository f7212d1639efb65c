import { type Actor, as, type Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { findUser, permissionsOfUser, type UserRow } from '../../directory/index.ts'
import { begin } from '../approve-plan.ts'
import { draftPlan } from '../draft-plan.ts'
import { refuseOwnAccount } from '../exclusions.ts'
import { refusalOf } from '../finding.ts'
import { findGrounds, ownersOf } from '../grounds.ts'
import { definitionOf } from '../plan.ts'
import { findSteps, lockPlan, updatePlan } from '../plan.queries.ts'
import { findStandings } from '../standing.queries.ts'
import { whyNotAutomatic } from './automatic.ts'
import { countApproval } from './count-approval.ts'
import { findModes, findUntouched, type ModeRow } from './mode.queries.ts'

const mostFindings = 1000

/** Makes the plans of every app whose mode is automatic, and begins those that its mode may approve; the others wait for people as any draft does. */
export async function actAutomatically(ctx: Context): Promise<void> {
  for (const row of await findModes(ctx.db)) {
    if (row.mode !== 'automatic' || row.setBy === null) continue
    try {
      await ctx.transaction(() => actFor(ctx, row))
    } catch (thrown) {
      if (!(thrown instanceof Refused)) throw thrown
      ctx.log.warn({ app: row.connectionName, why: thrown.message }, 'no plan was made automatically')
    }
  }
}

/** Draft, approval and beginning are one transaction: a killed process leaves all of it or nothing. */
async function actFor(ctx: Context, row: ModeRow): Promise<void> {
  const setter = await findUser(ctx.db, row.setBy ?? '')
  const found = await findUntouched(ctx.db, row.connectionId, row.kinds, mostFindings)
  const standings = await findStandings(
    ctx.db,
    found.flatMap(({ accountId }) => accountId ?? []),
  )
  // Nobody decides on their own account, by a standing decision as little as by hand.
  const own = setter?.email.toLowerCase() ?? ''
  const free = new Set(standings.filter(standing => refusalOf(standing) === null && !standing.addresses.includes(own)).map(({ accountId }) => accountId))
  const findings = found.filter(({ accountId }) => accountId !== null && free.has(accountId)).map(({ id }) => id)
  if (findings.length === 0) return
  const { id } = await draftPlan(ctx, findings, { title: `Automatic: ${row.connectionName}` })
  const why = await whyNotApproved(ctx, row, setter, id)
  if (why !== null) await updatePlan(ctx.db, id, { detail: `Waits for people: ${why}.` })
}

/** Approves the plan in the name of who chose the mode, as far as their own approval would count; answers why it does not. */
async function whyNotApproved(ctx: Context, row: ModeRow, setter: UserRow | undefined, planId: string): Promise<string | null> {
  const plan = await lockPlan(ctx.db, planId)
  if (plan === undefined) return null
  const steps = await findSteps(ctx.db, planId)
  const risk = whyNotAutomatic(
    steps.map(definitionOf),
    plan.guards.filter(({ exceeded }) => exceeded).map(({ scope }) => scope),
  )
  if (risk !== null) return risk
  if (setter === undefined || !setter.active || !permissionsOfUser(setter).includes('plans:approve'))
    return `${row.setByName ?? 'who'} chose the automatic mode of ${row.connectionName} and may not approve any more`
  const owners = ownersOf(await findGrounds(ctx, planId, steps))
  const person: Actor = { kind: 'user', id: setter.id, name: setter.name, email: setter.email, permissions: permissionsOfUser(setter) }
  try {
    refuseOwnAccount(as(ctx, person), owners)
    const policy = `The automatic mode of ${row.connectionName}, set on ${row.setAt?.toISOString().slice(0, 10)}`
    const subjects = new Set(owners.flatMap(({ addresses }) => addresses))
    if (await countApproval(ctx, plan, { id: setter.id, name: setter.name, policy }, subjects)) await begin(ctx, plan)
    return null
  } catch (thrown) {
    if (thrown instanceof Refused) return `the automatic mode is not enough: ${thrown.message.replace(/\.$/, '')}`
    throw thrown
  }
}
