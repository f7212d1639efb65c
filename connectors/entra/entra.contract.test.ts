import { testContract } from '../kit/testing/index.ts'
import { entra } from './index.ts'
import { bySecret, idOf, standIn } from './testing/tenant.ts'

testContract(entra, {
  specs: ['openapi/msgraph-v1-current.json'],
  standIn,
  signIn: bySecret('every'),
  more: async api => {
    const { writes } = entra
    const of = { identityExternalId: idOf(3), appExternalId: idOf(202), groupName: 'Sales' }
    await writes.reactivateIdentity!(api, { externalId: idOf(3), version: null })
    await writes.endSessions!(api, idOf(3))
    await writes.assignApp!(api, of, {})
    await writes.readAssignment!(api, { ...of, appExternalId: idOf(201) })
    await writes.unassignApp!(api, of)
    await writes.joinGroup!(api, of)
    await writes.readMembership!(api, of)
    await writes.leaveGroup!(api, of)
  },
  asks: [
    'DELETE /v1.0/groups/{id}/members/{id_1}/$ref',
    'DELETE /v1.0/servicePrincipals/{id}/appRoleAssignedTo/{id_1}',
    'GET /v1.0/auditLogs/provisioning',
    'GET /v1.0/reports/authenticationMethods/userRegistrationDetails',
    `GET /v1.0/reports/authenticationMethods/userRegistrationDetails/${idOf(3)}`,
    'GET /v1.0/servicePrincipals/{id}',
    'GET /v1.0/users/{id}',
    'GET /v1.0/users/{id}/appRoleAssignments',
    'GET /v1.0/users/{id}/memberOf',
    'GET /v1.0/users/{id}/transitiveMemberOf',
    'PATCH /v1.0/users/{id}',
    'POST /v1.0/groups/{id}/members/$ref',
    'POST /v1.0/servicePrincipals/{id}/appRoleAssignedTo',
    'POST /v1.0/users/{id}/revokeSignInSessions',
    'GET /v1.0/directory/deletedItems/microsoft.graph.user',
    'GET /v1.0/groups',
    'GET /v1.0/groups/{id}/members',
    'GET /v1.0/groups/{id}/transitiveMembers',
    'GET /v1.0/servicePrincipals',
    'GET /v1.0/servicePrincipals/{id}/appRoleAssignedTo',
    'GET /v1.0/users',
  ],
  // OData's own annotations, and the token inside a next link.
  undocumented: path => /@odata\.(context|nextLink|type)$/.test(path) || path === '?$skiptoken',
  // The description has no reports; they are read as "List userRegistrationDetails" describes.
  // The description leaves out the directory's bin, which holds users as the list does ("List deletedItems"), and tells of memberships only
  // that they are directory objects; the ones here are groups.
  described: exchange => {
    if (exchange.url.includes('/reports/')) return null
    const url = exchange.url.replace('/directory/deletedItems/microsoft.graph.user', '/users').replace(/\/users\/[^/]+\/(m|transitiveM)emberOf/, '/groups')
    return { ...exchange, url }
  },
  wrong: { path: '/v1.0/users', rows: ({ value }: { value: object[] }) => value, field: 'accountEnabled' },
})
