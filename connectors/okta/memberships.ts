import { linkHeader, VendorError, wholeRows } from '../kit/index.ts'
import type { MembershipOf, VendorApi } from '../kit/index.ts'
import { OktaGroup, OktaGroupRule, OktaList } from './wire.ts'

const userGroups = ({ identityExternalId }: MembershipOf) => `/api/v1/users/${encodeURIComponent(identityExternalId)}/groups`

export const readMembership = async (api: VendorApi, of: MembershipOf): Promise<boolean> => {
  const groups = wholeRows(api, 'groups of a person', { path: userGroups(of), paging: linkHeader({}), list: OktaList, raw: OktaGroup })
  for await (const { profile } of groups) if (profile.name === of.groupName) return true
  return false
}

export const joinGroup = async (api: VendorApi, of: MembershipOf): Promise<void> => {
  await api.request({ method: 'PUT', path: await memberPath(api, of), idempotent: true })
}

export const leaveGroup = async (api: VendorApi, of: MembershipOf): Promise<void> => {
  await api.request({ method: 'DELETE', path: await memberPath(api, of), idempotent: true })
}

const memberPath = async (api: VendorApi, of: MembershipOf) =>
  `/api/v1/groups/${await ownGroup(api, of.groupName)}/users/${encodeURIComponent(of.identityExternalId)}`

/** The id of a group whose members people choose. `q` finds names that begin so, and unlike `search` it does not lag behind ("List all groups"). */
const ownGroup = async (api: VendorApi, name: string): Promise<string> => {
  const found: OktaGroup[] = []
  const groups = wholeRows(api, 'groups', { path: '/api/v1/groups', query: { q: name }, paging: linkHeader({ limit: '200' }), list: OktaList, raw: OktaGroup })
  for await (const group of groups) if (group.profile.name === name) found.push(group)
  const [group, another] = found
  if (group === undefined) throw new VendorError('not_found', `${api.name} has no group called ${name}.`)
  if (another !== undefined)
    throw new VendorError('refused', `${api.name} has ${found.length} groups called ${name}, so it is not clear which is meant; rename one there.`)
  if (group.type !== 'OKTA_GROUP')
    throw new VendorError(
      'refused',
      `The members of ${name} are managed by ${group.type === 'APP_GROUP' ? 'the app that it comes from' : api.name}; change them there.`,
    )
  await assertNoRule(api, group)
  return group.id
}

/** Whoever is added to the group of a rule by hand becomes an exception to that rule for good (okta/terraform-provider-okta, issue 179). */
const assertNoRule = async (api: VendorApi, { id, profile }: OktaGroup): Promise<void> => {
  const rules = wholeRows(api, 'group rules', { path: '/api/v1/groups/rules', paging: linkHeader({ limit: '200' }), list: OktaList, raw: OktaGroupRule })
  for await (const { name, status, actions } of rules)
    if (status === 'ACTIVE' && actions.assignUserToGroups.groupIds.includes(id))
      throw new VendorError('refused', `The rule "${name}" of ${api.name} fills ${profile.name}; change what the rule looks at, or the rule.`)
}
