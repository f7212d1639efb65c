import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { World } from '../core/index.ts'
import { bound, groupsWith, step } from './graph.ts'
import { refused } from './refusals.ts'
import type { JumpCloudSeed, Right } from './state.ts'

type ById = { Params: { id: string }; Body: { op?: string; type?: string; id?: string; state?: string } }
type Allow = (request: FastifyRequest, right: Right) => void

/** What JumpCloud changes of people, groups and app bindings, and what it tells of one person. */
export const changes = (
  app: FastifyInstance,
  world: World<JumpCloudSeed>,
  allow: Allow,
  pageOf: <Row>(request: FastifyRequest, rows: Row[]) => Row[],
): void => {
  const user = (id: string) => found(world.state.users.find(({ _id }) => _id === id))
  const application = (id: string) => found(world.state.applications.find(({ _id }) => _id === id))

  app.put<ById>('/api/systemusers/:id', async request => {
    allow(request, 'users')
    allow(request, 'write')
    const one = user(request.params.id)
    const { state } = request.body
    if (state !== 'ACTIVATED' && state !== 'SUSPENDED') throw refused(400)
    one.state = state
    return one
  })
  app.get<ById>('/api/v2/users/:id/memberof', async request => {
    allow(request, 'groups')
    const { _id } = user(request.params.id)
    const groups = world.state.groups.filter(({ members }) => members.includes(_id))
    return pageOf(
      request,
      groups.map(({ id }) => bound(id, [[step('user_group', id)]], 'user_group')),
    )
  })
  app.post<ById>('/api/v2/usergroups/:id/members', async (request, reply) => {
    allow(request, 'groups')
    allow(request, 'write')
    const group = found(world.state.groups.find(({ id }) => id === request.params.id))
    const { op, type, id = '' } = request.body
    const { _id } = user(id)
    if (type !== 'user' || (op !== 'add' && op !== 'remove')) throw refused(400)
    if (op === 'add' && group.members.includes(_id)) throw refused(409)
    group.members = op === 'add' ? [...group.members, _id] : group.members.filter(one => one !== _id)
    return reply.status(204).send()
  })

  app.get<ById>('/api/applications/:id', async request => {
    allow(request, 'applications')
    const { _id, name, displayLabel } = application(request.params.id)
    return { _id, name, displayLabel, active: true, ssoUrl: `https://sso.jumpcloud.com/saml2/${name}`, config: {} }
  })
  app.get<ById>('/api/v2/users/:id/applications', async request => {
    allow(request, 'applications')
    const { _id } = user(request.params.id)
    const rows = world.state.applications.map(one => {
      const { _id: appId, users } = one
      const direct = users.includes(_id) ? [[step('application', appId)]] : []
      const byGroup = groupsWith(world.state, one, _id).map(({ id }) => [step('user_group', id), step('application', appId)])
      return bound(appId, [...direct, ...byGroup], 'application')
    })
    return pageOf(
      request,
      rows.filter(({ paths }) => paths.length > 0),
    )
  })
  app.post<ById>('/api/v2/users/:id/associations', async (request, reply) => {
    allow(request, 'applications')
    allow(request, 'write')
    const { _id } = user(request.params.id)
    const { op, type, id = '' } = request.body
    const one = application(id)
    if (type !== 'application' || (op !== 'add' && op !== 'remove')) throw refused(400)
    if (op === 'add' && one.users.includes(_id)) throw refused(409)
    one.users = op === 'add' ? [...one.users, _id] : one.users.filter(other => other !== _id)
    return reply.status(204).send()
  })
}

const found = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw refused(404)
  return thing
}
