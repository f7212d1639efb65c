import { wholeRows } from '../kit/index.ts'
import type { AppAssignmentRow, Read, VendorApi } from '../kit/index.ts'
import { AppRoleAssignment, DirectoryObject, GraphList, odata, ServicePrincipal } from './wire.ts'

type Through = AppAssignmentRow['through']

/** Who was given which enterprise app: one page per app. Nobody can sign in to one that is disabled, assigned or not. */
export const readAssignments: Read<AppAssignmentRow> = async function* (api) {
  const apps = { path: '/v1.0/servicePrincipals', paging: odata({ $select: 'id,displayName,accountEnabled', $top: '999' }), list: GraphList }
  const membersOf = rememberedMembers(api)
  for await (const app of wholeRows(api, 'enterprise apps', { ...apps, raw: ServicePrincipal })) {
    if (app.accountEnabled === false) continue
    const people = await assignedPeople(api, app.id, membersOf)
    const rows = [...people].map(([userId, through]) => ({
      externalId: `${app.id}/${userId}`,
      appExternalId: app.id,
      appName: app.displayName ?? app.id,
      identityExternalId: userId,
      userName: null,
      vendorStatus: 'assigned',
      through,
    }))
    yield { rows, malformed: [], total: null }
  }
}

/** A person may hold several roles, and be in several groups that do: one row tells it, and a role of the person's own wins. */
const assignedPeople = async (api: VendorApi, appId: string, membersOf: (groupId: string) => Promise<string[]>): Promise<Map<string, Through>> => {
  const people = new Map<string, Through>()
  const assigned = { path: `/v1.0/servicePrincipals/${appId}/appRoleAssignedTo`, paging: odata({}), list: GraphList, raw: AppRoleAssignment }
  for await (const { principalId, principalType } of wholeRows(api, 'app role assignments', assigned)) {
    if (principalType === 'User') people.set(principalId, 'person')
    if (principalType !== 'Group') continue
    for (const userId of await membersOf(principalId)) if (!people.has(userId)) people.set(userId, 'group')
  }
  return people
}

/** Only direct members count: "nested group memberships aren't supported" for app assignment. A group that has many apps is asked for once. */
const rememberedMembers = (api: VendorApi) => {
  const known = new Map<string, string[]>()
  return async (groupId: string): Promise<string[]> => {
    const before = known.get(groupId)
    if (before !== undefined) return before
    const members: string[] = []
    const source = { path: `/v1.0/groups/${groupId}/members`, paging: odata({ $select: 'id', $top: '999' }), list: GraphList, raw: DirectoryObject }
    for await (const member of wholeRows(api, 'members of a group', source)) if (member['@odata.type'] === '#microsoft.graph.user') members.push(member.id)
    known.set(groupId, members)
    return members
  }
}
