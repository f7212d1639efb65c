import type { Plan, StepDefinition } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { connectorOf, findConnections } from '../connections/index.ts'
import { chooseRoute } from './choose-route.ts'
import { lastAdminAmong, refuseOwnAccount } from './exclusions.ts'
import { refusalOf, type Standing } from './finding.ts'
import { repairOf } from './findings/kinds.ts'
import { lockFindings, planFindings } from './finding.queries.ts'
import { readPlan } from './list-plans.ts'
import { storePlan } from './store-plan.ts'
import { findStandings } from './standing.queries.ts'

/** Makes an immutable plan of findings that nothing blocks; refuses the whole with a sentence that names the first one that is. */
export async function draftPlan(ctx: Context, findingIds: readonly string[], title?: string): Promise<Plan> {
  const ids = [...new Set(findingIds)]
  const planId = await ctx.transaction(async () => {
    const findings = await lockFindings(ctx.db, ids)
    if (findings.length < ids.length) throw new Refused('not_found', 'A finding of this plan is not there any more. Choose again from the list.')
    const planned = findings.find(finding => finding.state !== 'open')
    if (planned !== undefined) throw new Refused('conflict', `The finding about ${planned.person_name} is ${stateWords[planned.state]}.`)
    const undecided = findings.find(finding => repairOf(finding) !== 'deactivate_account')
    if (undecided !== undefined)
      throw new Refused('conflict', `No plan repairs the finding about ${undecided.person_name}: a person decides what to do. Leave it out of the plan.`)
    const standings = new Map(
      (
        await findStandings(
          ctx.db,
          findings.flatMap(finding => finding.account_id ?? []),
        )
      ).map(standing => [standing.accountId, standing]),
    )
    const connectors = new Map((await findConnections(ctx.db)).map(row => [row.id, connectorOf(row.connector)]))
    const drafted = findings.flatMap(finding => {
      const standing = standings.get(finding.account_id ?? '')
      const connector = connectors.get(finding.connection_id)
      if (standing === undefined || connector === undefined) return []
      const refusal = refusalOf(standing)
      if (refusal !== null) throw new Refused(refusal.code, refusal.sentence)
      return [{ standing, finding, route: chooseRoute(connector, standing.app.source, 'deactivate_account') }]
    })
    refuseOwnAccount(
      ctx,
      drafted.map(each => each.standing),
    )
    const lastAdmin = await lastAdminAmong(
      ctx,
      drafted.map(each => each.standing),
    )
    if (lastAdmin !== null) throw new Refused('excluded', lastAdmin)
    const steps = drafted
      .toSorted((a, b) => compareText(a.finding.person_name, b.finding.person_name) || compareText(a.standing.app.source, b.standing.app.source))
      .map(({ standing, finding, route }, order): StepDefinition => ({
        order,
        action: 'deactivate_account',
        findingId: finding.id,
        personId: finding.person_id,
        personName: finding.person_name,
        ...targetOf(standing),
        before: { status: standing.status },
        after: { status: 'inactive' },
        reason: `${finding.person_name} left: ${finding.evidence.identities.map(each => `${each.vendorStatus} in ${each.source}`).join(', ')}.`,
        ...route,
        precondition: preconditionOf(standing),
      }))
    const id = await storePlan(ctx, { title, undoes: null, steps })
    await planFindings(ctx.db, ids, id)
    await ctx.publish({ topic: 'plans', id })
    await ctx.publish({ topic: 'findings', id: null })
    await record(ctx, 'plan.drafted', id, { steps: steps.length })
    return id
  })
  return readPlan(ctx, planId)
}

const stateWords = { open: 'open', planned: 'in a plan already', accepted: 'accepted for now', resolved: 'resolved' } as const

const compareText = (a: string, b: string): number => (a < b ? -1 : a > b ? 1 : 0)

export const targetOf = (standing: Standing) => ({
  accountId: standing.accountId,
  accountName: standing.userName,
  connectionId: standing.connectionId,
  connectionName: standing.app.source,
})

export const preconditionOf = (standing: Standing): StepDefinition['precondition'] => ({
  version: standing.version,
  statement: `${standing.userName} in ${standing.app.source} is still ${standing.status}, and its record is still version ${standing.version}.`,
})
