import { z } from 'zod'
import { VendorError } from '../kit/index.ts'
import type { AccountAccess, AccountChange, AccountDraft, AccountRow, VendorApi } from '../kit/index.ts'
import { dataPath, query, SaveResult, soqlText } from './api.ts'
import { readAccount } from './users.ts'

const Id = z.object({ Id: z.string().min(1) })
const Profile = Id.extend({ UserLicense: z.object({ Name: z.string() }).nullish() })
const Defaults = z.object({ TimeZoneSidKey: z.string(), DefaultLocaleSidKey: z.string(), LanguageLocaleKey: z.string() })

export const findAccount = async (api: VendorApi, userName: string): Promise<AccountRow | null> => {
  const [user] = await query(api, `SELECT Id FROM User WHERE Username = ${soqlText(userName)}`, Id)
  return user === undefined ? null : readAccount(api, user.Id)
}

/** A user name is unique across all of Salesforce ("DUPLICATE_USERNAME"): one that is taken in this org is answered, one of another org is a conflict. */
export const createAccount = async (api: VendorApi, draft: AccountDraft): Promise<AccountRow> => {
  const access = await fieldsOf(api, draft)
  if (access.ProfileId === undefined) throw new VendorError('refused', `${api.name} makes no user without a profile; name one as the role.`)
  // What an administrator's form fills in from the organisation ("User", required fields).
  const [org] = await query(api, 'SELECT TimeZoneSidKey, DefaultLocaleSidKey, LanguageLocaleKey FROM Organization', Defaults)
  const told = { Department: draft.department, Title: draft.title, FederationIdentifier: draft.externalKey, FirstName: draft.givenName }
  const body = {
    Username: draft.userName,
    Email: draft.email ?? draft.userName,
    LastName: draft.familyName ?? draft.displayName,
    Alias: draft.userName.replace(/@.*/, '').slice(0, 8),
    TimeZoneSidKey: org?.TimeZoneSidKey,
    LocaleSidKey: org?.DefaultLocaleSidKey,
    LanguageLocaleKey: org?.LanguageLocaleKey,
    EmailEncodingKey: 'UTF-8',
    ...Object.fromEntries(Object.entries(told).filter(([, value]) => value !== null)),
    ...access,
  }
  try {
    await api.request({ method: 'POST', path: dataPath('/sobjects/User'), body, expect: SaveResult, idempotent: true })
  } catch (thrown) {
    if (!(thrown instanceof VendorError) || thrown.kind !== 'conflict') throw thrown
    const found = await findAccount(api, draft.userName)
    if (found === null) throw thrown
    return found
  }
  const made = await findAccount(api, draft.userName)
  if (made === null) throw new VendorError('malformed', `${api.name} agreed to make ${draft.userName} and shows no such user; look again.`, { uncertain: true })
  return made
}

export const changeAccount = async (api: VendorApi, { externalId }: AccountChange, access: AccountAccess): Promise<void> => {
  const body = await fieldsOf(api, access)
  if (Object.keys(body).length > 0)
    await api.request({ method: 'PATCH', path: dataPath(`/sobjects/User/${encodeURIComponent(externalId)}`), body, idempotent: true })
}

/** The role as reads tell it: the profile, or the profile and the role in the hierarchy, `Sales User, EMEA`. Both names may have commas of their own. */
const fieldsOf = async (api: VendorApi, { role, licence, groups }: AccountAccess): Promise<{ ProfileId?: string; UserRoleId?: string | null }> => {
  if ((groups ?? []).length > 0) throw new VendorError('refused', `${api.name} has profiles and roles here, and no groups; leave the groups out.`)
  if (role === undefined && licence == null) return {}
  if (role == null) throw new VendorError('refused', `${api.name} gives a licence with a profile, and nobody is without one; name the profile as the role.`)
  for (const [profileName, roleName] of splits(role)) {
    const [profile] = await query(api, `SELECT Id, UserLicense.Name FROM Profile WHERE Name = ${soqlText(profileName)}`, Profile)
    if (profile === undefined) continue
    const [userRole] = roleName === null ? [] : await query(api, `SELECT Id FROM UserRole WHERE Name = ${soqlText(roleName)}`, Id)
    if (roleName !== null && userRole === undefined) continue
    if (licence != null && profile.UserLicense?.Name !== licence)
      throw new VendorError(
        'refused',
        `The profile ${profileName} of ${api.name} comes with the licence ${profile.UserLicense?.Name ?? 'of another kind'}, not ${licence}.`,
      )
    return { ProfileId: profile.Id, UserRoleId: userRole?.Id ?? null }
  }
  throw new VendorError('not_found', `${api.name} has no profile and role called ${role}.`)
}

const splits = (role: string): (readonly [profile: string, role: string | null])[] => [
  [role, null],
  ...[...role.matchAll(/, /g)].map(({ index }) => [role.slice(0, index), role.slice(index + 2)] as const),
]
