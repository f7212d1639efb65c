import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused, rateWindow, startSimulator, verifiedClaims } from './core/index.ts'
import type { Refusal, Simulator, SimulatorOptions } from './core/index.ts'

type Status = 'STAGED' | 'PROVISIONED' | 'ACTIVE' | 'RECOVERY' | 'PASSWORD_EXPIRED' | 'LOCKED_OUT' | 'SUSPENDED' | 'DEPROVISIONED'
type Scope = 'okta.users.read' | 'okta.groups.read' | 'okta.apps.read'

export type OktaUser = {
  id: string
  status: Status
  created: string
  statusChanged: string | null
  lastLogin: string | null
  lastUpdated: string
  profile: { login: string; email: string; firstName: string; lastName: string } & Record<string, string | null>
}

export type OktaSeed = {
  users: OktaUser[]
  groups: { id: string; name: string; type: 'OKTA_GROUP' | 'BUILT_IN'; members: string[] }[]
  apps: { id: string; name: string; label: string; assigned: { userId: string; scope: 'USER' | 'GROUP' }[] }[]
}

export type OktaOptions = SimulatorOptions & {
  seed: OktaSeed
  /** SSWS tokens with what their owner may read. */
  tokens: Record<string, readonly Scope[]>
  /** OAuth service apps: client id to public key (PEM) and granted scopes. */
  clients?: Record<string, { publicKey: string; scopes: readonly Scope[] }>
  /** The most rows a page holds, whatever `limit` asks for. */
  pageSize?: number
  perMinute?: number
}

type State = OktaSeed & { issued: Record<string, { scopes: readonly string[]; expiresAt: number }> }

/** Stands in for Okta's Management API: users, groups, apps (developer.okta.com/docs/api/openapi/okta-management). */
export const startOkta = (options: OktaOptions): Promise<Simulator<State>> => {
  const { seed, tokens, clients = {}, pageSize = 200, perMinute = 600 } = options
  const count = rateWindow(perMinute)
  return startSimulator<State>(
    {
      name: 'Okta',
      seed: () => ({ ...structuredClone(seed), issued: {} }),
      rowsOf: payload => (Array.isArray(payload) ? payload : null),
      refuse,
      routes: (app, world) => {
        const allow = (request: FastifyRequest, reply: FastifyReply, scope: Scope) => {
          const seen = count(world.now())
          reply.headers({ 'x-rate-limit-limit': seen.limit, 'x-rate-limit-remaining': seen.remaining, 'x-rate-limit-reset': seen.resetAt })
          if (seen.exceeded) throw new Refused(refuse(429, true))
          const scopes = scopesOf(request.headers.authorization ?? '', world.state, tokens, world.now())
          if (scopes === null) throw new Refused(refuse(401, false))
          if (!scopes.includes(scope)) throw new Refused(refuse(403, false))
        }
        app.get('/api/v1/users', async (request, reply) => {
          allow(request, reply, 'okta.users.read')
          return paged(
            request,
            reply,
            pageSize,
            world.state.users.filter(userFilter(request.query as Query)).map(user => present(user, request)),
          )
        })
        app.get<{ Params: { id: string } }>('/api/v1/users/:id', async (request, reply) => {
          allow(request, reply, 'okta.users.read')
          const { id } = request.params
          return present(found(world.state.users.find(user => user.id === id || user.profile.login === id)), request)
        })
        app.get('/api/v1/groups', async (request, reply) => {
          allow(request, reply, 'okta.groups.read')
          const groups = world.state.groups.map(({ id, name, type }) => ({
            id,
            type,
            objectClass: ['okta:user_group'],
            profile: { name, description: `The group ${name}` },
          }))
          return paged(request, reply, pageSize, groups)
        })
        app.get<{ Params: { id: string } }>('/api/v1/groups/:id/users', async (request, reply) => {
          allow(request, reply, 'okta.groups.read')
          const { members } = found(world.state.groups.find(group => group.id === request.params.id))
          return paged(
            request,
            reply,
            pageSize,
            world.state.users.filter(user => members.includes(user.id)).map(user => present(user, request)),
          )
        })
        app.get('/api/v1/apps', async (request, reply) => {
          allow(request, reply, 'okta.apps.read')
          const apps = world.state.apps.map(({ id, name, label }) => ({ id, name, label, status: 'ACTIVE', signOnMode: 'SAML_2_0' }))
          return paged(request, reply, pageSize, apps)
        })
        app.get<{ Params: { id: string } }>('/api/v1/apps/:id/users', async (request, reply) => {
          allow(request, reply, 'okta.apps.read')
          const { assigned } = found(world.state.apps.find(one => one.id === request.params.id))
          const rows = assigned.map(({ userId, scope }) => {
            const user = found(world.state.users.find(one => one.id === userId))
            return { id: user.id, scope, status: 'ACTIVE', credentials: { userName: user.profile.login }, profile: { email: user.profile.email } }
          })
          return paged(request, reply, pageSize, rows)
        })
        app.post('/oauth2/v1/token', async (request, reply) => {
          const form = (request.body ?? {}) as Record<string, string>
          const client = clients[form.client_id ?? '']
          const audience = `http://${request.host}/oauth2/v1/token`
          const claims = client === undefined ? null : verifiedClaims(form.client_assertion ?? '', client.publicKey, [audience], world.now())
          if (client === undefined || claims?.iss !== form.client_id)
            return reply.status(401).send({ error: 'invalid_client', error_description: 'The client_assertion is invalid.' })
          const asked = (form.scope ?? '').split(' ')
          if (asked.some(scope => !client.scopes.includes(scope as Scope))) {
            return reply.status(400).send({ error: 'invalid_scope', error_description: 'The client is not granted all requested scopes.' })
          }
          const token = `okta-access-${Object.keys(world.state.issued).length + 1}`
          world.state.issued[token] = { scopes: asked, expiresAt: world.now().getTime() + 3_600_000 }
          return { token_type: 'Bearer', expires_in: 3600, access_token: token, scope: form.scope }
        })
      },
    },
    options,
  )
}

type Query = { filter?: string; search?: string; limit?: string; after?: string }

const words: Record<number, readonly [string, string]> = {
  400: ['E0000001', 'Api validation failed'],
  401: ['E0000011', 'Invalid token provided'],
  403: ['E0000006', 'You do not have permission to perform the requested action'],
  404: ['E0000007', 'Not found: Resource not found'],
  409: ['E0000157', 'The request conflicts with the current state of the resource'],
  429: ['E0000047', 'API call exceeded rate limit due to too many requests.'],
  500: ['E0000009', 'Internal Server Error'],
}

const refuse = (status: number, reset: boolean): Refusal => {
  const [errorCode, errorSummary] = words[status] ?? ['E0000009', 'Internal Server Error']
  const resetAt = Math.ceil(Date.now() / 1000) + 2
  const headers: Record<string, string> = reset ? { 'x-rate-limit-limit': '600', 'x-rate-limit-remaining': '0', 'x-rate-limit-reset': String(resetAt) } : {}
  return { status, headers, body: { errorCode, errorSummary, errorLink: errorCode, errorId: 'oaeSimulated', errorCauses: [] } }
}

const found = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw new Refused(refuse(404, false))
  return thing
}

const scopesOf = (authorization: string, state: State, tokens: OktaOptions['tokens'], now: Date): readonly string[] | null => {
  const [scheme, token = ''] = authorization.split(' ')
  if (scheme === 'SSWS') return tokens[token] ?? null
  const issued = scheme === 'Bearer' ? state.issued[token] : undefined
  return issued !== undefined && issued.expiresAt > now.getTime() ? issued.scopes : null
}

/** Without a filter or search the deprovisioned are left out ("List all users"). Understands what the API documents: `status eq`, and `lastUpdated` with gt and ge. */
const userFilter = ({ filter, search }: Query): ((user: OktaUser) => boolean) => {
  const expression = filter ?? search
  if (expression === undefined) return user => user.status !== 'DEPROVISIONED'
  const updated = /^lastUpdated (gt|ge) "([^"]+)"$/.exec(expression)
  if (updated?.[2] !== undefined) {
    const since = Date.parse(updated[2])
    return user => (updated[1] === 'gt' ? Date.parse(user.lastUpdated) > since : Date.parse(user.lastUpdated) >= since)
  }
  const terms = expression.split(' or ').map(term => /^status eq "([A-Z_]+)"$/.exec(term)?.[1])
  if (terms.includes(undefined)) throw new Refused(refuse(400, false))
  return user => terms.includes(user.status)
}

const present = ({ id, status, created, statusChanged, lastLogin, lastUpdated, profile }: OktaUser, request: FastifyRequest) => ({
  id,
  status,
  created,
  activated: status === 'STAGED' ? null : created,
  statusChanged,
  lastLogin,
  lastUpdated,
  passwordChanged: null,
  type: { id: 'otySimulated' },
  profile,
  credentials: { provider: { type: 'OKTA', name: 'OKTA' } },
  _links: { self: { href: `http://${request.host}/api/v1/users/${id}` } },
})

/** Pages by an opaque cursor in `Link` headers, one header for `self` and one for `next`. */
const paged = <T>(request: FastifyRequest, reply: FastifyReply, pageSize: number, rows: T[]): T[] => {
  const { after, limit } = request.query as Query
  const start = after === undefined ? 0 : Number(Buffer.from(after, 'base64url').toString())
  const size = Math.min(pageSize, Number(limit ?? pageSize))
  const self = new URL(request.url, `http://${request.host}`)
  const links = [`<${self.href}>; rel="self"`]
  if (start + size < rows.length) {
    self.searchParams.set('after', Buffer.from(String(start + size)).toString('base64url'))
    links.push(`<${self.href}>; rel="next"`)
  }
  reply.header('link', links)
  return rows.slice(start, start + size)
}
