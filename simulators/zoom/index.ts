import type { FastifyInstance, FastifyRequest } from 'fastify'
import { issueToken, rightsOf, startSimulator } from '../core/index.ts'
import type { Issued, Simulator, SimulatorOptions, World } from '../core/index.ts'
import { refuse, refused, refusedWith } from './refusals.ts'

export type ZoomUser = {
  id: string
  email: string
  first_name: string
  last_name: string
  display_name: string
  status: 'active' | 'inactive' | 'pending'
  type: 1 | 2 | 4 | 99
  role_id: string
  dept?: string
  employee_unique_id?: string
  group_ids?: string[]
  last_login_time?: string
}

export type ZoomSeed = {
  users: ZoomUser[]
  groups: { id: string; name: string }[]
  /** How many sessions somebody has open. */
  sessions?: Record<string, number>
}
type Scope = 'user:read:admin' | 'user:write:admin' | 'group:read:admin' | 'group:write:admin'
type State = ZoomSeed & { issued: Issued<Scope>; changes: number }

export type ZoomOptions = SimulatorOptions & {
  seed: ZoomSeed
  accountId: string
  /** Server-to-server OAuth apps by client id. */
  apps: Record<string, { secret: string; scopes: readonly Scope[] }>
  /** A free account has no groups. */
  paid?: boolean
  /** The most rows a page holds, whatever `page_size` asks for. */
  pageSize?: number
}

type Query = { status?: string; page_size?: string; next_page_token?: string }

/** Stands in for Zoom's REST API: users, groups and the sign-in of server-to-server apps (developers.zoom.us/docs/api). */
export const startZoom = (options: ZoomOptions): Promise<Simulator<State>> => {
  const { seed, paid = true } = options
  return startSimulator<State>(
    {
      name: 'Zoom',
      seed: () => ({ ...structuredClone(seed), issued: {}, changes: 0 }),
      rowsOf: payload => (typeof payload === 'object' && payload !== null && 'users' in payload ? (payload.users as unknown[]) : null),
      refuse,
      routes: (app, world) => {
        tokenRoute(app, world, options)
        const allow = (request: FastifyRequest, scope: Scope) => {
          const scopes = rightsOf(world.state.issued, request, world.now())
          if (scopes === null) throw refused(401)
          if (!scopes.includes(scope)) throw refusedWith(400, 4711, `Invalid access token, does not contain scopes:[${scope}].`)
        }
        const userOf = (key: string) => {
          const user = world.state.users.find(({ id, email, status }) => email === key || (status !== 'pending' && id === key))
          if (user === undefined) throw refusedWith(404, 1001, `User does not exist: ${key}.`)
          return user
        }
        app.get<{ Querystring: Query }>('/v2/users', async request => {
          allow(request, 'user:read:admin')
          const { status = 'active' } = request.query
          return paged(request, options.pageSize ?? 300, 'users', world.state.users.filter(user => user.status === status).map(shown))
        })
        app.get<{ Params: { id: string } }>('/v2/users/:id', async request => {
          allow(request, 'user:read:admin')
          const user = userOf(request.params.id)
          return { ...shown(user), role_name: user.role_id === '0' ? 'Owner' : 'Member', account_id: options.accountId, job_title: 'Seller' }
        })
        app.put<{ Params: { id: string }; Body: { action?: string } }>('/v2/users/:id/status', async (request, reply) => {
          allow(request, 'user:write:admin')
          const user = userOf(request.params.id)
          const { action } = request.body
          if (action !== 'activate' && action !== 'deactivate') throw refusedWith(400, 300, 'Invalid action.')
          if (user.role_id === '0' || user.role_id === '1') throw refusedWith(400, 200, "Zoom Room and Admin users' status cannot be activated or deactivated.")
          setStatus(world.state, user, action)
          return reply.status(204).send()
        })
        app.post<{ Body: { action?: string; user_info?: Partial<ZoomUser> } }>('/v2/users', async (request, reply) => {
          allow(request, 'user:write:admin')
          const { email = '', first_name = '', last_name = '', type = 1 } = request.body.user_info ?? {}
          if (request.body.action !== 'create' || !email.includes('@')) throw refusedWith(400, 300, 'Invalid parameter.')
          if (world.state.users.some(user => user.email === email)) throw refusedWith(409, 1005, `User already in the account: ${email}`)
          const id = `made-${world.state.users.length}`
          const display_name = `${first_name} ${last_name}`
          world.state.users.push({ id, email, first_name, last_name, display_name, status: 'pending', type, role_id: '2' })
          return reply.status(201).send({ email, first_name, id, last_name, type })
        })
        app.patch<{ Params: { id: string }; Body: { type?: ZoomUser['type'] } }>('/v2/users/:id', async (request, reply) => {
          allow(request, 'user:write:admin')
          const user = userOf(request.params.id)
          const { type } = request.body
          if (type === undefined || ![1, 2, 4, 99].includes(type)) throw refusedWith(400, 300, 'Invalid type.')
          if (user.type !== type) world.state.changes += 1
          user.type = type
          return reply.status(204).send()
        })
        app.delete<{ Params: { id: string } }>('/v2/users/:id/token', async (request, reply) => {
          allow(request, 'user:write:admin')
          const { id } = userOf(request.params.id)
          if (world.state.sessions !== undefined) world.state.sessions[id] = 0
          return reply.status(204).send()
        })
        const groupOf = (wanted: string) => {
          if (!world.state.groups.some(({ id }) => id === wanted)) throw refusedWith(404, 4130, `A group with this ${wanted} does not exist.`)
          return wanted
        }
        app.post<{ Params: { id: string }; Body: { members?: { id?: string }[] } }>('/v2/groups/:id/members', async (request, reply) => {
          allow(request, 'group:write:admin')
          const group = groupOf(request.params.id)
          const members = (request.body.members ?? []).map(({ id = '' }) => userOf(id))
          for (const user of members) user.group_ids = [...new Set([...(user.group_ids ?? []), group])]
          return reply.status(201).send({ ids: members.map(({ id }) => id).join(), added_at: world.now().toISOString() })
        })
        app.delete<{ Params: { id: string; member: string } }>('/v2/groups/:id/members/:member', async (request, reply) => {
          allow(request, 'group:write:admin')
          const user = userOf(request.params.member)
          if (user.group_ids?.includes(request.params.id) !== true) throw refusedWith(404, 4131, 'Group member does not exist.')
          user.group_ids = user.group_ids.filter(id => id !== request.params.id)
          return reply.status(204).send()
        })
        app.get('/v2/groups', async request => {
          allow(request, 'group:read:admin')
          if (!paid) throw refusedWith(400, 200, 'Only available for Paid account.')
          return paged(
            request,
            300,
            'groups',
            world.state.groups.map(group => ({ ...group, total_members: 1 })),
          )
        })
      },
    },
    options,
  )
}

/** "Deactivating a user removes all licenses associated with a user"; activating gives none back. */
const setStatus = (state: State, user: ZoomUser, action: 'activate' | 'deactivate') => {
  const status = action === 'activate' ? 'active' : 'inactive'
  if (user.status === status) return
  Object.assign(user, { status, type: 1 })
  state.changes += 1
}

const shown = ({ id, ...user }: ZoomUser) => (user.status === 'pending' ? user : { id, ...user, pmi: 6_589_310_093, verified: 1, timezone: 'Europe/Berlin' })

const paged = (request: FastifyRequest, most: number, name: string, rows: object[]) => {
  const { page_size: asked = '30', next_page_token: token = '' } = request.query as Query
  const size = Math.min(most, Number(asked))
  const start = token === '' ? 0 : Number(Buffer.from(token, 'base64url').toString())
  const next = start + size < rows.length ? Buffer.from(String(start + size)).toString('base64url') : ''
  return { ...(name === 'users' ? { page_size: size } : {}), total_records: rows.length, next_page_token: next, [name]: rows.slice(start, start + size) }
}

/** `POST /oauth/token` with the client as Basic and the account in the form ("Server-to-Server OAuth"). */
const tokenRoute = (app: FastifyInstance, world: World<State>, { accountId, apps }: ZoomOptions): void => {
  app.post('/oauth/token', async (request, reply) => {
    const form = (request.body ?? {}) as Record<string, string>
    const [clientId = '', secret] = Buffer.from(/^Basic (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '', 'base64')
      .toString()
      .split(':')
    const found = apps[clientId]
    if (found === undefined || found.secret !== secret) return reply.status(401).send({ reason: 'Invalid client_id or client_secret', error: 'invalid_client' })
    if (form.grant_type !== 'account_credentials' || form.account_id !== accountId)
      return reply.status(400).send({ reason: 'Bad Request', error: 'invalid_request' })
    return issueToken(world.state.issued, found.scopes, world.now())
  })
}
