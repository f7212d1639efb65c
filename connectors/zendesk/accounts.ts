import { z } from 'zod'
import { accountOf, AccountRow, listAt, oneAfterAnother, orNull, readPages } from '../kit/index.ts'
import type { Read, VendorApi } from '../kit/index.ts'
import { nameOf, readGroups, readMemberships, readMembershipsOf } from './groups.ts'
import type { Groups, Membership } from './groups.ts'
import { paging } from './paging.ts'

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
export type ZendeskUser = z.infer<typeof ZendeskUser>
const OneUser = z.object({ user: ZendeskUser })

export const UserList = listAt('users')

/** "The user's role id." */
const roleTypes: Record<number, string> = { 1: 'light agent', 2: 'chat agent', 3: 'contributor', 4: 'admin', 5: 'billing admin' }

/** Agents and admins, the suspended included. The customers who write in, far more, are no accounts of ours. */
export const readAccounts: Read<AccountRow> = async function* (api) {
  const memberships = await readMemberships(api)
  const groups = await readGroups(api)
  const list = (role: 'agent' | 'admin') =>
    readPages(api, {
      path: '/api/v2/users',
      query: { role },
      paging,
      list: UserList,
      raw: ZendeskUser,
      map: user => toAccount(user, memberships.get(user.id) ?? [], groups),
      row: AccountRow,
    })
  yield* oneAfterAnother(list('agent'), list('admin'))
}

export const readAccount = async (api: VendorApi, externalId: string): Promise<AccountRow | null> => {
  const user = await readUser(api, externalId)
  return user === null ? null : toAccount(user, await readMembershipsOf(api, user.id), await readGroups(api))
}

export const readUser = async (api: VendorApi, externalId: string): Promise<ZendeskUser | null> =>
  (await orNull(api.get(userPath(externalId), { expect: OneUser })))?.body.user ?? null

export const userPath = (externalId: string) => `/api/v2/users/${encodeURIComponent(externalId)}`

const toAccount = (user: ZendeskUser, memberships: readonly Membership[], groups: Groups): AccountRow =>
  accountOf({
    externalId: String(user.id),
    userName: user.email ?? String(user.id),
    email: user.email ?? null,
    displayName: user.name ?? '',
    ...statusOf(user),
    lastActiveAt: user.last_login_at ?? null,
    groups: [...new Set(memberships.map(one => nameOf(groups, one.group_id)).filter(name => name !== null))],
    role: user.role === 'end-user' ? null : (roleTypes[user.role_type ?? 0] ?? user.role ?? null),
    externalKey: user.external_id ?? null,
    mfa: user.two_factor_auth_enabled ?? null,
  })

const statusOf = ({ active, suspended }: ZendeskUser): Pick<AccountRow, 'status' | 'vendorStatus'> => {
  if (active === false) return { status: 'deleted', vendorStatus: 'deleted' }
  if (suspended == null) return { status: 'unknown', vendorStatus: 'not stated' }
  return suspended ? { status: 'inactive', vendorStatus: 'suspended' } : { status: 'active', vendorStatus: 'active' }
}
