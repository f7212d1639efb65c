import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused, startSimulator } from '../core/index.ts'
import type { Simulator, SimulatorOptions } from '../core/index.ts'
import { changeGroups, groupRoutes, groupsOf } from './groups.ts'
import type { GroupState } from './groups.ts'
import { paged } from './paged.ts'
import type { Query } from './paged.ts'
import { refuse } from './refusals.ts'

export type ZendeskUser = {
  id: number
  name: string
  email: string
  role: 'end-user' | 'agent' | 'admin'
  role_type: number | null
  active: boolean
  suspended: boolean
  external_id: string | null
  last_login_at: string | null
  two_factor_auth_enabled?: boolean | null
}

/** The first group somebody is in is their default; the first of all is the account's. */
export type ZendeskSeed = { users: ZendeskUser[]; groups: { id: number; name: string; members: number[]; deleted?: boolean }[] }
export type State = GroupState & { users: ZendeskUser[]; changes: number; sessionsEnded: number[] }
/** Refuses a request whose token has not the role. */
export type Allow = (request: FastifyRequest, reply: FastifyReply, needs: 'agent' | 'admin') => void

export type ZendeskOptions = SimulatorOptions & {
  seed: ZendeskSeed
  /** API tokens, with whose they are (`<e-mail>:<token>`) and their role: agents read, admins change users too. */
  tokens: Record<string, 'agent' | 'admin'>
  pageSize?: number
}

/** Stands in for Zendesk's Support API: users, groups, memberships, sessions (developer.zendesk.com/api-reference). */
export const startZendesk = (options: ZendeskOptions): Promise<Simulator<State>> => {
  const { seed, tokens, pageSize = 100 } = options
  return startSimulator<State>(
    {
      name: 'Zendesk',
      seed: () => ({ users: structuredClone(seed.users), ...groupsOf(seed), changes: 0, sessionsEnded: [] }),
      rowsOf: payload => rowLists.map(name => (payload as Record<string, unknown[]> | null)?.[name]).find(rows => rows !== undefined) ?? null,
      refuse,
      routes: (app, world) => {
        const allow: Allow = (request, reply, needs) => {
          reply.headers({ 'x-rate-limit': 200, 'x-rate-limit-remaining': 199, 'ratelimit-reset': 30 })
          const told = Buffer.from(/^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '', 'base64').toString()
          const role = /\/token:/.test(told) ? tokens[told.replace('/token:', ':')] : undefined
          if (role === undefined) throw new Refused(refuse(401, null))
          if (needs === 'admin' && role !== 'admin') throw new Refused(refuse(403, null))
        }
        const userOf = (id: string) => {
          const user = world.state.users.find(one => one.id === Number(id))
          if (user === undefined) throw new Refused(refuse(404, null))
          return user
        }
        app.get<{ Querystring: Query }>('/api/v2/users', async (request, reply) => {
          allow(request, reply, 'agent')
          const { role } = request.query
          const rows = world.state.users.filter(user => user.active && (role === undefined || user.role === role))
          return paged(request, 'users', rows, pageSize)
        })
        app.get<{ Params: { id: string } }>('/api/v2/users/:id', async (request, reply) => {
          allow(request, reply, 'agent')
          return { user: userOf(request.params.id) }
        })
        app.put<{ Params: { id: string }; Body: { user?: { suspended?: unknown; role?: unknown } } }>('/api/v2/users/:id', async (request, reply) => {
          allow(request, reply, 'admin')
          const user = userOf(request.params.id)
          const { suspended = user.suspended, role = user.role } = request.body.user ?? {}
          if (typeof suspended !== 'boolean' || !isRole(role)) throw new Refused(refuse(400, null))
          if (user.suspended !== suspended || user.role !== role) world.state.changes += 1
          if (user.role !== role) changeGroups(world.state, user, role)
          Object.assign(user, { suspended, role, role_type: role === user.role ? user.role_type : roleTypes[role] })
          return { user }
        })
        app.delete<{ Params: { id: string } }>('/api/v2/users/:id/sessions', async (request, reply) => {
          allow(request, reply, 'admin')
          world.state.sessionsEnded.push(userOf(request.params.id).id)
          return reply.status(204).send()
        })
        groupRoutes(app, world, { allow, userOf, pageSize })
      },
    },
    options,
  )
}

const rowLists = ['users', 'groups', 'group_memberships']

/** Of a role that is given by its name: an end user has no type. */
const roleTypes = { 'end-user': null, agent: 0, admin: 4 }
const isRole = (role: unknown): role is ZendeskUser['role'] => typeof role === 'string' && role in roleTypes
