import { orNull, VendorError, wholeRows } from '../kit/index.ts'
import type { AccountAccess, AppAssignmentRow, AssignmentOf, VendorApi } from '../kit/index.ts'
import { toAssignment } from './assignments.ts'
import { Application, Bound, ListV2, skipLimit } from './wire.ts'

/** The way by which somebody has an app, or null. JumpCloud tells nothing of what its provisioning into the app did. */
export const readAssignment = async (api: VendorApi, of: AssignmentOf): Promise<(AppAssignmentRow & { error: string | null }) | null> => {
  const bound = await orNull(boundTo(api, of))
  if (bound === null) return null
  const { body: app } = await api.get(`/api/applications/${encodeURIComponent(of.appExternalId)}`, { expect: Application })
  return { ...toAssignment(app, { ...bound, id: of.identityExternalId }), error: null }
}

export const assignApp = async (api: VendorApi, of: AssignmentOf, { role, licence, groups }: AccountAccess): Promise<void> => {
  if (role != null || licence != null || (groups ?? []).length > 0)
    throw new VendorError('refused', `${api.name} assigns the app alone; give role, licence and groups in steps of their own.`)
  if ((await boundTo(api, of)) === null) await associate(api, of, 'add')
}

/** Takes back what was given to the person themselves; what a group gives is taken with the group. */
export const unassignApp = async (api: VendorApi, of: AssignmentOf): Promise<void> => {
  const bound = await boundTo(api, of)
  if (bound === null) return
  if (toAssignment({ id: of.appExternalId, name: '' }, bound).through === 'group')
    throw new VendorError('refused', `${api.name} gives this app through a group; take the person out of the group that has the app.`)
  await associate(api, of, 'remove')
}

const boundTo = async (api: VendorApi, { identityExternalId, appExternalId }: AssignmentOf): Promise<Bound | null> => {
  const source = { path: `/api/v2/users/${encodeURIComponent(identityExternalId)}/applications`, paging: skipLimit, list: ListV2, raw: Bound }
  for await (const bound of wholeRows(api, 'apps of a person', source)) if (bound.id === appExternalId) return bound
  return null
}

/** "Manage the associations of a User". */
const associate = async (api: VendorApi, { identityExternalId, appExternalId }: AssignmentOf, op: 'add' | 'remove'): Promise<void> => {
  const path = `/api/v2/users/${encodeURIComponent(identityExternalId)}/associations`
  await api.request({ method: 'POST', path, body: { op, type: 'application', id: appExternalId } })
}
