import { AccountStatus, Activity, type AppStanding, type NewAccount, type ReachableBy, type StepAction } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findConnections, readConnection } from '../connections/index.ts'
import { countOpenOf, findFlows, findGivers, tallyAccounts } from './app-standing.queries.ts'
import { chooseRoute } from './choose-route.ts'
import { waysTo } from './draft-steps.ts'

/** What is done for accounts day by day, in the order of somebody's time in the company. */
const actions: readonly StepAction[] = ['create_account', 'change_account', 'end_sessions', 'deactivate_account', 'reactivate_account']

const anybody: NewAccount = {
  userName: 'anybody',
  email: null,
  displayName: 'Anybody',
  givenName: null,
  familyName: null,
  externalKey: null,
  department: null,
  title: null,
  managerEmail: null,
}

/** How the app of a connection stands. Throws `not_found`. */
export async function readAppStanding(ctx: Context, connectionId: string): Promise<AppStanding> {
  const { id, name, state, detail, lastReads } = await readConnection(ctx, connectionId)
  const tallies = await tallyAccounts(ctx.db, connectionId, ctx.clock.now())
  const tally = (of: (typeof tallies)[number]['of']) => tallies.filter(each => each.of === of)
  const statuses = tally('status').map(({ value, accounts }) => ({ status: AccountStatus.parse(value), accounts }))
  const { profileId, routes } = await reach(ctx, connectionId)
  return {
    connection: { id, name, state, detail, lastReads },
    profileId,
    accounts: {
      total: statuses.reduce((sum, { accounts }) => sum + accounts, 0),
      statuses,
      roles: tally('role').map(({ value, accounts }) => ({ role: value, accounts })),
      licences: tally('licence').map(({ value, accounts }) => ({ licence: value, accounts })),
      activities: tally('activity').map(({ value, accounts }) => ({ activity: Activity.parse(value), accounts })),
    },
    flows: await findFlows(ctx.db, connectionId),
    findings: await countOpenOf(ctx.db, connectionId),
    routes,
  }
}

/** The route that a plan would choose today for an account like any other. */
async function reach(ctx: Context, connectionId: string): Promise<{ profileId: string | null; routes: ReachableBy[] }> {
  const connections = new Map((await findConnections(ctx.db)).map(row => [row.id, row]))
  const row = connections.get(connectionId)
  if (row === undefined) return { profileId: null, routes: [] }
  const [giver] = await findGivers(ctx.db, connectionId)
  const giving = giver && {
    via: { connectionId: giver.connectionId, connectionName: giver.name, identityExternalId: '', appExternalId: giver.externalId },
    throughGroup: giver.direct === 0,
  }
  const ways = waysTo(row, connections, giving ?? null)
  return {
    profileId: ways.profile?.id ?? null,
    routes: actions.map(action => {
      const concern = {
        action,
        on: 'account' as const,
        externalId: '',
        app: '',
        group: '',
        after: {},
        receiver: null,
        deletes: false,
        newAccount: action === 'create_account' ? anybody : null,
      }
      const { route, routeReason, passedOver } = chooseRoute(ways, concern)
      return { action, route, routeReason, passedOver }
    }),
  }
}
