import { type Actor, as, type Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { findAdmins, findUser, permissionsOfUser, type UserRow } from '../../directory/index.ts'
import { begin } from '../approve-plan.ts'
import { draftPlan } from '../draft-plan.ts'
import { findRuledStanding, refusalByRules } from '../access-rules/ruled-standing.ts'
import { isAdministrator, refuseOwnAccount } from '../exclusions.ts'
import { listFights } from '../fights.ts'
import { refusalOf } from '../finding.ts'
import { findFindingRows } from '../finding.queries.ts'
import { kindOf } from '../findings/kinds.ts'
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
  const findings = await findRepairable(ctx, setter, await findUntouched(ctx.db, row.connectionId, row.kinds, mostFindings))
  if (findings.length === 0) return
  const { id } = await draftPlan(ctx, findings, { title: `Automatic: ${row.connectionName}` })
  const why = await whyNotApproved(ctx, row, setter, id)
  if (why !== null) await updatePlan(ctx.db, id, { detail: `Waits for people: ${why}.` })
}

/**
 * The findings whose repair may be planned now and by nobody: not where anything blocks them, where what is changed is changed back each
 * time, or where there is no account to switch off or on.
 */
async function findRepairable(ctx: Context, setter: UserRow | undefined, ids: readonly string[]): Promise<string[]> {
  const findings = await findFindingRows(ctx.db, ids)
  const standings = await findStandings(
    ctx.db,
    findings.flatMap(finding => finding.account_id ?? []),
  )
  const rules = await findRuledStanding(
    ctx,
    findings.filter(({ kind }) => kindOf(kind).ruled === true),
  )
  const admins = new Set([...(await findAdmins(ctx.db)), ...(setter === undefined ? [] : [setter])].map(({ email }) => email.toLowerCase()))
  const fought = new Set((await listFights(ctx)).map(({ name }) => name))
  const accounts = new Map(
    standings
      // An administrator's account is no low risk, whether of the app or of Rollcall; and nobody decides on their own.
      .filter(standing => !isAdministrator(standing) && !standing.addresses.some(address => admins.has(address)))
      .filter(({ userName, app }) => !fought.has(`${userName} in ${app.source}`))
      .map(standing => [standing.accountId, standing]),
  )
  return findings.flatMap(finding => {
    const standing = accounts.get(finding.account_id ?? '')
    if (standing === undefined) return []
    const refusal = kindOf(finding.kind).ruled === true ? refusalByRules(finding, standing, rules) : refusalOf(standing)
    return refusal === null ? [finding.id] : []
  })
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
