import { orNull, VendorError } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { groupNames, readUser } from './accounts.ts'

/** Into which groups somebody is put, and out of which they are taken, by Zoom's ids. */
type Moves = { userId: string; into: string[]; outOf: string[] }

/** What makes the groups of a user those that are wanted, by name or by id where a group has no name. Nothing is changed yet. */
export const movesTo = async (api: VendorApi, externalId: string, wanted: readonly string[]): Promise<Moves> => {
  const user = await readUser(api, externalId)
  if (user === null) throw new VendorError('not_found', `${api.name} has no such user.`, { status: 404 })
  // "Add group members" takes those who accepted; a pending user has no id.
  if (!user.id) throw new VendorError('refused', `${user.email} has not accepted the invitation to ${api.name}; give the groups after that.`)
  const has = user.group_ids ?? []
  const names = await groupNames(api)
  const ids = wanted.map(name => {
    const [id] = [...names].find(([, known]) => known === name) ?? (has.includes(name) ? [name] : [])
    if (id === undefined) throw new VendorError('not_found', `${api.name} has no group called ${name}.`)
    return id
  })
  return { userId: user.id, into: ids.filter(id => !has.includes(id)), outOf: has.filter(id => !ids.includes(id)) }
}

/** Gives before it takes, so that nobody is without a group in between. */
export const move = async (api: VendorApi, { userId, into, outOf }: Moves): Promise<void> => {
  const membersOf = (group: string) => `/v2/groups/${encodeURIComponent(group)}/members`
  for (const group of into) await api.request({ method: 'POST', path: membersOf(group), body: { members: [{ id: userId }] }, idempotent: true })
  for (const group of outOf) await orNull(api.request({ method: 'DELETE', path: `${membersOf(group)}/${encodeURIComponent(userId)}`, idempotent: true }))
}
