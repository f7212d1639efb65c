import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused, retryAfter, startSimulator } from '../core/index.ts'
import type { Refusal, Simulator, SimulatorOptions } from '../core/index.ts'

export type HubSpotUser = {
  id: string
  email: string
  firstName: string
  lastName: string
  superAdmin: boolean
  roleIds: string[]
  primaryTeamId?: string
  secondaryTeamIds?: string[]
}

export type HubSpotSeed = { users: HubSpotUser[]; roles: { id: string; name: string }[]; teams: { id: string; name: string }[] }
type Scope = 'settings.users.read' | 'settings.users.write' | 'settings.users.teams.read' | 'settings.users.teams.write'

export type HubSpotOptions = SimulatorOptions & {
  seed: HubSpotSeed
  /** Private apps' tokens with their scopes. */
  tokens: Record<string, readonly Scope[]>
  pageSize?: number
}

/** Stands in for HubSpot's user provisioning API (developers.hubspot.com/docs/api-reference/settings-user-provisioning-v3). */
export const startHubSpot = (options: HubSpotOptions): Promise<Simulator<HubSpotSeed>> => {
  const { seed, tokens, pageSize = 100 } = options
  return startSimulator<HubSpotSeed>(
    {
      name: 'HubSpot',
      seed: () => structuredClone(seed),
      rowsOf: payload => (typeof payload === 'object' && payload !== null && 'results' in payload ? (payload.results as unknown[]) : null),
      refuse,
      routes: (app, world) => {
        const allow = (request: FastifyRequest, reply: FastifyReply, scope: Scope) => {
          reply.headers({ 'x-hubspot-ratelimit-max': 100, 'x-hubspot-ratelimit-remaining': 99, 'x-hubspot-ratelimit-interval-milliseconds': 10_000 })
          const scopes = tokens[/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '']
          if (scopes === undefined) throw new Refused(refuse(401, null))
          if (!scopes.includes(scope)) throw new Refused(refuse(403, null))
        }
        app.get<{ Querystring: { limit?: string; after?: string } }>('/settings/v3/users', async (request, reply) => {
          allow(request, reply, 'settings.users.read')
          const { limit = '100', after = '' } = request.query
          const start = world.state.users.findIndex(({ id }) => id === after) + 1
          const page = world.state.users.slice(start, start + Math.min(pageSize, Number(limit)))
          const last = page.at(-1)?.id ?? ''
          const more = start + page.length < world.state.users.length
          return { results: page.map(shown), ...(more ? { paging: { next: { after: last, link: `?after=${last}` } } } : {}) }
        })
        app.get('/settings/v3/users/roles', async (request, reply) => {
          allow(request, reply, 'settings.users.read')
          return { results: world.state.roles.map(role => ({ ...role, requiresBillingWrite: false })) }
        })
        app.get('/settings/v3/users/teams', async (request, reply) => {
          allow(request, reply, 'settings.users.teams.read')
          const idsOf = (is: (user: HubSpotUser) => boolean) => world.state.users.filter(is).map(({ id }) => id)
          return {
            results: world.state.teams.map(({ id, name }) => ({
              id,
              name,
              userIds: idsOf(({ primaryTeamId }) => primaryTeamId === id),
              secondaryUserIds: idsOf(({ secondaryTeamIds = [] }) => secondaryTeamIds.includes(id)),
            })),
          }
        })
        const found = ({ params, query }: FastifyRequest<ById>): HubSpotUser => {
          const byEmail = query.idProperty === 'EMAIL'
          const user = world.state.users.find(({ id, email }) => (byEmail ? email.toLowerCase() === params.id.toLowerCase() : id === params.id))
          if (user === undefined) throw new Refused(refuse(404, null))
          return user
        }
        const assign = (user: HubSpotUser, { roleId, primaryTeamId, secondaryTeamIds, firstName, lastName }: Changes) => {
          const { roles, teams } = world.state
          const unknown = (ids: readonly string[], known: { id: string }[]) => ids.some(id => !known.some(one => one.id === id))
          const teamIds = [...(primaryTeamId == null ? [] : [primaryTeamId]), ...(secondaryTeamIds ?? [])]
          if ((roleId !== undefined && unknown([roleId], roles)) || unknown(teamIds, teams)) throw new Refused(refuse(400, null))
          if (roleId !== undefined) user.roleIds = [roleId]
          if (primaryTeamId === null) delete user.primaryTeamId
          const told = { primaryTeamId, secondaryTeamIds, firstName, lastName }
          Object.assign(user, Object.fromEntries(Object.entries(told).filter(([, value]) => value != null)))
        }
        app.get<ById>('/settings/v3/users/:id', async (request, reply) => {
          allow(request, reply, 'settings.users.read')
          return shown(found(request))
        })
        app.post<{ Body: Changes & { email?: string } }>('/settings/v3/users', async (request, reply) => {
          allow(request, reply, 'settings.users.write')
          const { email = '' } = request.body
          if (!email.includes('@')) throw new Refused(refuse(400, null))
          if (world.state.users.some(user => user.email.toLowerCase() === email.toLowerCase())) throw new Refused(refuse(409, null))
          const user: HubSpotUser = { id: String(900 + world.state.users.length), email, firstName: '', lastName: '', superAdmin: false, roleIds: [] }
          assign(user, request.body)
          world.state.users.push(user)
          return reply.status(201).send(shown(user))
        })
        app.put<ById & { Body: Changes }>('/settings/v3/users/:id', async (request, reply) => {
          allow(request, reply, 'settings.users.write')
          const user = found(request)
          assign(user, request.body)
          return shown(user)
        })
        app.delete<ById>('/settings/v3/users/:id', async (request, reply) => {
          allow(request, reply, 'settings.users.write')
          const { id } = found(request)
          world.state.users = world.state.users.filter(user => user.id !== id)
          return reply.status(204).send()
        })
      },
    },
    options,
  )
}

type ById = { Params: { id: string }; Querystring: { idProperty?: string } }
type Changes = { roleId?: string; primaryTeamId?: string | null; secondaryTeamIds?: string[]; firstName?: string; lastName?: string }

/** The first of the roles is told once more by itself. */
const shown = (user: HubSpotUser) => ({ ...user, ...(user.roleIds[0] === undefined ? {} : { roleId: user.roleIds[0] }) })

const words: Record<number, readonly [string, string]> = {
  400: ['VALIDATION_ERROR', 'The input is not valid.'],
  409: ['CONFLICT', 'User already exists.'],
  401: ['INVALID_AUTHENTICATION', 'Authentication credentials not found.'],
  403: ['MISSING_SCOPES', "This app hasn't been granted all required scopes to make this call."],
  404: ['OBJECT_NOT_FOUND', 'No user found.'],
  429: ['RATE_LIMITS', 'You have reached your ten_secondly_rolling limit.'],
}

const refuse = (status: number, resetAt: Date | null): Refusal => {
  const [category, message] = words[status] ?? ['INTERNAL_ERROR', 'Something broke.']
  return { status, headers: retryAfter(resetAt), body: { status: 'error', message, category, correlationId: 'a3c9e5d2-0000-4000-8000-000000000000' } }
}
