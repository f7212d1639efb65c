import { testContract } from '../kit/testing/index.ts'
import { entra } from './index.ts'
import { bySecret, standIn } from './testing/tenant.ts'

testContract(entra, {
  specs: ['openapi/msgraph-v1-current.json'],
  standIn,
  signIn: bySecret('every'),
  asks: [
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
  // The description leaves out the directory's bin, which holds users as the list does ("List deletedItems").
  described: exchange => ({ ...exchange, url: exchange.url.replace('/directory/deletedItems/microsoft.graph.user', '/users') }),
  wrong: { path: '/v1.0/users', rows: ({ value }: { value: object[] }) => value, field: 'accountEnabled' },
})
