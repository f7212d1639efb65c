import { testContract } from '../kit/testing/index.ts'
import { hubspot } from './index.ts'
import { standIn, token } from './testing/portal.ts'

testContract(hubspot, {
  specs: ['openapi/hubspot-sdk-derived.json'],
  standIn,
  signIn: token('pat-every-right'),
  more: api => hubspot.writes.readAccount!(api, '101'),
  asks: ['GET /settings/v3/users', 'GET /settings/v3/users/roles', 'GET /settings/v3/users/teams', 'GET /settings/v3/users/{userId}'],
  wrong: { path: '/settings/v3/users', rows: ({ results }: { results: object[] }) => results, field: 'email' },
})
