import { companySeed, startOkta } from '@rollcall/simulators'
import { testContract } from '../kit/testing/index.ts'
import { okta } from './index.ts'

testContract(okta, {
  specs: ['openapi/okta-management.json'],
  standIn: () => startOkta({ seed: companySeed(new Date()).okta, tokens: { '00-contract-token': ['okta.users.read', 'okta.groups.read', 'okta.apps.read'] } }),
  signIn: { auth: 'bearer', credentials: { apiToken: '00-contract-token' } },
  asks: ['GET /api/v1/users', 'GET /api/v1/groups', 'GET /api/v1/apps', 'GET /api/v1/groups/{groupId}/users', 'GET /api/v1/apps/{appId}/users'],
  wrong: { path: '/api/v1/users', rows: (users: object[]) => users, field: 'status' },
})
