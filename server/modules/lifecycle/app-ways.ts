import type { NewAccount, StepAction } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { type ConnectionRow, findConnections } from '../connections/index.ts'
import { findGivers } from './app-standing.queries.ts'
import { chooseRoute, type Ways } from './choose-route.ts'
import { waysTo } from './draft-steps.ts'

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

/** Every way to an account like any other of an app, by the id of its connection; null where there is no such connection. */
export async function findAppWays(ctx: Context): Promise<(connectionId: string) => Promise<Ways | null>> {
  const connections: ReadonlyMap<string, ConnectionRow> = new Map((await findConnections(ctx.db)).map(row => [row.id, row]))
  return async connectionId => {
    const row = connections.get(connectionId)
    if (row === undefined) return null
    const [giver] = await findGivers(ctx.db, connectionId)
    const giving = giver && {
      via: { connectionId: giver.connectionId, connectionName: giver.name, identityExternalId: '', appExternalId: giver.externalId },
      throughGroup: giver.direct === 0,
    }
    return waysTo(row, connections, giving ?? null)
  }
}

/** The route that a plan would choose today for an account like any other. */
export const routeOfAnybody = (ways: Ways, action: StepAction) =>
  chooseRoute(ways, {
    action,
    on: 'account',
    externalId: '',
    app: '',
    group: '',
    after: {},
    receiver: null,
    deletes: false,
    newAccount: action === 'create_account' ? anybody : null,
  })
