import { testContract } from '../kit/testing/index.ts'
import { googleWorkspace } from './index.ts'
import { actingFor, standIn } from './testing/domain.ts'

testContract(googleWorkspace, {
  specs: ['openapi/google-admin-directory.json'],
  standIn,
  signIn: actingFor('admin@acme.test'),
  asks: ['GET /admin/directory/v1/groups', 'GET /admin/directory/v1/groups/{groupKey}/members', 'GET /admin/directory/v1/users'],
  wrong: { path: '/admin/directory/v1/users', rows: ({ users }: { users: object[] }) => users, field: 'suspended' },
})
