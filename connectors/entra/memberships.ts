import { orNull, VendorError, wholeRows } from '../kit/index.ts'
import type { MembershipOf, VendorApi } from '../kit/index.ts'
import { GraphList, MemberOf, odata, OwnGroup, quoted, userPath } from './wire.ts'

/** Groups of a person by name, those that hold a group of theirs included, as the list of people has them. */
export const groupsOf = async (api: VendorApi, userId: string): Promise<string[]> => {
  const groups = await memberships(api, userId, 'transitiveMemberOf')
  return groups.map(({ displayName, id }) => displayName ?? id)
}

export const readMembership = async (api: VendorApi, { identityExternalId, groupName }: MembershipOf): Promise<boolean> =>
  (await groupsOf(api, identityExternalId)).includes(groupName)

export const joinGroup = async (api: VendorApi, { identityExternalId, groupName }: MembershipOf): Promise<void> => {
  const { id } = await ownGroup(api, groupName)
  if (await isDirectlyIn(api, identityExternalId, id)) return
  const body = { '@odata.id': `${await api.url()}/v1.0/directoryObjects/${identityExternalId}` }
  await api.request({ method: 'POST', path: `/v1.0/groups/${id}/members/$ref`, body })
}

/** Takes somebody out of the group itself; whoever is in it through another group stays in it, and is seen to. */
export const leaveGroup = async (api: VendorApi, { identityExternalId, groupName }: MembershipOf): Promise<void> => {
  const { id } = await ownGroup(api, groupName)
  if (!(await isDirectlyIn(api, identityExternalId, id))) return
  await orNull(api.request({ method: 'DELETE', path: `/v1.0/groups/${id}/members/${encodeURIComponent(identityExternalId)}/$ref`, idempotent: true }))
}

const isDirectlyIn = async (api: VendorApi, userId: string, groupId: string) => (await memberships(api, userId, 'memberOf')).some(({ id }) => id === groupId)

/** Roles and administrative units are memberships too. */
const memberships = async (api: VendorApi, userId: string, kind: 'memberOf' | 'transitiveMemberOf'): Promise<MemberOf[]> => {
  const found: MemberOf[] = []
  const source = { path: `${userPath(userId)}/${kind}`, paging: odata({ $select: 'id,displayName', $top: '999' }), list: GraphList, raw: MemberOf }
  for await (const one of wholeRows(api, 'groups of a person', source)) if (one['@odata.type'] === '#microsoft.graph.group') found.push(one)
  return found
}

const groupFields = 'id,displayName,groupTypes,mailEnabled,onPremisesSyncEnabled'

/** A group whose members may be chosen through Graph; every other is refused with where it is changed. */
const ownGroup = async (api: VendorApi, name: string): Promise<OwnGroup> => {
  const found: OwnGroup[] = []
  const paging = odata({ $filter: `displayName eq ${quoted(name)}`, $select: groupFields })
  for await (const group of wholeRows(api, 'groups', { path: '/v1.0/groups', paging, list: GraphList, raw: OwnGroup })) found.push(group)
  const [group, another] = found
  if (group === undefined) throw new VendorError('not_found', `${api.name} has no group called ${name}.`)
  if (another !== undefined)
    throw new VendorError('refused', `${api.name} has ${found.length} groups called ${name}, so it is not clear which is meant; rename one there.`)
  const why = managedElsewhere(group)
  if (why !== null) throw new VendorError('refused', `${name} ${why}`)
  return group
}

const managedElsewhere = ({ groupTypes, mailEnabled, onPremisesSyncEnabled }: OwnGroup): string | null => {
  if (groupTypes.includes('DynamicMembership')) return 'is filled by a rule; change what the rule looks at, or the rule.'
  if (onPremisesSyncEnabled === true) return 'comes from your own Active Directory; change its members there.'
  // "Mail-enabled security groups and distribution groups ... read-only through Microsoft Graph" ("groups overview").
  if (mailEnabled === true && !groupTypes.includes('Unified')) return 'is a mail group; change its members in the Exchange admin center.'
  return null
}
