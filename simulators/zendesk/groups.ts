import type { FastifyInstance } from 'fastify'
import { Refused } from '../core/index.ts'
import type { World } from '../core/index.ts'
import type { Allow, State, ZendeskSeed, ZendeskUser } from './index.ts'
import { paged } from './paged.ts'
import { invalid, refuse } from './refusals.ts'

type Membership = { id: number; user_id: number; group_id: number; default: boolean }
export type GroupState = { groups: { id: number; name: string; default: boolean; deleted: boolean }[]; memberships: Membership[]; lastMembership: number }

export const groupsOf = ({ groups }: ZendeskSeed): GroupState => {
  const pairs = groups.flatMap(({ id, members }) => members.map(user => ({ user_id: user, group_id: id })))
  const memberships = pairs.map((pair, n) => ({ id: 1000 + n, ...pair, default: pairs.findIndex(({ user_id: user }) => user === pair.user_id) === n }))
  return {
    groups: groups.map(({ id, name, deleted = false }, n) => ({ id, name, default: n === 0, deleted })),
    memberships,
    lastMembership: 1000 + pairs.length,
  }
}

/** An end user is in no group; who joins the team comes into the account's default group (support.zendesk.com/hc/en-us/articles/4408821536794). */
export const changeGroups = (state: State, user: ZendeskUser, role: ZendeskUser['role']): void => {
  if (role === 'end-user') state.memberships = state.memberships.filter(one => one.user_id !== user.id)
  const [first] = state.groups
  if (user.role === 'end-user' && first !== undefined) add(state, user.id, first.id)
}

const add = (state: State, user: number, group: number): Membership => {
  state.lastMembership += 1
  const isFirst = !state.memberships.some(one => one.user_id === user)
  const made = { id: state.lastMembership, user_id: user, group_id: group, default: isFirst }
  state.memberships.push(made)
  return made
}

type Ground = { allow: Allow; userOf: (id: string) => ZendeskUser; pageSize: number }

/** Groups and memberships (developer.zendesk.com/api-reference/ticketing/groups/group_memberships). */
export const groupRoutes = (app: FastifyInstance, world: World<State>, { allow, userOf, pageSize }: Ground): void => {
  const of = (user: number) => world.state.memberships.filter(one => one.user_id === user)
  const membershipOf = (id: string) => {
    const found = world.state.memberships.find(one => one.id === Number(id))
    if (found === undefined) throw new Refused(refuse(404, null))
    return found
  }
  app.get('/api/v2/groups', async (request, reply) => {
    allow(request, reply, 'agent')
    return paged(request, 'groups', world.state.groups, pageSize)
  })
  app.get('/api/v2/group_memberships', async (request, reply) => {
    allow(request, reply, 'agent')
    return paged(request, 'group_memberships', world.state.memberships, pageSize)
  })
  app.get<{ Params: { user: string } }>('/api/v2/users/:user/group_memberships', async (request, reply) => {
    allow(request, reply, 'agent')
    return paged(request, 'group_memberships', of(userOf(request.params.user).id), pageSize)
  })
  app.post<{ Body: { group_membership?: { user_id?: unknown; group_id?: unknown } } }>('/api/v2/group_memberships', async (request, reply) => {
    allow(request, reply, 'admin')
    const { user_id: userId, group_id: groupId } = request.body.group_membership ?? {}
    const user = world.state.users.find(({ id }) => id === userId)
    const group = world.state.groups.find(({ id, deleted }) => id === groupId && !deleted)
    if (user === undefined || user.role === 'end-user') throw invalid('user', 'User: is not an agent')
    if (group === undefined) throw invalid('group', 'Group: is invalid')
    if (of(user.id).some(one => one.group_id === group.id)) throw invalid('user_id', 'User: is already a member of this group')
    world.state.changes += 1
    return reply.status(201).send({ group_membership: add(world.state, user.id, group.id) })
  })
  // Stricter than Zendesk may be: the reference does not say what becomes of a default that is deleted.
  app.delete<{ Params: { id: string } }>('/api/v2/group_memberships/:id', async (request, reply) => {
    allow(request, reply, 'admin')
    const gone = membershipOf(request.params.id)
    if (gone.default) throw invalid('base', 'The default group of an agent cannot be removed')
    world.state.memberships = world.state.memberships.filter(one => one !== gone)
    world.state.changes += 1
    return reply.status(204).send()
  })
  app.put<{ Params: { user: string; id: string } }>('/api/v2/users/:user/group_memberships/:id/make_default', async (request, reply) => {
    allow(request, reply, 'agent')
    const user = userOf(request.params.user)
    const chosen = membershipOf(request.params.id)
    if (chosen.user_id !== user.id) throw new Refused(refuse(404, null))
    for (const one of of(user.id)) one.default = one === chosen
    return { group_memberships: of(user.id) }
  })
}
