import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused, retryAfter, startSimulator } from '../core/index.ts'
import type { Refusal, Simulator, SimulatorOptions } from '../core/index.ts'

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

export type ZendeskSeed = { users: ZendeskUser[]; groups: { id: number; name: string; members: number[] }[] }
type State = ZendeskSeed & { changes: number; sessionsEnded: number[] }

export type ZendeskOptions = SimulatorOptions & {
  seed: ZendeskSeed
  /** API tokens, with whose they are (`<e-mail>:<token>`) and their role: agents read, admins change users too. */
  tokens: Record<string, 'agent' | 'admin'>
  pageSize?: number
}

type Query = { role?: string; 'page[size]'?: string; 'page[after]'?: string }

/** Stands in for Zendesk's Support API: users, groups, memberships, sessions (developer.zendesk.com/api-reference). */
export const startZendesk = (options: ZendeskOptions): Promise<Simulator<State>> => {
  const { seed, tokens, pageSize = 100 } = options
  return startSimulator<State>(
    {
      name: 'Zendesk',
      seed: () => ({ ...structuredClone(seed), changes: 0, sessionsEnded: [] }),
      rowsOf: payload => (typeof payload === 'object' && payload !== null && 'users' in payload ? (payload.users as unknown[]) : null),
      refuse,
      routes: (app, world) => {
        const allow = (request: FastifyRequest, reply: FastifyReply, needs: 'agent' | 'admin') => {
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
          Object.assign(user, { suspended, role, role_type: role === user.role ? user.role_type : roleTypes[role] })
          return { user }
        })
        app.delete<{ Params: { id: string } }>('/api/v2/users/:id/sessions', async (request, reply) => {
          allow(request, reply, 'admin')
          world.state.sessionsEnded.push(userOf(request.params.id).id)
          return reply.status(204).send()
        })
        app.get('/api/v2/groups', async (request, reply) => {
          allow(request, reply, 'agent')
          return paged(
            request,
            'groups',
            world.state.groups.map(({ id, name }) => ({ id, name, deleted: false })),
            pageSize,
          )
        })
        app.get('/api/v2/group_memberships', async (request, reply) => {
          allow(request, reply, 'agent')
          const rows = world.state.groups.flatMap(({ id, members }) =>
            members.map((user, n) => ({ id: id * 1000 + n, user_id: user, group_id: id, default: true })),
          )
          return paged(request, 'group_memberships', rows, pageSize)
        })
      },
    },
    options,
  )
}

/** Of a role that is given by its name: an end user has no type. */
const roleTypes = { 'end-user': null, agent: 0, admin: 4 }
const isRole = (role: unknown): role is ZendeskUser['role'] => typeof role === 'string' && role in roleTypes

/** A link to the next page is there whether or not it leads anywhere; `has_more` says it. */
const paged = (request: FastifyRequest, name: string, rows: object[], most: number) => {
  const { 'page[size]': asked = '100', 'page[after]': after } = request.query as Query
  const size = Math.min(most, Number(asked))
  const start = after === undefined ? 0 : Number(Buffer.from(after, 'base64url').toString())
  const cursor = Buffer.from(String(start + size)).toString('base64url')
  const next = new URL(request.url, `http://${request.host}`)
  next.searchParams.set('page[after]', cursor)
  return {
    [name]: rows.slice(start, start + size),
    meta: { has_more: start + size < rows.length, after_cursor: cursor, before_cursor: null },
    links: { next: next.href, prev: null },
  }
}

const words: Record<number, object> = {
  400: { error: 'RecordInvalid', description: 'Record validation errors' },
  401: { error: "Couldn't authenticate you" },
  403: { error: { title: 'Forbidden', message: 'You do not have access to this page. Please contact the account owner of this help desk for further help.' } },
  404: { error: 'RecordNotFound', description: 'Not found' },
  429: { error: 'TooManyRequests', description: 'Number of allowed API requests per minute exceeded' },
}

const refuse = (status: number, resetAt: Date | null): Refusal => ({
  status,
  headers: retryAfter(resetAt),
  body: words[status] ?? { error: 'InternalError', description: 'Something broke' },
})
