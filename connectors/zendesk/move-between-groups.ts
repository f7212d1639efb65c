import { orNull, VendorError } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { readUser } from './accounts.ts'
import { membershipsPath, nameOf, readGroups, readMembershipsOf } from './groups.ts'
import type { Groups, Membership } from './groups.ts'

/** The groups that an agent is to be in, by Zendesk's ids, the first being the default if the default one is taken away. */
type Moves = { userId: number; wanted: readonly [number, ...number[]]; groups: Groups }

/**
 * What makes the groups of an agent those that are wanted, by name or by id where a group has no name; null when nothing has to be done.
 * `role` is the one that is given at the same time. Nothing is changed yet.
 */
export const movesTo = async (api: VendorApi, externalId: string, names: readonly string[], role: string | null): Promise<Moves | null> => {
  const user = await readUser(api, externalId)
  if (user === null) throw new VendorError('not_found', `${api.name} has no such user.`, { status: 404 })
  const who = user.email ?? externalId
  const isAgent = (role ?? user.role) !== 'end-user'
  if (!isAgent && names.length > 0) throw new VendorError('refused', `Only agents are in groups, and ${who} is none in ${api.name}; give the role agent too.`)
  if (!isAgent) return null
  const [groups, memberships] = [await readGroups(api), await readMembershipsOf(api, user.id)]
  const has = existing(memberships, groups)
  const [first, ...others] = new Set(names.flatMap(name => idsNamed(api, name, has, groups)))
  if (first !== undefined) return { userId: user.id, wanted: [first, ...others], groups }
  if (has.length === 0) return null
  // "All team members must belong to at least one group" (support.zendesk.com/hc/en-us/articles/4408821536794).
  throw new VendorError('refused', `${api.name} wants every agent in at least one group; name the one that ${who} stays in, or take the role away.`)
}

/**
 * Gives before it takes, and looks in between, so that nobody is left without a group. Tickets that are assigned to the agent directly go to
 * the default group ("Group Memberships", `default`), so one that is taken away hands that over first.
 */
export const move = async (api: VendorApi, { userId, wanted, groups }: Moves): Promise<void> => {
  const before = await readMembershipsOf(api, userId)
  const into = wanted.filter(group => !before.some(one => one.group_id === group))
  for (const group of into) await join(api, userId, group)
  const now = into.length === 0 ? before : await readMembershipsOf(api, userId)
  const outOf = existing(now, groups).filter(one => !wanted.includes(one.group_id))
  const stays = now.find(one => one.group_id === wanted[0])
  if (stays === undefined)
    throw new VendorError('conflict', `${api.name} does not show the agent in ${nameOf(groups, wanted[0]) ?? 'the group'}, so no other group was taken away.`)
  if (outOf.some(one => one.default === true))
    await api.request({ method: 'PUT', path: `/api/v2/users/${userId}/group_memberships/${stays.id}/make_default`, idempotent: true })
  for (const { id } of outOf) await orNull(api.request({ method: 'DELETE', path: `${membershipsPath}/${id}`, idempotent: true }))
}

/** Whoever is a member already may be refused as a record that is not valid; one look tells that from any other refusal. */
const join = async (api: VendorApi, userId: number, group: number): Promise<void> => {
  const body = { group_membership: { user_id: userId, group_id: group } }
  try {
    await api.request({ method: 'POST', path: membershipsPath, body, idempotent: true })
  } catch (thrown) {
    if (!(thrown instanceof VendorError) || thrown.status !== 422) throw thrown
    if (!(await readMembershipsOf(api, userId)).some(one => one.group_id === group)) throw thrown
  }
}

/** A group that was deleted is shown to nobody, so it is neither given nor taken. */
const existing = (memberships: readonly Membership[], groups: Groups): Membership[] => memberships.filter(one => nameOf(groups, one.group_id) !== null)

/** The groups of that name which the agent is in, or else the one that there is. */
const idsNamed = (api: VendorApi, name: string, has: readonly Membership[], groups: Groups): number[] => {
  const held = has.map(one => one.group_id).filter(id => nameOf(groups, id) === name)
  if (held.length > 0) return held
  const named = [...groups.keys()].filter(id => nameOf(groups, id) === name)
  if (named.length === 0) throw new VendorError('not_found', `${api.name} has no group called ${name}.`)
  if (named.length > 1) throw new VendorError('refused', `${api.name} has ${named.length} groups called ${name}; give the one that is meant there.`)
  return named
}
