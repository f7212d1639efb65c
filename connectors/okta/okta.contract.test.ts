import { companySeed, startOkta } from '@rollcall/simulators'
import { testContract } from '../kit/testing/index.ts'
import { okta } from './index.ts'

const { okta: seed } = companySeed(new Date())
const identityExternalId = seed.users.find(({ status }) => status === 'ACTIVE')?.id ?? ''
const of = { identityExternalId, appExternalId: '0oafernnew', groupName: 'Sales' }
const apps = [...seed.apps, { id: of.appExternalId, name: 'new', label: 'New', assigned: [] }]
const rules = [{ id: '0prfern', name: 'Finance', status: 'ACTIVE' as const, groupIds: ['00gfern6'] }]

testContract(okta, {
  specs: ['openapi/okta-management.json'],
  standIn: () =>
    startOkta({ seed: { ...seed, apps, rules }, tokens: { '00-contract-token': ['okta.users.manage', 'okta.groups.manage', 'okta.apps.manage'] } }),
  signIn: { auth: 'bearer', credentials: { apiToken: '00-contract-token' } },
  more: async api => {
    const { writes } = okta
    await writes.deactivateIdentity!(api, { externalId: identityExternalId, version: null })
    await writes.endSessions!(api, identityExternalId)
    await writes.readIdentity!(api, identityExternalId)
    await writes.reactivateIdentity!(api, { externalId: identityExternalId, version: null })
    await writes.assignApp!(api, of, {})
    await writes.readAssignment!(api, of)
    await writes.unassignApp!(api, of)
    await writes.joinGroup!(api, of)
    await writes.readMembership!(api, of)
    await writes.leaveGroup!(api, of)
  },
  asks: [
    'GET /api/v1/users',
    'GET /api/v1/users/{id}',
    'GET /api/v1/users/{id}/groups',
    'POST /api/v1/users/{id}/lifecycle/suspend',
    'POST /api/v1/users/{id}/lifecycle/unsuspend',
    'DELETE /api/v1/users/{userId}/sessions',
    'GET /api/v1/groups',
    'GET /api/v1/groups/rules',
    'GET /api/v1/groups/{groupId}/users',
    'PUT /api/v1/groups/{groupId}/users/{userId}',
    'DELETE /api/v1/groups/{groupId}/users/{userId}',
    'GET /api/v1/apps',
    'GET /api/v1/apps/{appId}',
    'GET /api/v1/apps/{appId}/users',
    'POST /api/v1/apps/{appId}/users',
    'GET /api/v1/apps/{appId}/users/{userId}',
    'DELETE /api/v1/apps/{appId}/users/{userId}',
  ],
  wrong: { path: '/api/v1/users', rows: (users: object[]) => users, field: 'status' },
})
