import { orNull, VendorError } from '../kit/index.ts'
import type { AccountAccess, AccountChange, VendorApi } from '../kit/index.ts'
import { userPath } from './accounts.ts'
import { move, movesTo } from './move-between-groups.ts'

/** The roles that can be given here. Light agents and custom roles are told by type alone and given in Zendesk; an end user has no seat, and is no account of ours. */
const givenRoles: Record<string, string> = { agent: 'agent', admin: 'admin' }

/** The role, or none, and the groups: whoever becomes an end user gives the seat back ("Users", `role`). */
export const changeAccount = async (api: VendorApi, { externalId }: AccountChange, { role, licence, groups }: AccountAccess): Promise<void> => {
  if (licence != null) throw new VendorError('refused', `${api.name} is given roles and groups here; change seats in ${api.name}.`)
  const given = role === undefined ? null : roleNamed(api, role)
  const moves = groups === undefined ? null : await movesTo(api, externalId, groups, given)
  if (given !== null) await api.request({ method: 'PUT', path: userPath(externalId), body: { user: { role: given } }, idempotent: true })
  if (moves !== null) await move(api, moves)
}

const roleNamed = (api: VendorApi, role: string | null): string => {
  const given = role === null ? 'end-user' : givenRoles[role]
  if (given === undefined) throw new VendorError('not_found', `The role ${role} cannot be given in ${api.name} from here; agent and admin can, or none.`)
  return given
}

/** Who is suspended cannot sign in; the sessions that are open are ended beside it. */
export const suspend = async (api: VendorApi, { externalId }: AccountChange): Promise<void> => {
  await setSuspended(api, externalId, true)
  await orNull(endAccountSessions(api, externalId))
}

export const endAccountSessions = async (api: VendorApi, externalId: string): Promise<void> => {
  await api.request({ method: 'DELETE', path: `${userPath(externalId)}/sessions`, idempotent: true })
}

export const unsuspend = (api: VendorApi, { externalId }: AccountChange): Promise<void> => setSuspended(api, externalId, false)

export const suspension = (externalId: string, suspended: boolean) =>
  ({ method: 'PUT', path: userPath(externalId), body: { user: { suspended } }, idempotent: true }) as const

const setSuspended = async (api: VendorApi, externalId: string, suspended: boolean): Promise<void> => {
  await api.request(suspension(externalId, suspended))
}
