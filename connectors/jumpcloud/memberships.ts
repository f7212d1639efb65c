import { VendorError, wholeRows } from '../kit/index.ts'
import type { MembershipOf, VendorApi } from '../kit/index.ts'
import { Bound, ListV2, skipLimit, UserGroup } from './wire.ts'

const groups = (api: VendorApi) => wholeRows(api, 'groups', { path: '/api/v2/usergroups', paging: skipLimit, list: ListV2, raw: UserGroup })

/** Names of the groups that a person is in. */
export const groupsOf = async (api: VendorApi, userId: string): Promise<string[]> => {
  const ids = new Set<string>()
  const source = { path: `/api/v2/users/${encodeURIComponent(userId)}/memberof`, paging: skipLimit, list: ListV2, raw: Bound }
  for await (const { id } of wholeRows(api, 'groups of a person', source)) ids.add(id)
  const names: string[] = []
  if (ids.size > 0) for await (const { id, name } of groups(api)) if (ids.has(id)) names.push(name)
  return names
}

export const readMembership = async (api: VendorApi, { identityExternalId, groupName }: MembershipOf): Promise<boolean> =>
  (await groupsOf(api, identityExternalId)).includes(groupName)

export const joinGroup = (api: VendorApi, of: MembershipOf): Promise<void> => change(api, of, 'add')
export const leaveGroup = (api: VendorApi, of: MembershipOf): Promise<void> => change(api, of, 'remove')

/** "Manage the members of a User Group". Looked at first, since a second `add` is a conflict. */
const change = async (api: VendorApi, of: MembershipOf, op: 'add' | 'remove'): Promise<void> => {
  const { id } = await ownGroup(api, of.groupName)
  if ((await readMembership(api, of)) === (op === 'add')) return
  await api.request({ method: 'POST', path: `/api/v2/usergroups/${encodeURIComponent(id)}/members`, body: { op, type: 'user', id: of.identityExternalId } })
}

const ownGroup = async (api: VendorApi, name: string): Promise<UserGroup> => {
  const found: UserGroup[] = []
  for await (const group of groups(api)) if (group.name === name) found.push(group)
  const [group, another] = found
  if (group === undefined) throw new VendorError('not_found', `${api.name} has no group called ${name}.`)
  if (another !== undefined)
    throw new VendorError('refused', `${api.name} has ${found.length} groups called ${name}, so it is not clear which is meant; rename one there.`)
  if (group.dynamic) throw new VendorError('refused', `${name} is filled by a rule of ${api.name}; change what the rule looks at, or the rule.`)
  return group
}
