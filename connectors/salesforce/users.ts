import { z } from 'zod'
import { accountOf, AccountRow, nextUrl, orNull, readPages, wholeRows } from '../kit/index.ts'
import type { AccountChange, Read, VendorApi } from '../kit/index.ts'
import { dataPath, query, QueryResult, soqlText } from './api.ts'
import { nothingTold, readLiveAccess } from './live-access.ts'
import type { LiveAccess } from './live-access.ts'

const text = z.string().nullish()
const Id = z.string().min(1)

/** Object Reference, "User", with what stands on the records it points to. */
const User = z.object({
  Id,
  Username: z.string().min(1),
  Email: text,
  Name: text,
  IsActive: z.boolean(),
  LastLoginDate: text,
  Department: text,
  Title: text,
  EmployeeNumber: text,
  FederationIdentifier: text,
  Profile: z.object({ Name: text, UserLicense: z.object({ Name: text }).nullish() }).nullish(),
  UserRole: z.object({ Name: text }).nullish(),
  Manager: z.object({ Email: text }).nullish(),
})
type User = z.infer<typeof User>
/** Object Reference, "UserLogin": whether a user is frozen stands apart from the user. */
const UserLogin = z.object({ Id, UserId: Id })

const everyone = 'SELECT Id, Username, Email, Name, IsActive FROM User'
const inFull =
  'SELECT Id, Username, Email, Name, IsActive, LastLoginDate, Department, Title, EmployeeNumber, FederationIdentifier, Profile.Name, Profile.UserLicense.Name, UserRole.Name, Manager.Email FROM User'
/** People with a licence of Salesforce's own; visitors of portals and the platform's own processes are no accounts of ours. */
const standard = "UserType = 'Standard'"

/** Only who may manage users sees UserLogin; for others it is as if there were none. */
export const managesUsers = async (api: VendorApi): Promise<boolean> => {
  const expect = z.object({ updateable: z.boolean() })
  const described = await orNull(api.get(dataPath('/sobjects/UserLogin/describe'), { expect }))
  return described?.body.updateable === true
}

/** Users, the deactivated included. A connection that may not manage users reads their names and whether they are active, as CRM matching does. */
export const readAccounts: Read<AccountRow> = async function* (api) {
  const manages = await managesUsers(api)
  const frozen = manages ? await frozenUsers(api) : new Set<string>()
  const live = manages ? await readLiveAccess(api) : nothingTold
  yield* readPages(api, {
    path: dataPath('/query'),
    query: { q: `${manages ? inFull : everyone} WHERE ${standard}` },
    paging: nextUrl(['nextRecordsUrl']),
    list: QueryResult,
    raw: User,
    map: user => toAccount(user, frozen.has(user.Id), live(user.Id)),
    row: AccountRow,
  })
}

export const readAccount = async (api: VendorApi, externalId: string): Promise<AccountRow | null> => {
  const manages = await managesUsers(api)
  const [user] = await query(api, `${manages ? inFull : everyone} WHERE Id = ${soqlText(externalId)}`, User)
  if (user === undefined) return null
  const frozen = manages ? await query(api, `${logins} WHERE UserId = ${soqlText(externalId)} AND IsFrozen = true`, UserLogin) : []
  const live = manages ? await readLiveAccess(api, externalId) : nothingTold
  return toAccount(user, frozen.length > 0, live(externalId))
}

/** Freezing ends the access at once, even where deactivating is refused because something still hangs on the user ("Freeze or Unfreeze User Accounts"). */
export const deactivate = async (api: VendorApi, { externalId }: AccountChange): Promise<void> => {
  await setFrozen(api, externalId, true)
  await setActive(api, externalId, false)
}

/** A user that is switched on has to be thawed too, or stays locked out. */
export const reactivate = async (api: VendorApi, { externalId }: AccountChange): Promise<void> => {
  await setActive(api, externalId, true)
  await setFrozen(api, externalId, false)
}

const logins = 'SELECT Id, UserId FROM UserLogin'

const frozenUsers = async (api: VendorApi): Promise<Set<string>> => {
  const source = { path: dataPath('/query'), query: { q: `${logins} WHERE IsFrozen = true` }, paging: nextUrl(['nextRecordsUrl']), list: QueryResult }
  const frozen = new Set<string>()
  for await (const { UserId } of wholeRows(api, 'frozen users', { ...source, raw: UserLogin })) frozen.add(UserId)
  return frozen
}

const setActive = async (api: VendorApi, externalId: string, active: boolean): Promise<void> => {
  const path = dataPath(`/sobjects/User/${encodeURIComponent(externalId)}`)
  await api.request({ method: 'PATCH', path, body: { IsActive: active }, idempotent: true })
}

const setFrozen = async (api: VendorApi, externalId: string, frozen: boolean): Promise<void> => {
  for (const login of await query(api, `${logins} WHERE UserId = ${soqlText(externalId)}`, UserLogin)) {
    await api.request({ method: 'PATCH', path: dataPath(`/sobjects/UserLogin/${login.Id}`), body: { IsFrozen: frozen }, idempotent: true })
  }
}

const toAccount = (user: User, frozen: boolean, live: LiveAccess): AccountRow =>
  accountOf({
    externalId: user.Id,
    userName: user.Username,
    email: user.Email ?? null,
    displayName: user.Name ?? '',
    ...statusOf(user, frozen),
    lastActiveAt: user.LastLoginDate == null ? null : new Date(user.LastLoginDate).toISOString(),
    role: [user.Profile?.Name, user.UserRole?.Name].filter(part => part != null).join(', ') || null,
    licence: user.Profile?.UserLicense?.Name ?? null,
    externalKey: user.FederationIdentifier ?? null,
    employeeNumber: user.EmployeeNumber ?? null,
    department: user.Department ?? null,
    title: user.Title ?? null,
    managerEmail: user.Manager?.Email ?? null,
    ...live,
  })

const statusOf = ({ IsActive: active }: User, frozen: boolean): Pick<AccountRow, 'status' | 'vendorStatus'> => {
  if (!active) return { status: 'inactive', vendorStatus: 'inactive' }
  return frozen ? { status: 'locked', vendorStatus: 'frozen' } : { status: 'active', vendorStatus: 'active' }
}
