import type { FastifyRequest } from 'fastify'
import { issueToken, rightsOf, startSimulator, verifiedClaims } from '../core/index.ts'
import type { Simulator } from '../core/index.ts'
import { membersOf, paged, presentUser } from './directory.ts'
import type { Query } from './directory.ts'
import { refuse, refused } from './refusals.ts'
import type { GoogleOptions, Privilege, State } from './state.ts'

export type { GoogleOptions, GoogleSeed, GoogleUser } from './state.ts'

const scopeOf = (what: 'user' | 'group') => `https://www.googleapis.com/auth/admin.directory.${what}.readonly`
const changing = (what: 'user' | 'user.security' | 'group.member') => `https://www.googleapis.com/auth/admin.directory.${what}`
const rowNames = ['users', 'groups', 'members']

/** Stands in for the Directory API of the Admin SDK and Google's sign-in for service accounts (developers.google.com/workspace/admin/directory). */
export const startGoogleWorkspace = (options: GoogleOptions): Promise<Simulator<State>> => {
  const { seed, serviceAccounts, admins, pageSize = 500 } = options
  return startSimulator<State>(
    {
      name: 'Google Workspace',
      seed: () => ({ ...structuredClone(seed), issued: {} }),
      rowsOf: payload => {
        const named = Object.entries(payload ?? {}).find(([name]) => rowNames.includes(name))
        return Array.isArray(named?.[1]) ? named[1] : null
      },
      refuse,
      routes: (app, world) => {
        /** A token carries its scopes, and who it acts for as `as:<e-mail>`: both have to allow it. */
        const allow = (request: FastifyRequest<{ Querystring: Query }>, scope: string, privilege: Privilege) => {
          const rights = rightsOf(world.state.issued, request, world.now())
          if (rights === null) throw refused(401)
          const admin = rights.find(right => right.startsWith('as:'))?.slice(3) ?? ''
          if (!rights.includes(scope) || admins[admin]?.includes(privilege) !== true) throw refused(403)
        }
        const needsCustomer = ({ query }: FastifyRequest<{ Querystring: Query }>) => {
          if (query.customer === undefined && query.domain === undefined && query.userKey === undefined) throw refused(400)
        }

        app.post('/token', async (request, reply) => {
          const form = (request.body ?? {}) as Record<string, string>
          const no = (status: number, error: string, error_description: string) => reply.status(status).send({ error, error_description })
          if (form.grant_type !== 'urn:ietf:params:oauth:grant-type:jwt-bearer')
            return no(400, 'unsupported_grant_type', `Invalid grant_type: ${form.grant_type}`)
          const found = Object.values(serviceAccounts).find(({ publicKey }) => claimsOf(form, publicKey, world.now()) !== null)
          const claims = found === undefined ? null : claimsOf(form, found.publicKey, world.now())
          if (found === undefined || claims === null || serviceAccounts[String(claims.iss)] !== found) return no(400, 'invalid_grant', 'Invalid JWT Signature.')
          if (admins[String(claims.sub)] === undefined) return no(400, 'invalid_grant', 'Invalid email or User ID')
          const asked = typeof claims.scope === 'string' ? claims.scope.split(' ').filter(scope => scope !== '') : []
          if (asked.some(scope => !found.scopes.includes(scope))) {
            return no(
              401,
              'unauthorized_client',
              'Client is unauthorized to retrieve access tokens using this method, or client not authorized for any of the scopes requested.',
            )
          }
          return issueToken(world.state.issued, [...asked, `as:${String(claims.sub)}`], world.now())
        })
        app.get<{ Querystring: Query }>('/admin/directory/v1/users', async request => {
          allow(request, scopeOf('user'), 'users')
          needsCustomer(request)
          const deleted = request.query.showDeleted === 'true'
          const rows = world.state.users.filter(({ deletionTime }) => (deletionTime !== undefined) === deleted).map(presentUser)
          return paged(request, 'users', rows, 500, pageSize)
        })
        app.get<{ Querystring: Query }>('/admin/directory/v1/groups', async request => {
          allow(request, scopeOf('group'), 'groups')
          needsCustomer(request)
          const { userKey } = request.query
          const rows = world.state.groups
            .filter(one => userKey === undefined || one.members.includes(userKey))
            .map(({ id, email, name, members }) => ({
              kind: 'admin#directory#group',
              id,
              email,
              name,
              directMembersCount: String(members.length),
            }))
          return paged(request, 'groups', rows, 200, pageSize)
        })
        const user = (id: string) => found(world.state.users.find(one => (one.id === id || one.primaryEmail === id) && one.deletionTime === undefined))
        const group = (id: string) => found(world.state.groups.find(one => one.id === id || one.email === id))
        app.get<ById>('/admin/directory/v1/users/:id', async request => {
          allow(request, scopeOf('user'), 'users')
          return presentUser(user(request.params.id))
        })
        app.put<ById>('/admin/directory/v1/users/:id', async request => {
          allow(request, changing('user'), 'users')
          const one = user(request.params.id)
          const { suspended } = (request.body ?? {}) as { suspended?: unknown }
          if (typeof suspended !== 'boolean') throw refused(400)
          one.suspended = suspended
          if (suspended) one.suspensionReason = 'ADMIN'
          else delete one.suspensionReason
          return presentUser(one)
        })
        app.post<ById>('/admin/directory/v1/users/:id/signOut', async (request, reply) => {
          allow(request, changing('user.security'), 'users')
          const { id } = user(request.params.id)
          if (world.state.sessions !== undefined) world.state.sessions[id] = 0
          return reply.status(204).send()
        })
        app.get<ById>('/admin/directory/v1/users/:id/tokens', async request => {
          allow(request, changing('user.security'), 'users')
          const { id } = user(request.params.id)
          const items = (world.state.tokens?.[id] ?? []).map(clientId => ({ kind: 'admin#directory#token', clientId, displayText: clientId, userKey: id }))
          return { kind: 'admin#directory#tokenList', etag: '"list"', ...(items.length === 0 ? {} : { items }) }
        })
        app.delete<ById>('/admin/directory/v1/users/:id/tokens/:other', async (request, reply) => {
          allow(request, changing('user.security'), 'users')
          const { id } = user(request.params.id)
          const { tokens = {} } = world.state
          found(tokens[id]?.find(clientId => clientId === request.params.other))
          tokens[id] = (tokens[id] ?? []).filter(clientId => clientId !== request.params.other)
          return reply.status(204).send()
        })
        app.get<ById>('/admin/directory/v1/groups/:id/hasMember/:other', async request => {
          allow(request, scopeOf('group'), 'groups')
          const members = membersOf(world.state, group(request.params.id).id, true) as { id: string }[]
          return { isMember: members.some(({ id }) => id === user(request.params.other).id) }
        })
        app.post<ById>('/admin/directory/v1/groups/:id/members', async request => {
          allow(request, changing('group.member'), 'groups')
          const one = group(request.params.id)
          const { id = '', role } = (request.body ?? {}) as { id?: string; role?: string }
          const member = user(id)
          if (one.members.includes(member.id)) throw refused(409)
          one.members.push(member.id)
          return { kind: 'admin#directory#member', id: member.id, email: member.primaryEmail, role, type: 'USER' }
        })
        app.delete<ById>('/admin/directory/v1/groups/:id/members/:other', async (request, reply) => {
          allow(request, changing('group.member'), 'groups')
          const one = group(request.params.id)
          found(one.members.find(id => id === request.params.other))
          one.members = one.members.filter(id => id !== request.params.other)
          return reply.status(204).send()
        })
        app.get<{ Params: { id: string }; Querystring: Query }>('/admin/directory/v1/groups/:id/members', async request => {
          allow(request, scopeOf('group'), 'groups')
          const rows = membersOf(world.state, request.params.id, request.query.includeDerivedMembership === 'true')
          return paged(request, 'members', rows, 200, pageSize)
        })
      },
    },
    options,
  )
}

type ById = { Params: { id: string; other: string }; Querystring: Query }

const found = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw refused(404)
  return thing
}

const claimsOf = (form: Record<string, string>, publicKey: string, now: Date) =>
  verifiedClaims(form.assertion ?? '', publicKey, ['https://oauth2.googleapis.com/token'], now)
