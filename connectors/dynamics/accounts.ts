import { accountOf, AccountRow, orNull, readPages, VendorError, wholeRows } from '../kit/index.ts'
import type { AccountAccess, AccountChange, Read, VendorApi } from '../kit/index.ts'
import { dataPath, DataverseList, largePages, paging, Role, SystemUser, userPath, userQuery, UserRole } from './wire.ts'

/** "AccessMode Choices/Options" (.../data-platform/reference/entities/systemuser). */
const accessModes: Record<number, string> = { 0: 'Read-Write', 1: 'Administrative', 2: 'Read', 3: 'Support User', 4: 'Non-interactive', 5: 'Delegated Admin' }

const list = { paging, list: DataverseList, headers: largePages }

/** Everyone, the disabled included, and the apps that sign in for themselves: they have no person. */
export const readAccounts: Read<AccountRow> = async function* (api) {
  const roles = await roleNames(api)
  yield* readPages(api, {
    ...list,
    path: dataPath('/systemusers'),
    query: userQuery,
    raw: SystemUser,
    map: user => toAccount(user, roles.get(user.systemuserid) ?? []),
    row: AccountRow,
  })
}

export const readAccount = async (api: VendorApi, externalId: string): Promise<AccountRow | null> => {
  const user = await readUser(api, externalId)
  if (user === null) return null
  const roles = await rolesOf(api, externalId)
  return toAccount(
    user,
    roles.map(({ name }) => name),
  )
}

export const findAccount = async (api: VendorApi, userName: string): Promise<AccountRow | null> => {
  const $filter = `domainname eq '${userName.replaceAll("'", "''")}'`
  for await (const { systemuserid } of wholeRows(api, 'users', { ...list, path: dataPath('/systemusers'), query: { ...userQuery, $filter }, raw: SystemUser }))
    return readAccount(api, systemuserid)
  return null
}

/** `If-Match`: without one a PATCH makes a record where there is none (".../webapi/perform-conditional-operations-using-web-api"). */
export const disabling = ({ externalId, version }: AccountChange, isdisabled: boolean) =>
  ({ method: 'PATCH', path: userPath(externalId), headers: { 'if-match': version ?? '*' }, body: { isdisabled }, idempotent: version === null }) as const

export const disable = async (api: VendorApi, change: AccountChange): Promise<void> => {
  await api.request(disabling(change, true))
}

export const enable = async (api: VendorApi, change: AccountChange): Promise<void> => {
  await api.request(disabling(change, false))
}

/** Gives and takes security roles, each by its name in the user's own business unit. Roles that come through a team are not touched. */
export const changeAccount = async (api: VendorApi, { externalId }: AccountChange, { role, licence, groups }: AccountAccess): Promise<void> => {
  if (licence !== undefined || groups !== undefined)
    throw new VendorError(
      'refused',
      'Dynamics 365 takes licences from Microsoft 365 and business units from its own admin center; here only the role can be changed.',
    )
  if (role === undefined) return
  const user = await readUser(api, externalId)
  if (user === null) throw new VendorError('not_found', 'Dynamics 365 has no such user any more.')
  const wanted = new Set(
    (role ?? '')
      .split(',')
      .map(name => name.trim())
      .filter(name => name !== ''),
  )
  const has = await rolesOf(api, externalId)
  const offered = await rolesIn(api, user.businessUnitId ?? '')
  const missing = [...wanted].find(name => !offered.has(name))
  if (missing !== undefined) throw new VendorError('refused', `Dynamics 365 has no security role ${missing} in the user's business unit.`)
  const reference = `${userPath(externalId)}/systemuserroles_association`
  // What is to be had comes first: a user without any role is shut out of everything.
  for (const name of wanted) {
    if (has.some(one => one.name === name)) continue
    const body = { '@odata.id': `${await api.url()}${dataPath(`/roles(${offered.get(name)})`)}` }
    await api.request({ method: 'POST', path: `${reference}/$ref`, body, idempotent: true })
  }
  for (const { roleid, name } of has) {
    if (!wanted.has(name)) await orNull(api.request({ method: 'DELETE', path: `${reference}(${roleid})/$ref`, idempotent: true }))
  }
}

const readUser = async (api: VendorApi, externalId: string): Promise<SystemUser | null> =>
  (await orNull(api.get(userPath(externalId), { query: userQuery, expect: SystemUser })))?.body ?? null

const rolesOf = async (api: VendorApi, externalId: string) => {
  const roles: { roleid: string; name: string }[] = []
  const source = { ...list, path: `${userPath(externalId)}/systemuserroles_association`, query: { $select: 'roleid,name' }, raw: Role }
  for await (const role of wholeRows(api, 'security roles', source)) roles.push(role)
  return roles
}

const rolesIn = async (api: VendorApi, businessUnitId: string): Promise<Map<string, string>> => {
  const query = { $select: 'roleid,name', $filter: `_businessunitid_value eq ${businessUnitId}` }
  const byName = new Map<string, string>()
  for await (const { name, roleid } of wholeRows(api, 'security roles', { ...list, path: dataPath('/roles'), query, raw: Role })) byName.set(name, roleid)
  return byName
}

/** Names of roles by user. The table between users and roles is one list; asking for each user's would be a request for each. */
const roleNames = async (api: VendorApi): Promise<Map<string, string[]>> => {
  const names = new Map<string, string>()
  for await (const { roleid, name } of wholeRows(api, 'security roles', { ...list, path: dataPath('/roles'), query: { $select: 'roleid,name' }, raw: Role }))
    names.set(roleid, name)
  const byUser = new Map<string, string[]>()
  const between = { ...list, path: dataPath('/systemuserrolescollection'), query: { $select: 'systemuserid,roleid' }, raw: UserRole }
  for await (const { systemuserid, roleid } of wholeRows(api, 'assignments of security roles', between))
    byUser.set(systemuserid, [...(byUser.get(systemuserid) ?? []), names.get(roleid) ?? roleid])
  return byUser
}

const toAccount = (user: SystemUser, roles: readonly string[]): AccountRow =>
  accountOf({
    externalId: user.systemuserid,
    userName: user.applicationid ?? user.domainname ?? user.internalemailaddress ?? user.systemuserid,
    email: user.internalemailaddress ?? null,
    displayName: user.fullname ?? '',
    ...statusOf(user),
    role: [...new Set(roles)].toSorted().join(', ') || null,
    licence: licenceOf(user),
    department: user.businessunitid?.name ?? null,
    title: user.jobtitle ?? null,
    employeeNumber: user.employeeid ?? null,
    managerEmail: user.parentsystemuserid?.internalemailaddress ?? null,
    version: user['@odata.etag'],
  })

const statusOf = ({ isdisabled }: SystemUser): Pick<AccountRow, 'status' | 'vendorStatus'> => {
  if (isdisabled == null) return { status: 'unknown', vendorStatus: 'not stated' }
  return isdisabled ? { status: 'inactive', vendorStatus: 'disabled' } : { status: 'active', vendorStatus: 'enabled' }
}

/** How somebody may come in, and whether a licence is held: what a user costs is said in Microsoft 365, not here. */
const licenceOf = ({ applicationid, accessmode, islicensed }: SystemUser): string | null => {
  if (applicationid != null) return 'Application'
  const mode = accessmode == null ? null : (accessModes[accessmode] ?? `access mode ${accessmode}`)
  return [mode, islicensed === false ? 'no licence' : null].filter(part => part !== null).join(', ') || null
}
