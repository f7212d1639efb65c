import type { FastifyRequest } from 'fastify'
import { rightsOf, startSimulator } from '../core/index.ts'
import type { Simulator } from '../core/index.ts'
import { changes } from './changes.ts'
import { membersOf, paged, picking, presentUser } from './directory.ts'
import type { Query } from './directory.ts'
import { refuse, refused } from './refusals.ts'
import type { EntraOptions, Permission, State } from './state.ts'
import { tokenRoute } from './token.ts'

export type { EntraOptions, EntraSeed, EntraUser } from './state.ts'

const reports = '/v1.0/reports/authenticationMethods/userRegistrationDetails'

/** Stands in for Microsoft Graph v1.0 and its sign-in, as far as users, groups and enterprise apps go (learn.microsoft.com/graph). */
export const startEntra = (options: EntraOptions): Promise<Simulator<State>> => {
  const { seed, premium = true, pageSize = 999 } = options
  return startSimulator<State>(
    {
      name: 'Microsoft Entra ID',
      seed: () => ({ ...structuredClone(seed), issued: {} }),
      rowsOf: payload => (typeof payload === 'object' && payload !== null && 'value' in payload ? (payload.value as unknown[]) : null),
      refuse,
      routes: (app, world) => {
        const allow = (request: FastifyRequest, permission: Permission): readonly Permission[] => {
          const rights = rightsOf(world.state.issued, request, world.now())
          if (rights === null) throw refused(401)
          // To change members is to read them as well.
          const wider = permission === 'GroupMember.Read.All' ? 'GroupMember.ReadWrite.All' : permission
          if (!rights.includes(permission) && !rights.includes(wider)) throw refused(403)
          return rights
        }
        /** The sign-in log is a service of its own, with a licence, a permission and a page size of its own. */
        const allowSignIns = (rights: readonly Permission[], { $top = '100' }: Query) => {
          if (!rights.includes('AuditLog.Read.All'))
            throw refused(
              403,
              'Authentication_MSGraphPermissionMissing',
              'The principal does not have required Microsoft Graph permission(s): AuditLog.Read.All to call this API.',
            )
          if (!premium)
            throw refused(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', "Neither tenant is B2C or tenant doesn't have premium license")
          if (Number($top) > 120) throw refused(400, 'BadRequest', 'Cannot query data for more than 120 users at a time.')
        }
        /** A report: without `$top` and `$select`, and without the disabled ("List userRegistrationDetails"). */
        const registrations = (request: FastifyRequest<{ Querystring: Query }>) => {
          allowSignIns(allow(request, 'AuditLog.Read.All'), {})
          return world.state.users
            .filter(({ accountEnabled, deletedDateTime }) => accountEnabled && deletedDateTime === null)
            .map(({ id, userPrincipalName, isAdmin = false, isMfaRegistered = false }) => ({ id, userPrincipalName, isAdmin, isMfaRegistered }))
        }
        const users = (request: FastifyRequest<{ Querystring: Query }>, deleted: boolean) => {
          const rights = allow(request, 'User.Read.All')
          const { query } = request
          if (query.$select?.includes('signInActivity') === true) allowSignIns(rights, query)
          const found = world.state.users.filter(user => (user.deletedDateTime !== null) === deleted)
          return paged(
            request,
            found.map(user => presentUser(user, world.state, query)),
            pageSize,
          )
        }

        tokenRoute(app, world, options)
        changes(app, world, allow, { premium, pageSize })
        app.get<{ Querystring: Query }>(reports, async request => {
          if (request.query.$top !== undefined || request.query.$select !== undefined) throw refused(400)
          return paged(request, registrations(request), pageSize)
        })
        app.get<{ Params: { id: string }; Querystring: Query }>(`${reports}/:id`, async request => {
          const one = registrations(request).find(({ id }) => id === request.params.id)
          if (one === undefined) throw refused(404)
          return one
        })
        app.get<{ Params: { id: string }; Querystring: Query }>('/v1.0/users/:id', async request => {
          allow(request, 'User.Read.All')
          const user = world.state.users.find(({ id, deletedDateTime }) => id === request.params.id && deletedDateTime === null)
          if (user === undefined) throw refused(404)
          return presentUser({ ...user, onPremisesSyncEnabled: user.onPremisesSyncEnabled ?? false }, world.state, request.query)
        })
        app.get<{ Querystring: Query }>('/v1.0/users', async request => users(request, false))
        app.get<{ Querystring: Query }>('/v1.0/directory/deletedItems/microsoft.graph.user', async request => users(request, true))
        app.get<{ Querystring: Query }>('/v1.0/groups', async request => {
          allow(request, 'GroupMember.Read.All')
          const name = /^displayName eq '(.*)'$/.exec(request.query.$filter ?? '')?.[1]?.replaceAll("''", "'")
          const groups = world.state.groups.filter(({ displayName }) => name === undefined || displayName === name)
          const rows = groups.map(({ members: _members, groupTypes = [], mailEnabled = false, onPremisesSyncEnabled = null, ...group }) =>
            picking({ ...group, groupTypes, mailEnabled, onPremisesSyncEnabled, securityEnabled: true }, request.query),
          )
          return paged(request, rows, pageSize)
        })
        for (const kind of ['members', 'transitiveMembers'] as const) {
          app.get<{ Params: { id: string } }>(`/v1.0/groups/:id/${kind}`, async request => {
            allow(request, 'GroupMember.Read.All')
            return paged(request, membersOf(world.state, request.params.id, kind === 'transitiveMembers'), pageSize)
          })
        }
        app.get<{ Querystring: Query }>('/v1.0/servicePrincipals', async request => {
          allow(request, 'Application.Read.All')
          const apps = world.state.servicePrincipals.map(({ id, displayName, accountEnabled }) => picking({ id, displayName, accountEnabled }, request.query))
          return paged(request, apps, pageSize)
        })
        app.get<{ Params: { id: string } }>('/v1.0/servicePrincipals/:id/appRoleAssignedTo', async request => {
          allow(request, 'Application.Read.All')
          const found = world.state.servicePrincipals.find(({ id }) => id === request.params.id)
          if (found === undefined) throw refused(404)
          const rows = found.assignedTo.map((one, n) => ({ id: `assignment-${n}`, ...one, resourceId: found.id, resourceDisplayName: found.displayName }))
          return paged(request, rows, pageSize)
        })
      },
    },
    options,
  )
}
