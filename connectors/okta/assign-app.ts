import { orNull, VendorError } from '../kit/index.ts'
import type { AccountAccess, AppAssignmentRow, AssignmentOf, VendorApi } from '../kit/index.ts'
import { toAssignment } from './assignments.ts'
import { OktaApp, OktaAppUser } from './wire.ts'

const appPath = ({ appExternalId }: AssignmentOf) => `/api/v1/apps/${encodeURIComponent(appExternalId)}`
const appUserPath = (of: AssignmentOf) => `${appPath(of)}/users/${encodeURIComponent(of.identityExternalId)}`

/** Okta tells that its provisioning failed, and keeps the app's words for its own task list ("Retrieve an application user", `syncState`). */
export const readAssignment = async (api: VendorApi, of: AssignmentOf): Promise<(AppAssignmentRow & { error: string | null }) | null> => {
  const found = await orNull(api.get(appUserPath(of), { expect: OktaAppUser }))
  if (found === null) return null
  const { body: app } = await api.get(appPath(of), { expect: OktaApp })
  const failed = found.body.syncState === 'ERROR'
  return {
    ...toAssignment(app, found.body),
    error: failed
      ? `${api.name} could not bring this to ${app.label} by its provisioning; what ${app.label} said stands in ${api.name} under Dashboard > Tasks.`
      : null,
  }
}

/** Gives the app to the person themselves. What a group gives already is left as it is. */
export const assignApp = async (api: VendorApi, of: AssignmentOf, { role, licence, groups }: AccountAccess): Promise<void> => {
  // The attributes of an app's profile are each app's own ("Assign an application user").
  if (role != null || licence != null || (groups ?? []).length > 0)
    throw new VendorError('refused', `${api.name} assigns the app alone; give role, licence and groups in steps of their own.`)
  if ((await orNull(api.get(appUserPath(of), { expect: OktaAppUser }))) !== null) return
  await api.request({ method: 'POST', path: `${appPath(of)}/users`, body: { id: of.identityExternalId, scope: 'USER' }, idempotent: true })
}

/**
 * Takes the app back; where its provisioning is on, Okta also switches the account off in the app. What a group gives can only be taken with
 * the group: Okta answers "cannot be unassigned from the user while their group memberships grant them access".
 */
export const unassignApp = async (api: VendorApi, of: AssignmentOf): Promise<void> => {
  const found = await orNull(api.get(appUserPath(of), { expect: OktaAppUser }))
  if (found === null) return
  if (found.body.scope === 'GROUP')
    throw new VendorError('refused', `${api.name} gives this app through a group; take the person out of the group that has the app.`)
  await orNull(api.request({ method: 'DELETE', path: appUserPath(of), idempotent: true }))
}
