import { z } from 'zod'
import { listAt, wholeRows } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { paging } from './paging.ts'

/** developer.zendesk.com/api-reference/ticketing/groups/groups. "Deleted groups get marked as such." */
const Group = z.object({ id: z.number().int(), name: z.string(), deleted: z.boolean().nullish() })
export type Groups = ReadonlyMap<number, z.infer<typeof Group>>

/** developer.zendesk.com/api-reference/ticketing/groups/group_memberships */
const Membership = z.object({ id: z.number().int(), user_id: z.number().int(), group_id: z.number().int(), default: z.boolean().nullish() })
export type Membership = z.infer<typeof Membership>

const GroupList = listAt('groups')
export const MembershipList = listAt('group_memberships')
export const membershipsPath = '/api/v2/group_memberships'

/** Every group by its id, those that were deleted included. */
export const readGroups = async (api: VendorApi): Promise<Groups> => {
  const groups = new Map<number, z.infer<typeof Group>>()
  for await (const group of wholeRows(api, 'groups', { path: '/api/v2/groups', paging, list: GroupList, raw: Group })) groups.set(group.id, group)
  return groups
}

/** Everybody's memberships by the id of the user: one walk costs far fewer requests than asking for each agent's. */
export const readMemberships = async (api: VendorApi): Promise<Map<number, Membership[]>> => {
  const byUser = new Map<number, Membership[]>()
  for (const one of await membershipsAt(api, membershipsPath)) byUser.set(one.user_id, [...(byUser.get(one.user_id) ?? []), one])
  return byUser
}

/** One agent's, by a path that the reference page has ("List Memberships") and Zendesk's description leaves out. */
export const readMembershipsOf = (api: VendorApi, userId: number): Promise<Membership[]> => membershipsAt(api, `/api/v2/users/${userId}/group_memberships`)

/** The name of a group, or its id where it has none; null for one that was deleted. */
export const nameOf = (groups: Groups, id: number): string | null => {
  const group = groups.get(id)
  return group?.deleted === true ? null : (group?.name ?? String(id))
}

const membershipsAt = async (api: VendorApi, path: string): Promise<Membership[]> => {
  const found: Membership[] = []
  for await (const one of wholeRows(api, 'group memberships', { path, paging, list: MembershipList, raw: Membership })) found.push(one)
  return found
}
