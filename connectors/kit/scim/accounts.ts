import { contentHash } from '../content-hash.ts'
import { orNull } from '../or-null.ts'
import { cursor, startIndex } from '../paging-kinds.ts'
import { readPages } from '../paging.ts'
import type { Paging } from '../paging.ts'
import type { Read } from '../read.ts'
import { accountOf, AccountRow } from '../rows.ts'
import type { VendorApi } from '../vendor-api.ts'
import { groupsByMember, wholeRows } from '../whole.ts'
import { readAbilities, scimHeaders } from './service-provider.ts'
import type { Dialect } from './service-provider.ts'
import { enterpriseSchema, ScimGroup, ScimList, ScimUser } from './wire.ts'

/** Every account, the inactive included. A cursor is used where the server has one: rows that go while it is read do not move the others. */
export const readAccounts = (dialect: Dialect): Read<AccountRow> =>
  async function* (api) {
    const { cursor: hasCursor } = await readAbilities(api, dialect)
    const pageSize = dialect.pageSize ?? 100
    const paging = hasCursor ? cursor(pageSize) : startIndex(pageSize)
    const groups = await groupNames(api, paging)
    yield* readPages(api, {
      path: '/Users',
      headers: scimHeaders,
      paging,
      list: ScimList,
      raw: ScimUser,
      map: user => toAccount(user, groups.get(user.id) ?? [], dialect),
      row: AccountRow,
    })
  }

/** One account as it is now, or null. */
export const readAccount =
  (dialect: Dialect) =>
  async (api: VendorApi, externalId: string): Promise<AccountRow | null> => {
    const found = await orNull(api.get(`/Users/${encodeURIComponent(externalId)}`, { headers: scimHeaders, expect: ScimUser }))
    if (found === null) return null
    return toAccount(found.body, found.body.groups == null ? await groupsOf(api, found.body.id) : [], dialect)
  }

/** The account with this login, or null: by `userName` unless the vendor wants another attribute asked for. */
export const findAccount =
  (dialect: Dialect) =>
  async (api: VendorApi, userName: string): Promise<AccountRow | null> => {
    const filter = `${dialect.findBy ?? 'userName'} eq "${userName.replaceAll(/["\\]/g, '\\$&')}"`
    const { body } = await api.get('/Users', { headers: scimHeaders, query: { filter, startIndex: '1', count: '2' }, expect: ScimList })
    const users = body.items.map(item => ScimUser.parse(item))
    const same = (text: string | null | undefined) => text?.toLowerCase() === userName.toLowerCase()
    // A server that does not know filters answers everybody.
    const user = users.find(one => same(one.userName) || (one.emails ?? []).some(({ value }) => same(value)))
    return user === undefined ? null : toAccount(user, [], dialect)
  }

/** For servers that leave `groups` out of a user. One that does not know the filter either may answer every group, or none. */
const groupsOf = async (api: VendorApi, userId: string): Promise<string[]> => {
  const query = { filter: `members.value eq "${userId}"`, startIndex: '1', count: '200' }
  const found = await orNull(api.get('/Groups', { headers: scimHeaders, query, expect: ScimList }), 'refused')
  const groups = (found?.body.items ?? []).map(item => ScimGroup.parse(item))
  return groups.filter(({ members }) => members.some(({ id }) => id === userId)).map(({ name }) => name)
}

/** Without a version of the server's own, one is made of what lists and single reads both tell on every server. */
export const toAccount = (user: ScimUser, groupNames: string[], { refine }: Dialect): AccountRow => {
  const enterprise = user[enterpriseSchema]
  const addresses = (user.emails ?? []).flatMap(({ value }) => (value == null ? [] : [value]))
  const primary = user.emails?.find(one => one.primary === true)?.value ?? addresses[0] ?? null
  const email = primary ?? (user.userName.includes('@') ? user.userName : null)
  const others = [...addresses, ...(user.userName.includes('@') ? [user.userName] : [])].filter(address => address !== email)
  const fullName = [user.name?.givenName, user.name?.familyName].filter(part => part != null).join(' ')
  const manager = enterprise?.manager?.value ?? null
  return accountOf({
    externalId: user.id,
    userName: user.userName,
    email,
    aliases: [...new Set(others)],
    displayName: user.displayName ?? user.name?.formatted ?? fullName,
    status: user.active == null ? 'unknown' : user.active ? 'active' : 'inactive',
    vendorStatus: user.active == null ? 'not stated' : user.active ? 'active' : 'inactive',
    // SCIM tells neither activity nor when a status changed; `meta.lastModified` moves with every attribute.
    groups: [...new Set([...groupNames, ...named(user.groups)])],
    role: named(user.roles).join(', ') || null,
    licence: named(user.entitlements).join(', ') || null,
    externalKey: user.externalId ?? null,
    employeeNumber: enterprise?.employeeNumber ?? null,
    department: enterprise?.department ?? null,
    title: user.title ?? null,
    managerEmail: manager?.includes('@') === true ? manager : null,
    version: user.meta?.version ?? user.meta?.lastModified ?? contentHash([user.userName, user.externalId, user.active, addresses]),
    ...refine?.(user),
  })
}

const named = (values: ScimUser['groups']): string[] => (values ?? []).flatMap(({ display, value }) => display ?? value ?? [])

/** For servers that leave `groups` out of a user. A server without groups has none. */
const groupNames = async (api: VendorApi, paging: Paging): Promise<Map<string, string[]>> => {
  const groups = wholeRows(api, 'groups', { path: '/Groups', headers: scimHeaders, paging, list: ScimList, raw: ScimGroup })
  const names = await orNull(
    groupsByMember(groups, ({ members }) => members),
    'refused',
  )
  return names ?? new Map()
}
