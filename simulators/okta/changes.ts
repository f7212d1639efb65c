import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import type { World } from '../core/index.ts'
import type { Provisioner } from './provision.ts'
import { because, refused } from './refusals.ts'
import { presentAppUser } from './reply.ts'
import type { Assigned, OktaApp, OktaUser, Scope, State } from './state.ts'

type Allow = (request: FastifyRequest, reply: FastifyReply, scope: Scope) => void
type ById = { Params: { id: string; userId: string } }

/** What the Management API changes of people, their sessions, groups and app assignments. */
export const changes = (app: FastifyInstance, world: World<State>, allow: Allow, provisioner: Provisioner): void => {
  const user = (id: string) => found(world.state.users.find(one => one.id === id || one.profile.login === id))
  const oktaApp = (id: string) => found(world.state.apps.find(one => one.id === id))

  const move = (path: string, from: OktaUser['status'], to: OktaUser['status'], otherwise: string) =>
    app.post<ById>(`/api/v1/users/:id/lifecycle/${path}`, async (request, reply) => {
      allow(request, reply, 'okta.users.manage')
      const one = user(request.params.id)
      if (one.status !== from) throw because(400, otherwise)
      const now = world.now().toISOString()
      Object.assign(one, { status: to, statusChanged: now, lastUpdated: now })
      // "Users can't create a session, and all active sessions are stopped" (help.okta.com, usgp-deactivate-user-account).
      if (to === 'SUSPENDED') endSessions(world.state, one.id)
      return {}
    })
  move('suspend', 'ACTIVE', 'SUSPENDED', 'Cannot suspend a user that is not active')
  move('unsuspend', 'SUSPENDED', 'ACTIVE', 'Cannot unsuspend a user that is not suspended')

  app.delete<ById>('/api/v1/users/:id/sessions', async (request, reply) => {
    allow(request, reply, 'okta.users.manage')
    endSessions(world.state, user(request.params.id).id)
    return reply.status(204).send()
  })

  /** Everybody in the app's groups has it; whoever has it by themselves keeps it. */
  const followGroups = (one: OktaApp, person: OktaUser) => {
    const given = (one.groups ?? []).some(id => world.state.groups.some(group => group.id === id && group.members.includes(person.id)))
    const has = one.assigned.find(({ userId }) => userId === person.id)
    if (given && has === undefined) give(one, person, 'GROUP')
    if (!given && has?.scope === 'GROUP') take(one, person)
  }
  const give = (one: OktaApp, person: OktaUser, scope: Assigned['scope']): Assigned => {
    const assigned: Assigned = { userId: person.id, scope, syncState: world.state.provisioning[one.id] === undefined ? 'DISABLED' : 'SYNCING' }
    one.assigned.push(assigned)
    provisioner.given(one, person, assigned)
    return assigned
  }
  const take = (one: OktaApp, person: OktaUser) => {
    one.assigned = one.assigned.filter(({ userId }) => userId !== person.id)
    provisioner.taken(one, person)
  }

  const member = (method: 'PUT' | 'DELETE') =>
    app.route<ById>({
      method,
      url: '/api/v1/groups/:id/users/:userId',
      handler: async (request, reply) => {
        allow(request, reply, 'okta.groups.manage')
        const group = found(world.state.groups.find(one => one.id === request.params.id))
        const person = user(request.params.userId)
        if (group.type !== 'OKTA_GROUP') throw because(403, 'This operation is not supported for groups that Okta or an app manages')
        const others = group.members.filter(id => id !== person.id)
        group.members = method === 'PUT' ? [...others, person.id] : others
        for (const one of world.state.apps) if ((one.groups ?? []).includes(group.id)) followGroups(one, person)
        provisioner.pushed(group, person)
        return reply.status(204).send()
      },
    })
  member('PUT')
  member('DELETE')

  app.get<ById>('/api/v1/apps/:id/users/:userId', async (request, reply) => {
    allow(request, reply, 'okta.apps.read')
    const assigned = found(oktaApp(request.params.id).assigned.find(({ userId }) => userId === request.params.userId))
    return presentAppUser(assigned, user(assigned.userId))
  })
  app.post<ById>('/api/v1/apps/:id/users', async (request, reply) => {
    allow(request, reply, 'okta.apps.manage')
    const one = oktaApp(request.params.id)
    const { id = '', scope = 'USER' } = (request.body ?? {}) as { id?: string; scope?: Assigned['scope'] }
    const person = user(id)
    const has = one.assigned.find(({ userId }) => userId === person.id)
    if (has !== undefined) has.scope = scope
    return presentAppUser(has ?? give(one, person, scope), person)
  })
  app.delete<ById>('/api/v1/apps/:id/users/:userId', async (request, reply) => {
    allow(request, reply, 'okta.apps.manage')
    const one = oktaApp(request.params.id)
    const { scope } = found(one.assigned.find(({ userId }) => userId === request.params.userId))
    if (scope === 'GROUP') throw because(403, 'The application cannot be unassigned from the user while their group memberships grant them access.')
    take(one, user(request.params.userId))
    return reply.status(204).send()
  })
}

const endSessions = (state: State, id: string) => {
  if (state.sessions !== undefined) state.sessions[id] = 0
}

const found = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw refused(404)
  return thing
}
