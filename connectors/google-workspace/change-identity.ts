import { VendorError } from '../kit/index.ts'
import type { AccountChange, VendorApi } from '../kit/index.ts'
import { readIdentity } from './identities.ts'
import { revokeTokens } from './tokens.ts'
import { userPath } from './wire.ts'

/** Suspends: no sign-in, and everything stays ("Update a user", `suspended`). An archived user is without access already. */
export const deactivateIdentity = (api: VendorApi, change: AccountChange): Promise<void> => setSuspended(api, change, true)

/** Takes back an administrator's suspension. Google itself suspends for abuse or terms of service; that only an administrator's appeal ends. */
export const reactivateIdentity = (api: VendorApi, change: AccountChange): Promise<void> => setSuspended(api, change, false)

/** "Signs a user out of all web and device sessions and reset their sign-in cookies" ("users.signOut"). Tokens of apps live on unless they are revoked too. */
export const endSessions = async (api: VendorApi, identityExternalId: string): Promise<void> => {
  await api.request({ method: 'POST', path: `${userPath(identityExternalId)}/signOut`, idempotent: true })
  await revokeTokens(api, identityExternalId)
}

const setSuspended = async (api: VendorApi, { externalId, version }: AccountChange, suspended: boolean): Promise<void> => {
  const person = await readIdentity(api, externalId)
  if (person === null) throw new VendorError('not_found', `${api.name} has no such person.`, { status: 404 })
  const isSuspended = person.vendorStatus.startsWith('suspended')
  if (isSuspended === suspended || (suspended && person.status === 'inactive')) return
  if (version !== null && version !== person.version)
    throw new VendorError('conflict', `${api.name} has changed ${person.userName} since they were looked at; look again.`)
  if (!suspended && !/^suspended( \(ADMIN\))?$/.test(person.vendorStatus))
    throw new VendorError('refused', `${api.name} ${person.vendorStatus} ${person.userName} itself; an administrator ends that in the Admin console.`)
  await api.request({ method: 'PUT', path: userPath(externalId), body: { suspended }, idempotent: true })
}
