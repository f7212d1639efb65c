import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { World } from '../core/index.ts'
import { paged, picking } from './directory.ts'
import type { Query } from './directory.ts'
import { refused } from './refusals.ts'
import type { Permission, State } from './state.ts'

type ById = { Params: { id: string; other: string }; Querystring: Query }
type Allow = (request: FastifyRequest, permission: Permission) => unknown

/** What Graph changes of people, groups and app role assignments, and the single reads that go with it. */
export const changes = (app: FastifyInstance, world: World<State>, allow: Allow, { premium, pageSize }: { premium: boolean; pageSize: number }): void => {
  const user = (id: string) => found(world.state.users.find(one => one.id === id && one.deletedDateTime === null))
  const group = (id: string) => found(world.state.groups.find(one => one.id === id))
  const servicePrincipal = (id: string) => found(world.state.servicePrincipals.find(one => one.id === id))

  app.patch<ById>('/v1.0/users/:id', async (request, reply) => {
    allow(request, 'User.EnableDisableAccount.All')
    const one = user(request.params.id)
    const { accountEnabled, ...others } = (request.body ?? {}) as { accountEnabled?: unknown }
    if (typeof accountEnabled !== 'boolean' || Object.keys(others).length > 0) throw refused(400)
    one.accountEnabled = accountEnabled
    return reply.status(204).send()
  })
  app.post<ById>('/v1.0/users/:id/revokeSignInSessions', async request => {
    allow(request, 'User.RevokeSessions.All')
    const { id } = user(request.params.id)
    if (world.state.sessions !== undefined) world.state.sessions[id] = 0
    return { '@odata.context': `http://${request.host}/v1.0/$metadata#Edm.Boolean`, value: true }
  })

  for (const kind of ['memberOf', 'transitiveMemberOf'] as const)
    app.get<ById>(`/v1.0/users/:id/${kind}`, async request => {
      allow(request, 'GroupMember.Read.All')
      const holding = (id: string) => world.state.groups.filter(({ members }) => members.includes(id))
      const direct = holding(user(request.params.id).id)
      const all = kind === 'memberOf' ? direct : direct.flatMap(one => [one, ...holding(one.id)])
      const rows = [...new Set(all)].map(({ id, displayName }) => ({ '@odata.type': '#microsoft.graph.group', ...picking({ id, displayName }, request.query) }))
      return paged(request, rows, pageSize)
    })
  const own = (id: string) => {
    const one = group(id)
    if (one.groupTypes?.includes('DynamicMembership') === true)
      throw refused(403, 'Authorization_RequestDenied', 'Insufficient privileges to complete the operation.')
    return one
  }
  app.post<ById>('/v1.0/groups/:id/members/$ref', async (request, reply) => {
    allow(request, 'GroupMember.ReadWrite.All')
    const one = own(request.params.id)
    const { '@odata.id': link = '' } = (request.body ?? {}) as { '@odata.id'?: string }
    const { id } = user(/\/directoryObjects\/([^/]+)$/.exec(link)?.[1] ?? '')
    if (one.members.includes(id))
      throw refused(400, 'Request_BadRequest', "One or more added object references already exist for the following modified properties: 'members'.")
    one.members.push(id)
    return reply.status(204).send()
  })
  app.delete<ById>('/v1.0/groups/:id/members/:other/$ref', async (request, reply) => {
    allow(request, 'GroupMember.ReadWrite.All')
    const one = own(request.params.id)
    found(one.members.find(id => id === request.params.other))
    one.members = one.members.filter(id => id !== request.params.other)
    return reply.status(204).send()
  })

  const shown = (servicing: State['servicePrincipals'][number], one: State['servicePrincipals'][number]['assignedTo'][number]) => ({
    id: assignmentId(one),
    ...one,
    resourceId: servicing.id,
    resourceDisplayName: servicing.displayName,
  })
  app.get<ById>('/v1.0/users/:id/appRoleAssignments', async request => {
    allow(request, 'Application.Read.All')
    const { id } = user(request.params.id)
    const only = /^resourceId eq ([0-9a-f-]+)$/.exec(request.query.$filter ?? '')?.[1]
    const mine = ({ principalId }: { principalId: string }) =>
      principalId === id || world.state.groups.some(one => one.id === principalId && one.members.includes(id))
    const apps = world.state.servicePrincipals.filter(one => only === undefined || one.id === only)
    return paged(
      request,
      apps.flatMap(one => one.assignedTo.filter(mine).map(assigned => shown(one, assigned))),
      pageSize,
    )
  })
  app.get<ById>('/v1.0/servicePrincipals/:id', async request => {
    allow(request, 'Application.Read.All')
    const { id, displayName, accountEnabled, appRoles = [] } = servicePrincipal(request.params.id)
    return picking({ id, displayName, accountEnabled, appRoles }, request.query)
  })
  app.post<ById>('/v1.0/servicePrincipals/:id/appRoleAssignedTo', async (request, reply) => {
    allow(request, 'AppRoleAssignment.ReadWrite.All')
    const one = servicePrincipal(request.params.id)
    const { principalId = '', resourceId, appRoleId = '' } = (request.body ?? {}) as Record<string, string | undefined>
    if (resourceId !== one.id) throw refused(400)
    const assigned = { principalType: 'User' as const, principalId: user(principalId).id, appRoleId }
    if (one.assignedTo.some(other => assignmentId(other) === assignmentId(assigned)))
      throw refused(400, 'Request_BadRequest', 'Permission being assigned already exists on the object')
    one.assignedTo.push(assigned)
    return reply.status(201).send(shown(one, assigned))
  })
  app.delete<ById>('/v1.0/servicePrincipals/:id/appRoleAssignedTo/:other', async (request, reply) => {
    allow(request, 'AppRoleAssignment.ReadWrite.All')
    const one = servicePrincipal(request.params.id)
    found(one.assignedTo.find(assigned => assignmentId(assigned) === request.params.other))
    one.assignedTo = one.assignedTo.filter(assigned => assignmentId(assigned) !== request.params.other)
    return reply.status(204).send()
  })

  app.get<ById>('/v1.0/auditLogs/provisioning', async request => {
    allow(request, 'AuditLog.Read.All')
    if (!premium) throw refused(403, 'Authentication_RequestFromNonPremiumTenantOrB2CTenant', "Neither tenant is B2C or tenant doesn't have premium license")
    const [, userId, appId] = /^sourceIdentity\/id eq '([^']+)' and servicePrincipal\/id eq '([^']+)'$/.exec(request.query.$filter ?? '') ?? []
    if (userId === undefined) throw refused(400)
    const events = (world.state.provisioning ?? []).filter(one => one.userId === userId && one.appId === appId)
    const rows = events.map(({ at, reason }, n) => ({
      id: `event-${n}`,
      activityDateTime: at,
      servicePrincipal: { id: appId },
      sourceIdentity: { id: userId },
      provisioningStatusInfo: reason === null ? { status: 'success' } : { status: 'failure', errorInformation: { errorCode: 'Error', reason } },
    }))
    return paged(
      request,
      rows.toSorted((a, b) => b.activityDateTime.localeCompare(a.activityDateTime)),
      pageSize,
    )
  })
}

const assignmentId = ({ principalId, appRoleId }: { principalId: string; appRoleId: string }) => `${principalId}.${appRoleId}`

const found = <T>(thing: T | undefined): T => {
  if (thing === undefined) throw refused(404)
  return thing
}
