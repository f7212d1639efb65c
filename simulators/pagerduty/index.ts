import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused, startSimulator } from '../core/index.ts'
import type { Refusal, Simulator, SimulatorOptions } from '../core/index.ts'

export type PagerDutyUser = {
  id: string
  name: string
  email: string
  role: 'owner' | 'admin' | 'user' | 'limited_user' | 'observer' | 'read_only_user' | 'restricted_access'
  job_title: string | null
  invitation_sent: boolean
  teams: { id: string; summary: string }[]
  /** Why the user cannot be deleted now: what PagerDuty says of it. */
  held?: string
}

export type PagerDutySeed = { users: PagerDutyUser[] }

export type PagerDutyOptions = SimulatorOptions & {
  seed: PagerDutySeed
  /** API access keys, and what each may do: keys of a user see what the user may. */
  keys: Record<string, readonly ('read' | 'write')[]>
  pageSize?: number
}

/** "The maximum number of records that may be paged through" (developer.pagerduty.com/docs/pagination). */
const furthest = 10_000

/** Stands in for PagerDuty's REST API, version 2: users (developer.pagerduty.com/api-reference). */
export const startPagerDuty = (options: PagerDutyOptions): Promise<Simulator<PagerDutySeed>> => {
  const { seed, keys, pageSize = 100 } = options
  return startSimulator<PagerDutySeed>(
    {
      name: 'PagerDuty',
      seed: () => structuredClone(seed),
      rowsOf: payload => (typeof payload === 'object' && payload !== null && 'users' in payload ? (payload.users as unknown[]) : null),
      refuse,
      routes: (app, world) => {
        const allow = ({ headers, method }: FastifyRequest, reply: FastifyReply) => {
          reply.headers({ 'ratelimit-limit': 960, 'ratelimit-remaining': 959, 'ratelimit-reset': 60 })
          const rights = keys[/^Token token=(.+)$/.exec(headers.authorization ?? '')?.[1] ?? '']
          if (rights === undefined) throw new Refused(refuse(401, null))
          if (!rights.includes(method === 'GET' ? 'read' : 'write')) throw new Refused(refuse(403, null))
          if (headers.accept !== 'application/vnd.pagerduty+json;version=2') throw new Refused(refuse(400, null))
        }
        const userOf = (wanted: string) => {
          const user = world.state.users.find(({ id }) => id === wanted)
          if (user === undefined) throw new Refused(refuse(404, null))
          return user
        }
        app.get<{ Querystring: { limit?: string; offset?: string; total?: string } }>('/users', async (request, reply) => {
          allow(request, reply)
          const limit = Math.min(pageSize, Number(request.query.limit ?? 25))
          const start = Number(request.query.offset ?? 0)
          if (start + limit > furthest) throw new Refused(refuse(400, null))
          const { users } = world.state
          const total = request.query.total === 'true' ? users.length : null
          return { users: users.slice(start, start + limit).map(shown), limit, offset: start, more: start + limit < users.length, total }
        })
        app.get<{ Params: { id: string } }>('/users/:id', async (request, reply) => {
          allow(request, reply)
          return { user: shown(userOf(request.params.id)) }
        })
        app.put<{ Params: { id: string }; Body: { user?: Partial<PagerDutyUser> & { type?: string } } }>('/users/:id', async (request, reply) => {
          allow(request, reply)
          const user = userOf(request.params.id)
          const { type, name, email, role, ...others } = request.body.user ?? {}
          if (type !== 'user' || name === undefined || email === undefined) throw invalid('Name and email are required')
          if (Object.keys(others).length > 0 || role === undefined || !roles.has(role)) throw invalid('Role is invalid')
          Object.assign(user, { name, email, role })
          return { user: shown(user) }
        })
        app.delete<{ Params: { id: string } }>('/users/:id', async (request, reply) => {
          allow(request, reply)
          const { id, held } = userOf(request.params.id)
          if (held !== undefined) throw invalid(held)
          world.state.users = world.state.users.filter(user => user.id !== id)
          return reply.status(204).send()
        })
      },
    },
    options,
  )
}

const roles = new Set<string>(['admin', 'limited_user', 'observer', 'read_only_user', 'read_only_limited_user', 'restricted_access', 'user'])

const shown = ({ teams, held: _held, ...user }: PagerDutyUser) => ({
  ...user,
  type: 'user',
  summary: user.name,
  time_zone: 'Europe/Berlin',
  teams: teams.map(team => ({ ...team, type: 'team_reference' })),
})

const words: Record<number, readonly [number, string]> = {
  400: [2001, 'Invalid Input Provided'],
  401: [2006, 'Unauthorized'],
  403: [2010, 'Access Denied'],
  404: [2100, 'Not Found'],
  429: [2020, 'Rate Limit Exceeded'],
}

const invalid = (error: string) => new Refused({ status: 400, body: { error: { code: 2001, message: 'Invalid Input Provided', errors: [error] } } })

const refuse = (status: number, resetAt: Date | null): Refusal => {
  const [code, message] = words[status] ?? [2000, 'Internal Error']
  const seconds = resetAt === null ? null : Math.max(1, Math.ceil((resetAt.getTime() - Date.now()) / 1000))
  const headers: Record<string, string> = seconds === null ? {} : { 'ratelimit-limit': '960', 'ratelimit-remaining': '0', 'ratelimit-reset': String(seconds) }
  return { status, headers, body: { error: { code, message, errors: [] } } }
}
