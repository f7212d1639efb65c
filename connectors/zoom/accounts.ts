import { z } from 'zod'
import { accountOf, AccountRow, listAt, oneAfterAnother, orNull, pageToken, readPages, wholeRows } from '../kit/index.ts'
import type { AccountChange, Read, VendorApi } from '../kit/index.ts'

const text = z.string().nullish()

/** developers.zoom.us/docs/api/users/#tag/users. A pending user has no id yet and is known by the e-mail. */
const ZoomUser = z.object({
  id: text,
  email: z.string().min(1),
  display_name: text,
  first_name: text,
  last_name: text,
  status: text,
  type: z.number(),
  role_id: text,
  dept: text,
  employee_unique_id: text,
  group_ids: z.array(z.string()).nullish(),
  last_login_time: z.iso.datetime().nullish(),
})
type ZoomUser = z.infer<typeof ZoomUser>
const ZoomGroup = z.object({ id: z.string().min(1), name: z.string() })

export const UserList = listAt('users', { total: 'total_records' })
export const GroupList = listAt('groups', { total: 'total_records' })
const paging = pageToken(['next_page_token'], 'next_page_token', { page_size: '300' })

const statuses: Record<string, AccountRow['status']> = { active: 'active', inactive: 'inactive', pending: 'staged' }
/** "The user's assigned plan type." */
export const licences: Record<number, string> = { 1: 'Basic', 2: 'Licensed', 4: 'Unassigned without Meetings Basic', 99: 'None' }
/** The roles that every account has; roles of the customer's own have ids that are told as they are. */
const roles: Record<string, string> = { '0': 'Owner', '1': 'Admin', '2': 'Member' }

/** Everyone: a list shows the active, the deactivated or the invited. */
export const readAccounts: Read<AccountRow> = async function* (api) {
  const groups = await groupNames(api)
  const list = (status: string) =>
    readPages(api, {
      path: '/v2/users',
      query: { status },
      paging,
      list: UserList,
      raw: ZoomUser,
      map: user => toAccount(user, namesOf(user, groups)),
      row: AccountRow,
    })
  yield* oneAfterAnother(list('active'), list('inactive'), list('pending'))
}

export const readAccount = async (api: VendorApi, externalId: string): Promise<AccountRow | null> => {
  const user = await readUser(api, externalId)
  return user === null ? null : toAccount(user, namesOf(user, await groupNames(api)))
}

export const readUser = async (api: VendorApi, externalId: string): Promise<ZoomUser | null> =>
  (await orNull(api.get(userPath(externalId), { expect: ZoomUser })))?.body ?? null

/** Zoom takes every licence away with it, and gives none back. */
export const setStatus =
  (action: 'activate' | 'deactivate') =>
  async (api: VendorApi, { externalId }: AccountChange): Promise<void> => {
    await api.request({ method: 'PUT', path: `${userPath(externalId)}/status`, body: { action }, idempotent: true })
  }

export const userPath = (externalId: string) => `/v2/users/${encodeURIComponent(externalId)}`

const toAccount = (user: ZoomUser, groups: string[]): AccountRow =>
  accountOf({
    externalId: user.id || user.email,
    userName: user.email,
    email: user.email,
    displayName: user.display_name ?? [user.first_name, user.last_name].filter(part => part != null).join(' '),
    status: statuses[user.status ?? ''] ?? 'unknown',
    vendorStatus: user.status ?? 'not stated',
    lastActiveAt: user.last_login_time ?? null,
    groups,
    role: roles[user.role_id ?? ''] ?? user.role_id ?? null,
    licence: licences[user.type] ?? `type ${user.type}`,
    employeeNumber: user.employee_unique_id || null,
    department: user.dept || null,
  })

const namesOf = (user: ZoomUser, groups: Map<string, string>): string[] => (user.group_ids ?? []).map(id => groups.get(id) ?? id)

/** Names by id. Accounts that are not paid for have no groups and refuse to be asked. */
export const groupNames = async (api: VendorApi): Promise<Map<string, string>> => {
  const names = new Map<string, string>()
  const groups = wholeRows(api, 'groups', { path: '/v2/groups', paging, list: GroupList, raw: ZoomGroup })
  const read = async () => {
    for await (const { id, name } of groups) names.set(id, name)
  }
  await orNull(read(), 'refused')
  return names
}
