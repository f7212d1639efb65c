import { testContract } from '../kit/testing/index.ts'
import { googleWorkspace } from './index.ts'
import { actingFor, changes, standIn } from './testing/domain.ts'

testContract(googleWorkspace, {
  specs: ['openapi/google-admin-directory.json'],
  standIn,
  signIn: actingFor('admin@acme.test', { changes: changes.join(' ') }),
  more: async api => {
    const { writes } = googleWorkspace
    const of = { identityExternalId: '103', groupName: 'Sales' }
    await writes.reactivateIdentity!(api, { externalId: '103', version: null })
    await writes.endSessions!(api, '103')
    await writes.joinGroup!(api, of)
    await writes.readMembership!(api, of)
    await writes.leaveGroup!(api, of)
  },
  asks: [
    'DELETE /admin/directory/v1/groups/{groupKey}/members/{memberKey}',
    'DELETE /admin/directory/v1/users/{userKey}/tokens/{clientId}',
    'GET /admin/directory/v1/groups',
    'GET /admin/directory/v1/groups/{groupKey}/hasMember/{memberKey}',
    'GET /admin/directory/v1/groups/{groupKey}/members',
    'GET /admin/directory/v1/users',
    'GET /admin/directory/v1/users/{userKey}',
    'GET /admin/directory/v1/users/{userKey}/tokens',
    'POST /admin/directory/v1/groups/{groupKey}/members',
    'POST /admin/directory/v1/users/{userKey}/signOut',
    'PUT /admin/directory/v1/users/{userKey}',
  ],
  wrong: { path: '/admin/directory/v1/users', rows: ({ users }: { users: object[] }) => users, field: 'suspended' },
})
