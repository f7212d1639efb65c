import { orNull, VendorError } from '../kit/index.ts'
import type { AccountAccess, AccountChange, AccountDraft, AccountRow, VendorApi } from '../kit/index.ts'
import { HubSpotUser, readNames, toAccount, userPath, usersPath } from './accounts.ts'

/** By e-mail, which HubSpot takes in place of an id ("Retrieves a user", `idProperty`). */
export const findAccount = async (api: VendorApi, userName: string): Promise<AccountRow | null> => {
  const found = await orNull(api.get(userPath(userName), { query: { idProperty: 'EMAIL' }, expect: HubSpotUser }))
  return found === null ? null : toAccount(found.body, await readNames(api))
}

/** Makes a user, without the welcome mail: whoever signs in through an identity provider needs no password. */
export const createAccount = async (api: VendorApi, draft: AccountDraft): Promise<AccountRow> => {
  const { email, userName, givenName, familyName } = draft
  const access = await fieldsOf(api, draft)
  const names = Object.fromEntries(Object.entries({ firstName: givenName, lastName: familyName }).filter(([, name]) => name !== null))
  const body = { email: email ?? userName, ...names, ...access, sendWelcomeEmail: false }
  try {
    const made = await api.request({ method: 'POST', path: usersPath, body, expect: HubSpotUser, idempotent: true })
    return toAccount(made.body, await readNames(api))
  } catch (thrown) {
    if (!(thrown instanceof VendorError) || thrown.kind !== 'conflict') throw thrown
    const found = await findAccount(api, email ?? userName)
    if (found === null) throw thrown
    return found
  }
}

export const changeAccount = async (api: VendorApi, { externalId }: AccountChange, access: AccountAccess): Promise<void> => {
  const body = await fieldsOf(api, access)
  if (Object.keys(body).length > 0) await api.request({ method: 'PUT', path: userPath(externalId), body, idempotent: true })
}

/** Takes a user out of the account for good: HubSpot has no switch, so it is the only way to end an account, and cannot be undone. */
export const deleteAccount = async (api: VendorApi, { externalId }: AccountChange): Promise<void> => {
  await orNull(api.request({ method: 'DELETE', path: userPath(externalId), idempotent: true }))
}

type Fields = { roleId?: string; primaryTeamId?: string | null; secondaryTeamIds?: string[] }

/** A role and teams by name; of several teams the first is the main one. Seats are bought and given in HubSpot alone. */
const fieldsOf = async (api: VendorApi, { role, licence, groups }: AccountAccess): Promise<Fields> => {
  if (licence != null) throw new VendorError('refused', `${api.name} gives seats in its settings alone; give it there.`)
  if (role === null) throw new VendorError('refused', `${api.name} does not take a role away; give another one.`)
  if (role === undefined && groups === undefined) return {}
  const ids = new Map([...(await readNames(api))].map(([key, name]) => [`${key.split(' ')[0] ?? ''} ${name}`, key.slice(key.indexOf(' ') + 1)]))
  const idOf = (kind: 'role' | 'team', name: string): string => {
    const id = ids.get(`${kind} ${name}`)
    if (id === undefined) throw new VendorError('not_found', `${api.name} has no ${kind} called ${name}.`)
    return id
  }
  const [main, ...others] = (groups ?? []).map(name => idOf('team', name))
  return {
    ...(role === undefined ? {} : { roleId: idOf('role', role) }),
    ...(groups === undefined ? {} : { primaryTeamId: main ?? null, secondaryTeamIds: others }),
  }
}
