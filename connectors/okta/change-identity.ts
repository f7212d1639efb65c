import { VendorError } from '../kit/index.ts'
import type { AccountChange, VendorApi } from '../kit/index.ts'
import { OktaUser } from './wire.ts'

const userPath = (id: string) => `/api/v1/users/${encodeURIComponent(id)}`

const readUser = async (api: VendorApi, id: string): Promise<OktaUser> => (await api.get(userPath(id), { expect: OktaUser })).body

/**
 * Suspends. Deactivating is "a destructive operation ... This action cannot be recovered" (developer.okta.com, "Deactivate a user"): it
 * takes every app, and the data behind it. A suspended person "can't sign in", and keeps groups and apps until a plan takes them one by one,
 * so that the way back is whole. Only people who are `ACTIVE` can be suspended ("Suspend a user").
 */
export const deactivateIdentity = async (api: VendorApi, { externalId, version }: AccountChange): Promise<void> => {
  const user = await readUser(api, externalId)
  if (user.status === 'SUSPENDED' || user.status === 'DEPROVISIONED') return
  assertSame(api, user, version)
  if (user.status !== 'ACTIVE')
    throw new VendorError(
      'refused',
      `${api.name} suspends only people who are ACTIVE, and ${user.profile.login} is ${user.status}; deactivate them in ${api.name}.`,
    )
  await api.request({ method: 'POST', path: `${userPath(externalId)}/lifecycle/suspend` })
}

/** Takes a suspension back. What was deactivated altogether has lost its apps, and is brought back by a person in Okta. */
export const reactivateIdentity = async (api: VendorApi, { externalId, version }: AccountChange): Promise<void> => {
  const user = await readUser(api, externalId)
  if (user.status === 'ACTIVE') return
  assertSame(api, user, version)
  if (user.status !== 'SUSPENDED')
    throw new VendorError('refused', `${api.name} takes back only a suspension, and ${user.profile.login} is ${user.status}; activate them in ${api.name}.`)
  await api.request({ method: 'POST', path: `${userPath(externalId)}/lifecycle/unsuspend` })
}

/** "Revokes all active identity provider sessions", and the tokens of apps that sign in through Okta. Sessions of the apps themselves stay ("Revoke all user sessions"). */
export const endSessions = async (api: VendorApi, identityExternalId: string): Promise<void> => {
  await api.request({ method: 'DELETE', path: `${userPath(identityExternalId)}/sessions`, query: { oauthTokens: 'true' }, idempotent: true })
}

/** Okta has no If-Match: a change in the moment between look and change goes unseen. */
const assertSame = (api: VendorApi, user: OktaUser, version: string | null): void => {
  if (version !== null && version !== user.lastUpdated)
    throw new VendorError('conflict', `${api.name} has changed ${user.profile.login} since they were looked at; look again.`)
}
