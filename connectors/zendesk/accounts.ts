import { z } from 'zod'
import { accountOf, AccountRow, groupsByMember, listAt, oneAfterAnother, orNull, readPages, VendorError, wholeRows } from '../kit/index.ts'
import type { AccountAccess, AccountChange, Read, VendorApi } from '../kit/index.ts'

const text = z.string().nullish()

/** developer.zendesk.com/api-reference/ticketing/users/users */
const ZendeskUser = z.object({
  id: z.number().int(),
  name: text,
  email: text,
  role: text,
  role_type: z.number().nullish(),
  active: z.boolean().nullish(),
  suspended: z.boolean().nullish(),
  external_id: text,
  last_login_at: z.iso.datetime().nullish(),
  two_factor_auth_enabled: z.boolean().nullish(),
})
type ZendeskUser = z.infer<typeof ZendeskUser>
const OneUser = z.object({ user: ZendeskUser })
const Group = z.object({ id: z.number().int(), name: z.string() })
const Membership = z.object({ user_id: z.number().int(), group_id: z.number().int() })

export const UserList = listAt('users')
const GroupList = listAt('groups')
export const MembershipList = listAt('group_memberships')

const More = z.object({ meta: z.object({ has_more: z.literal(true) }), links: z.object({ next: z.string().min(1) }) })

/** Cursor pagination: `has_more` says whether the next link leads anywhere (developer.zendesk.com/api-reference/introduction/pagination). */
const paging = {
  first: { 'page[size]': '100' },
  next: ({ body }: { body: unknown }) => {
    const more = More.safeParse(body)
    return more.success ? { path: more.data.links.next } : null
  },
}

/** "The user's role id." */
const roleTypes: Record<number, string> = { 1: 'light agent', 2: 'chat agent', 3: 'contributor', 4: 'admin', 5: 'billing admin' }

/** Agents and admins, the suspended included. The customers who write in, far more, are no accounts of ours. */
export const readAccounts: Read<AccountRow> = async function* (api) {
  const groups = await groupNames(api)
  const list = (role: 'agent' | 'admin') =>
    readPages(api, {
      path: '/api/v2/users',
      query: { role },
      paging,
      list: UserList,
      raw: ZendeskUser,
      map: user => toAccount(user, groups.get(String(user.id)) ?? []),
      row: AccountRow,
    })
  yield* oneAfterAnother(list('agent'), list('admin'))
}

export const readAccount = async (api: VendorApi, externalId: string): Promise<AccountRow | null> => {
  const found = await orNull(api.get(userPath(externalId), { expect: OneUser }))
  return found === null ? null : toAccount(found.body.user, [])
}

/** The roles that can be given here. Light agents and custom roles are told by type alone and given in Zendesk; an end user has no seat, and is no account of ours. */
const givenRoles: Record<string, string> = { agent: 'agent', admin: 'admin' }

/** A role, or none: whoever becomes an end user gives the seat back ("Users", `role`). */
export const changeAccount = async (api: VendorApi, { externalId }: AccountChange, { role, licence, groups }: AccountAccess): Promise<void> => {
  if (licence != null || groups !== undefined) throw new VendorError('refused', `${api.name} is given roles here; change groups and seats in ${api.name}.`)
  if (role === undefined) return
  const given = role === null ? 'end-user' : givenRoles[role]
  if (given === undefined) throw new VendorError('not_found', `The role ${role} cannot be given in ${api.name} from here; agent and admin can, or none.`)
  await api.request({ method: 'PUT', path: userPath(externalId), body: { user: { role: given } }, idempotent: true })
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

const userPath = (externalId: string) => `/api/v2/users/${encodeURIComponent(externalId)}`

const toAccount = (user: ZendeskUser, groups: string[]): AccountRow =>
  accountOf({
    externalId: String(user.id),
    userName: user.email ?? String(user.id),
    email: user.email ?? null,
    displayName: user.name ?? '',
    ...statusOf(user),
    lastActiveAt: user.last_login_at ?? null,
    groups,
    role: user.role === 'end-user' ? null : (roleTypes[user.role_type ?? 0] ?? user.role ?? null),
    externalKey: user.external_id ?? null,
    mfa: user.two_factor_auth_enabled ?? null,
  })

const statusOf = ({ active, suspended }: ZendeskUser): Pick<AccountRow, 'status' | 'vendorStatus'> => {
  if (active === false) return { status: 'deleted', vendorStatus: 'deleted' }
  if (suspended == null) return { status: 'unknown', vendorStatus: 'not stated' }
  return suspended ? { status: 'inactive', vendorStatus: 'suspended' } : { status: 'active', vendorStatus: 'active' }
}

const groupNames = async (api: VendorApi): Promise<Map<string, string[]>> => {
  const memberships = new Map<number, { id: string }[]>()
  const all = wholeRows(api, 'group memberships', { path: '/api/v2/group_memberships', paging, list: MembershipList, raw: Membership })
  for await (const { group_id: group, user_id: user } of all) memberships.set(group, [...(memberships.get(group) ?? []), { id: String(user) }])
  const groups = wholeRows(api, 'groups', { path: '/api/v2/groups', paging, list: GroupList, raw: Group })
  return groupsByMember(groups, ({ id }) => memberships.get(id) ?? [])
}
