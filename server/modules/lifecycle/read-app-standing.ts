import { AccountStatus, Activity, type AppStanding, type ReachableBy, type StepAction } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { readConnection } from '../connections/index.ts'
import { countOpenOf, findFlows, tallyAccounts } from './app-standing.queries.ts'
import { findAppWays, routeOfAnybody } from './app-ways.ts'
import type { Ways } from './choose-route.ts'

/** What is done for accounts day by day, in the order of somebody's time in the company. */
const actions: readonly StepAction[] = ['create_account', 'change_account', 'end_sessions', 'deactivate_account', 'reactivate_account']

/** How the app of a connection stands. Throws `not_found`. */
export async function readAppStanding(ctx: Context, connectionId: string): Promise<AppStanding> {
  const { id, name, state, detail, lastReads } = await readConnection(ctx, connectionId)
  const tallies = await tallyAccounts(ctx.db, connectionId, ctx.clock.now())
  const tally = (of: (typeof tallies)[number]['of']) => tallies.filter(each => each.of === of)
  const statuses = tally('status').map(({ value, accounts }) => ({ status: AccountStatus.parse(value), accounts }))
  const ways = await (await findAppWays(ctx))(connectionId)
  return {
    connection: { id, name, state, detail, lastReads },
    profileId: ways?.profile?.id ?? null,
    accounts: {
      total: statuses.reduce((sum, { accounts }) => sum + accounts, 0),
      statuses,
      roles: tally('role').map(({ value, accounts }) => ({ role: value, accounts })),
      licences: tally('licence').map(({ value, accounts }) => ({ licence: value, accounts })),
      activities: tally('activity').map(({ value, accounts }) => ({ activity: Activity.parse(value), accounts })),
    },
    flows: await findFlows(ctx.db, connectionId),
    findings: await countOpenOf(ctx.db, connectionId),
    routes: ways === null ? [] : actions.map(action => reachableBy(ways, action)),
  }
}

function reachableBy(ways: Ways, action: StepAction): ReachableBy {
  const { route, routeReason, passedOver } = routeOfAnybody(ways, action)
  return { action, route, routeReason, passedOver }
}
