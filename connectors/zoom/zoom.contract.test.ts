import { newcomer, testContract } from '../kit/testing/index.ts'
import { zoom } from './index.ts'
import { app, standIn } from './testing/account.ts'

testContract(zoom, {
  specs: ['openapi/zoom-user.json'],
  standIn,
  signIn: app('every'),
  more: async api => {
    await zoom.writes.readAccount!(api, 'z1')
    await zoom.writes.deactivateAccount!(api, { externalId: 'z1', version: null })
    await zoom.writes.reactivateAccount!(api, { externalId: 'z1', version: null })
    await zoom.writes.changeAccount!(api, { externalId: 'z1', version: null }, { licence: 'Licensed', groups: ['EMEA'] })
    await zoom.writes.endAccountSessions!(api, 'z1')
    await zoom.writes.createAccount!(api, newcomer)
  },
  asks: [
    'DELETE /v2/groups/{groupId}/members/{memberId}',
    'DELETE /v2/users/{userId}/token',
    'GET /v2/groups',
    'GET /v2/users',
    'GET /v2/users/{userId}',
    'PATCH /v2/users/{userId}',
    'POST /v2/groups/{groupId}/members',
    'POST /v2/users',
    'PUT /v2/users/{userId}/status',
  ],
  wrong: { path: '/v2/users', rows: ({ users }: { users: object[] }) => users, field: 'status' },
})
