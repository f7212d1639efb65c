import { VendorError } from '../kit/index.ts'
import type { AccountChange, IdentityRow, VendorApi } from '../kit/index.ts'
import { readIdentity } from './identities.ts'
import { Synced, userPath } from './wire.ts'

/** Switches sign-in off. Groups, licences and apps stay ("Update user", `accountEnabled`). */
export const deactivateIdentity = (api: VendorApi, change: AccountChange): Promise<void> => enable(api, change, false)

export const reactivateIdentity = (api: VendorApi, change: AccountChange): Promise<void> => enable(api, change, true)

/**
 * "Invalidates all the refresh tokens issued to applications for a user (as well as session cookies in a user's browser)" ("user:
 * revokeSignInSessions"). Access tokens that are out live on for up to an hour, unless the app knows continuous access evaluation.
 */
export const endSessions = async (api: VendorApi, identityExternalId: string): Promise<void> => {
  await api.request({ method: 'POST', path: `${userPath(identityExternalId)}/revokeSignInSessions`, idempotent: true })
}

const enable = async (api: VendorApi, { externalId, version }: AccountChange, accountEnabled: boolean): Promise<void> => {
  const person = await readIdentity(api, externalId)
  if (person === null) throw new VendorError('not_found', `${api.name} has no such person.`, { status: 404 })
  if ((person.vendorStatus === 'disabled') !== accountEnabled) return
  if (version !== null && version !== person.version)
    throw new VendorError('conflict', `${api.name} has changed ${person.userName} since they were looked at; look again.`)
  await assertOwn(api, person)
  await api.request({ method: 'PATCH', path: userPath(externalId), body: { accountEnabled }, idempotent: true })
}

/** What a directory on the premises sends is set back with its next synchronisation. */
const assertOwn = async (api: VendorApi, { externalId, userName }: IdentityRow): Promise<void> => {
  const { body } = await api.get(userPath(externalId), { query: { $select: 'onPremisesSyncEnabled' }, expect: Synced })
  if (body.onPremisesSyncEnabled === true)
    throw new VendorError('refused', `${userName} comes from your own Active Directory, which would set the change back; make it there.`)
}
