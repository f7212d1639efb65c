import { orNull, VendorError, wholeRows } from '../kit/index.ts'
import type { MembershipOf, VendorApi } from '../kit/index.ts'
import { customer, GoogleGroup, GroupList, HasMember, nextPageToken } from './wire.ts'

/** Groups that a person is in themselves ("groups.list", `userKey`); those around them are left to the list of everyone. */
export const groupsOf = async (api: VendorApi, userKey: string): Promise<string[]> => {
  const names: string[] = []
  const source = { path: '/admin/directory/v1/groups', paging: nextPageToken({ userKey, maxResults: '200' }), list: GroupList, raw: GoogleGroup }
  for await (const { name } of wholeRows(api, 'groups of a person', source)) names.push(name)
  return names
}

/** Directly, or through a group inside it. */
export const readMembership = async (api: VendorApi, of: MembershipOf): Promise<boolean> => {
  const path = `${groupPath(await ownGroup(api, of.groupName))}/hasMember/${encodeURIComponent(of.identityExternalId)}`
  return (await api.get(path, { expect: HasMember })).body.isMember
}

export const joinGroup = async (api: VendorApi, of: MembershipOf): Promise<void> => {
  const group = await ownGroup(api, of.groupName)
  const body = { id: of.identityExternalId, role: 'MEMBER' }
  // "Member already exists." is what was wanted.
  await alreadyThere(api.request({ method: 'POST', path: `${groupPath(group)}/members`, body, idempotent: true }))
}

/** Takes somebody out of the group itself; whoever is in it through another group stays in it, and is seen to. */
export const leaveGroup = async (api: VendorApi, of: MembershipOf): Promise<void> => {
  const group = await ownGroup(api, of.groupName)
  await orNull(api.request({ method: 'DELETE', path: `${groupPath(group)}/members/${encodeURIComponent(of.identityExternalId)}`, idempotent: true }))
}

const alreadyThere = async (asked: Promise<unknown>): Promise<void> => {
  try {
    await asked
  } catch (thrown) {
    if (!(thrown instanceof VendorError) || thrown.kind !== 'conflict') throw thrown
  }
}

const groupPath = (id: string) => `/admin/directory/v1/groups/${encodeURIComponent(id)}`

/** The id of a group by the name that reads tell: organizational units begin with a slash, and are moved between rather than joined. */
const ownGroup = async (api: VendorApi, name: string): Promise<string> => {
  if (name.startsWith('/'))
    throw new VendorError('refused', `${name} is an organizational unit of ${api.name}, and no group; move the person in the Admin console.`)
  const found: string[] = []
  const groups = wholeRows(api, 'groups', {
    path: '/admin/directory/v1/groups',
    paging: nextPageToken({ customer, maxResults: '200' }),
    list: GroupList,
    raw: GoogleGroup,
  })
  for await (const group of groups) if (group.name === name) found.push(group.id)
  const [id, another] = found
  if (id === undefined) throw new VendorError('not_found', `${api.name} has no group called ${name}.`)
  if (another !== undefined)
    throw new VendorError('refused', `${api.name} has ${found.length} groups called ${name}, so it is not clear which is meant; rename one there.`)
  return id
}
