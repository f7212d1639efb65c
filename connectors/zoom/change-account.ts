import { VendorError } from '../kit/index.ts'
import type { AccountAccess, AccountChange, AccountDraft, AccountRow, VendorApi } from '../kit/index.ts'
import { licences, readAccount, userPath } from './accounts.ts'
import { move, movesTo } from './groups.ts'

/** Zoom takes an e-mail where it takes an id, also for those who were invited and have none yet. */
export const findAccount = readAccount

/** Makes a user by invitation: pending until the person accepts ("Create users", `create`). */
export const createAccount = async (api: VendorApi, draft: AccountDraft): Promise<AccountRow> => {
  const { userName, email, givenName, familyName, displayName } = draft
  if ((draft.groups ?? []).length > 0)
    throw new VendorError('refused', `${api.name} invites people first; give the groups once ${draft.userName} has accepted.`)
  const type = typeOf(api, draft) ?? 1
  const names = Object.fromEntries(Object.entries({ first_name: givenName, last_name: familyName }).filter(([, name]) => name !== null))
  const body = { action: 'create', user_info: { email: email ?? userName, ...names, display_name: displayName, type } }
  try {
    await api.request({ method: 'POST', path: '/v2/users', body, idempotent: true })
  } catch (thrown) {
    if (!(thrown instanceof VendorError) || thrown.kind !== 'conflict') throw thrown
  }
  const made = await readAccount(api, email ?? userName)
  if (made === null) throw new VendorError('conflict', `${email ?? userName} is a user of another Zoom account; let them leave it first.`)
  return made
}

/** The licence, which a deactivation takes away and a reactivation does not give back, and the groups. */
export const changeAccount = async (api: VendorApi, { externalId }: AccountChange, access: AccountAccess): Promise<void> => {
  const type = typeOf(api, access)
  const moves = access.groups === undefined ? null : await movesTo(api, externalId, access.groups)
  if (type !== null) await api.request({ method: 'PATCH', path: userPath(externalId), body: { type }, idempotent: true })
  if (moves !== null) await move(api, moves)
}

/** "The SSO user will be logged out of their current Zoom session" ("Revoke a user's SSO token"). */
export const endAccountSessions = async (api: VendorApi, externalId: string): Promise<void> => {
  await api.request({ method: 'DELETE', path: `${userPath(externalId)}/token`, idempotent: true })
}

const typeOf = (api: VendorApi, { role, licence }: AccountAccess): number | null => {
  if (role != null) throw new VendorError('refused', `${api.name} is given licences and groups here; change the role in ${api.name}.`)
  if (licence === undefined) return null
  const [type] = Object.entries(licences).find(([, name]) => name === (licence ?? 'Basic')) ?? []
  if (type === undefined)
    throw new VendorError('not_found', `${api.name} has no licence called ${licence ?? ''}; it has ${Object.values(licences).join(', ')}.`)
  return Number(type)
}
