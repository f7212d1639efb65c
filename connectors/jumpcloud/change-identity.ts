import { VendorError } from '../kit/index.ts'
import type { AccountChange, VendorApi } from '../kit/index.ts'
import { readIdentity } from './identities.ts'
import { userPath } from './wire.ts'

/** Suspends: no sign-in anywhere, groups and apps stay ("User states: Suspended"). */
export const deactivateIdentity = (api: VendorApi, change: AccountChange): Promise<void> => setState(api, change, 'SUSPENDED')

/** Takes a suspension back. A staged person was never activated, and is not activated by this. */
export const reactivateIdentity = (api: VendorApi, change: AccountChange): Promise<void> => setState(api, change, 'ACTIVATED')

const setState = async (api: VendorApi, { externalId, version }: AccountChange, state: 'ACTIVATED' | 'SUSPENDED'): Promise<void> => {
  const person = await readIdentity(api, externalId)
  if (person === null) throw new VendorError('not_found', `${api.name} has no such person.`, { status: 404 })
  if (person.vendorStatus.startsWith(state)) return
  if (version !== null && version !== person.version)
    throw new VendorError('conflict', `${api.name} has changed ${person.userName} since they were looked at; look again.`)
  if (state === 'ACTIVATED' && person.status === 'staged')
    throw new VendorError(
      'refused',
      `${person.userName} is staged in ${api.name} and was never activated; activate them there, where they get their first password.`,
    )
  await api.request({ method: 'PUT', path: userPath(externalId), body: { state }, idempotent: true })
}
