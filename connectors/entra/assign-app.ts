import { orNull, VendorError, wholeRows } from '../kit/index.ts'
import type { AccountAccess, AppAssignmentRow, AssignmentOf, VendorApi } from '../kit/index.ts'
import { App, GraphList, GivenRole, odata, ProvisioningEvent, quoted, userPath } from './wire.ts'

/** The role of an app that has none of its own ("Grant an appRoleAssignment for a service principal"). */
const defaultRole = '00000000-0000-0000-0000-000000000000'

const appPath = (of: AssignmentOf) => `/v1.0/servicePrincipals/${encodeURIComponent(of.appExternalId)}`

/**
 * What a person was given of an app: "also returns app role assignments granted to groups that the user is a direct member of" ("List
 * appRoleAssignments granted to a user").
 */
const given = async (api: VendorApi, { identityExternalId, appExternalId }: AssignmentOf): Promise<GivenRole[]> => {
  const roles: GivenRole[] = []
  const source = {
    path: `${userPath(identityExternalId)}/appRoleAssignments`,
    paging: odata({ $filter: `resourceId eq ${appExternalId}` }),
    list: GraphList,
    raw: GivenRole,
  }
  for await (const role of wholeRows(api, 'app role assignments', source)) if (role.resourceId === appExternalId) roles.push(role)
  return roles
}

export const readAssignment = async (api: VendorApi, of: AssignmentOf): Promise<(AppAssignmentRow & { error: string | null }) | null> => {
  const roles = (await orNull(given(api, of))) ?? []
  const [first] = roles
  if (first === undefined) return null
  return {
    externalId: `${of.appExternalId}/${of.identityExternalId}`,
    appExternalId: of.appExternalId,
    appName: first.resourceDisplayName ?? of.appExternalId,
    identityExternalId: of.identityExternalId,
    userName: null,
    vendorStatus: 'assigned',
    through: roles.some(({ principalType }) => principalType === 'User') ? 'person' : 'group',
    error: await provisioningError(api, of),
  }
}

/** Gives the app to the person themselves, in the role of that name or, without one, in the first that people may have. */
export const assignApp = async (api: VendorApi, of: AssignmentOf, { role, licence, groups }: AccountAccess): Promise<void> => {
  if (licence != null || (groups ?? []).length > 0)
    throw new VendorError('refused', `${api.name} assigns an app in a role, without licence and groups; give those in steps of their own.`)
  const roles = await given(api, of)
  const { body: app } = await api.get(appPath(of), { query: { $select: 'id,appRoles' }, expect: App })
  const appRoleId = roleOf(api, app, role ?? null)
  const own = roles.filter(({ principalType }) => principalType === 'User')
  if (role == null && roles.length > 0) return
  const body = { principalId: of.identityExternalId, resourceId: of.appExternalId, appRoleId }
  if (!own.some(one => one.appRoleId === appRoleId)) await api.request({ method: 'POST', path: `${appPath(of)}/appRoleAssignedTo`, body })
  // One role takes the place of another.
  for (const one of own) if (one.appRoleId !== appRoleId) await takeRole(api, of, one.id)
}

/** Takes back every role of the person's own. What a group gives is taken with the group. */
export const unassignApp = async (api: VendorApi, of: AssignmentOf): Promise<void> => {
  const roles = await given(api, of)
  const own = roles.filter(({ principalType }) => principalType === 'User')
  if (roles.length > 0 && own.length === 0)
    throw new VendorError('refused', `${api.name} gives this app through a group; take the person out of the group that has the app.`)
  for (const { id } of own) await takeRole(api, of, id)
}

const takeRole = (api: VendorApi, of: AssignmentOf, id: string) =>
  orNull(api.request({ method: 'DELETE', path: `${appPath(of)}/appRoleAssignedTo/${encodeURIComponent(id)}`, idempotent: true }))

const roleOf = (api: VendorApi, { appRoles }: App, name: string | null): string => {
  const roles = appRoles.filter(({ isEnabled, allowedMemberTypes }) => isEnabled && allowedMemberTypes.includes('User'))
  if (name === null) return roles[0]?.id ?? defaultRole
  const named = roles.find(({ displayName, value }) => displayName === name || value === name)
  if (named === undefined) throw new VendorError('not_found', `${api.name} knows no role ${name} of this app.`)
  return named.id
}

/**
 * What Entra's provisioning last said of this person in this app ("List provisioningObjectSummary"), when that was a failure. The log wants
 * a licence and a permission of its own; without them nothing is known.
 */
const provisioningError = async (api: VendorApi, { identityExternalId, appExternalId }: AssignmentOf): Promise<string | null> => {
  const query = {
    $filter: `sourceIdentity/id eq ${quoted(identityExternalId)} and servicePrincipal/id eq ${quoted(appExternalId)}`,
    $orderby: 'activityDateTime desc',
    $top: '1',
  }
  const found = await orNull(api.get('/v1.0/auditLogs/provisioning', { query, expect: GraphList }), 'refused')
  const told = ProvisioningEvent.safeParse(found?.body.items[0]).data?.provisioningStatusInfo
  return told?.status === 'failure' ? (told.errorInformation?.reason ?? `${api.name} could not bring this to the app.`) : null
}
