import { z } from 'zod'
import { accountOf, AccountRow, listAt, orNull, pageToken, readPages } from '../kit/index.ts'
import type { Read, VendorApi } from '../kit/index.ts'

const text = z.string().nullish()
const id = z.string().min(1)

/** developers.hubspot.com/docs/api-reference/settings-user-provisioning-v3 */
export const HubSpotUser = z.object({
  id,
  email: z.string().min(1),
  firstName: text,
  lastName: text,
  superAdmin: z.boolean().nullish(),
  roleIds: z.array(z.string()).nullish(),
  primaryTeamId: text,
  secondaryTeamIds: z.array(z.string()).nullish(),
})
type HubSpotUser = z.infer<typeof HubSpotUser>
const Named = z.object({ results: z.array(z.object({ id, name: z.string() })) })

export const usersPath = '/settings/v3/users'
export const userPath = (userId: string) => `${usersPath}/${encodeURIComponent(userId)}`
export const UserList = listAt('results')

/** Everyone who is in the account. HubSpot tells no status: who was taken out of it is in the list no more. */
export const readAccounts: Read<AccountRow> = async function* (api) {
  const names = await readNames(api)
  yield* readPages(api, {
    path: usersPath,
    paging: pageToken(['paging', 'next', 'after'], 'after', { limit: '100' }),
    list: UserList,
    raw: HubSpotUser,
    map: user => toAccount(user, names),
    row: AccountRow,
  })
}

export const readAccount = async (api: VendorApi, externalId: string): Promise<AccountRow | null> => {
  const found = await orNull(api.get(userPath(externalId), { expect: HubSpotUser }))
  return found === null ? null : toAccount(found.body, await readNames(api))
}

/** Roles and teams by id: a user tells only ids. */
export const readNames = async (api: VendorApi): Promise<Map<string, string>> => {
  const roles = await api.get(`${usersPath}/roles`, { expect: Named })
  const teams = await api.get(`${usersPath}/teams`, { expect: Named })
  return new Map([
    ...roles.body.results.map(one => [`role ${one.id}`, one.name] as const),
    ...teams.body.results.map(one => [`team ${one.id}`, one.name] as const),
  ])
}

export const toAccount = (user: HubSpotUser, names: Map<string, string>): AccountRow => {
  const named = (kind: 'role' | 'team', ids: readonly string[]) => ids.map(one => names.get(`${kind} ${one}`) ?? one)
  const roles = [...(user.superAdmin === true ? ['Super Admin'] : []), ...named('role', user.roleIds ?? [])]
  const teams = [...(user.primaryTeamId == null ? [] : [user.primaryTeamId]), ...(user.secondaryTeamIds ?? [])]
  return accountOf({
    externalId: user.id,
    userName: user.email,
    email: user.email,
    displayName: [user.firstName, user.lastName].filter(part => part != null).join(' '),
    status: 'active',
    vendorStatus: 'listed',
    role: roles.join(', ') || null,
    groups: named('team', teams),
  })
}
