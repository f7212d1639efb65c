import { newcomer, testContract } from '../kit/testing/index.ts'
import { hubspot } from './index.ts'
import { standIn, token } from './testing/portal.ts'

testContract(hubspot, {
  specs: ['openapi/hubspot-sdk-derived.json'],
  standIn,
  signIn: token('pat-every-right'),
  more: async api => {
    const { externalId } = await hubspot.writes.createAccount!(api, { ...newcomer, role: 'Sales rep' })
    await hubspot.writes.findAccount!(api, newcomer.userName)
    await hubspot.writes.changeAccount!(api, { externalId, version: null }, { groups: ['EMEA'] })
    await hubspot.writes.deleteAccount!(api, { externalId, version: null })
  },
  asks: [
    'POST /settings/v3/users',
    'PUT /settings/v3/users/{userId}',
    'DELETE /settings/v3/users/{userId}',
    'GET /settings/v3/users',
    'GET /settings/v3/users/roles',
    'GET /settings/v3/users/teams',
    'GET /settings/v3/users/{userId}',
  ],
  wrong: { path: '/settings/v3/users', rows: ({ results }: { results: object[] }) => results, field: 'email' },
})
