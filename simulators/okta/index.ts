import type { FastifyReply, FastifyRequest } from 'fastify'
import { rateWindow, startSimulator, verifiedClaims } from '../core/index.ts'
import type { Simulator } from '../core/index.ts'
import { changes } from './changes.ts'
import { provisioner } from './provision.ts'
import { refuse, refused } from './refusals.ts'
import { paged, present, presentAppUser, userFilter } from './reply.ts'
import type { Query } from './reply.ts'
import type { OktaOptions, Scope, State } from './state.ts'

export type { OktaApp, OktaOptions, OktaSeed, OktaUser, Provisioning } from './state.ts'

/** Stands in for Okta's Management API: users, groups, apps, and what it provisions by SCIM (developer.okta.com/docs/api/openapi/okta-management). */
export const startOkta = (options: OktaOptions): Promise<Simulator<State>> => {
  const { seed, tokens, clients = {}, provisioning = {}, pageSize = 200, perMinute = 600 } = options
  const count = rateWindow(perMinute)
  return startSimulator<State>(
    {
      name: 'Okta',
      seed: () => ({ ...structuredClone(seed), issued: {}, provisioning: structuredClone(provisioning) }),
      rowsOf: payload => (Array.isArray(payload) ? payload : null),
      refuse,
      routes: (app, world) => {
        const allow = (request: FastifyRequest, reply: FastifyReply, scope: Scope) => {
          const seen = count(world.now())
          reply.headers({ 'x-rate-limit-limit': seen.limit, 'x-rate-limit-remaining': seen.remaining, 'x-rate-limit-reset': seen.resetAt })
          // The headers above say when the window ends.
          if (seen.exceeded) throw refused(429)
          const scopes = scopesOf(request.headers.authorization ?? '', world.state, tokens, world.now())
          if (scopes === null) throw refused(401)
          // To manage is to read as well (developer.okta.com/docs/api/oauth2).
          if (!scopes.includes(scope) && !scopes.includes(scope.replace('.read', '.manage'))) throw refused(403)
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
        const presentGroup = ({ id, name, type }: State['groups'][number]) => ({
          id,
          type,
          objectClass: ['okta:user_group'],
          profile: { name, description: `The group ${name}` },
        })
        app.get('/api/v1/groups', async (request, reply) => {
          allow(request, reply, 'okta.groups.read')
          const { q = '' } = request.query as Query
          const groups = world.state.groups.filter(({ name }) => name.toLowerCase().startsWith(q.toLowerCase()))
          return paged(request, reply, pageSize, groups.map(presentGroup))
        })
        app.get('/api/v1/groups/rules', async (request, reply) => {
          allow(request, reply, 'okta.groups.read')
          const rules = (world.state.rules ?? []).map(({ groupIds, ...rule }) => ({
            ...rule,
            type: 'group_rule',
            actions: { assignUserToGroups: { groupIds } },
          }))
          return paged(request, reply, pageSize, rules)
        })
        app.get<{ Params: { id: string } }>('/api/v1/users/:id/groups', async (request, reply) => {
          allow(request, reply, 'okta.users.read')
          const { id } = found(world.state.users.find(user => user.id === request.params.id))
          return world.state.groups.filter(({ members }) => members.includes(id)).map(presentGroup)
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
          return paged(request, reply, pageSize, world.state.apps.map(presentApp))
        })
        app.get<{ Params: { id: string } }>('/api/v1/apps/:id', async (request, reply) => {
          allow(request, reply, 'okta.apps.read')
          return presentApp(found(world.state.apps.find(one => one.id === request.params.id)))
        })
        app.get<{ Params: { id: string } }>('/api/v1/apps/:id/users', async (request, reply) => {
          allow(request, reply, 'okta.apps.read')
          const { assigned } = found(world.state.apps.find(one => one.id === request.params.id))
          const rows = assigned.map(one => presentAppUser(one, found(world.state.users.find(({ id }) => id === one.userId))))
          return paged(request, reply, pageSize, rows)
        })
        changes(app, world, allow, provisioner(world))
        app.post('/oauth2/v1/token', async (request, reply) => {
          const form = (request.body ?? {}) as Record<string, string>
          const client = clients[form.client_id ?? '']
          const audience = `http://${request.host}/oauth2/v1/token`
          const claims = client === undefined ? null : verifiedClaims(form.client_assertion ?? '', client.publicKey, [audience], world.now())
          if (client === undefined || claims?.iss !== form.client_id)
            return reply.status(401).send({ error: 'invalid_client', error_description: 'The client_assertion is invalid.' })
          const asked = (form.scope ?? '').split(' ').filter(scope => scope !== '')
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

const presentApp = ({ id, name, label }: State['apps'][number]) => ({ id, name, label, status: 'ACTIVE', signOnMode: 'SAML_2_0' })

const found = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw refused(404)
  return thing
}

const scopesOf = (authorization: string, state: State, tokens: OktaOptions['tokens'], now: Date): readonly string[] | null => {
  const [scheme, token = ''] = authorization.split(' ')
  if (scheme === 'SSWS') return tokens[token] ?? null
  const issued = scheme === 'Bearer' ? state.issued[token] : undefined
  return issued !== undefined && issued.expiresAt > now.getTime() ? issued.scopes : null
}
