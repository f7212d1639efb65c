import { testContract } from '../kit/testing/index.ts'
import { github } from './index.ts'
import { standIn, token } from './testing/enterprise.ts'

testContract(github, {
  specs: ['openapi/github-ghec.json'],
  standIn,
  signIn: token('ghp_every-right'),
  more: async api => {
    await github.writes.readAccount!(api, 'h1')
    await github.writes.deactivateAccount!(api, { externalId: 'h1', version: null })
  },
  asks: [
    'GET /scim/v2/enterprises/{enterprise}/Groups',
    'GET /scim/v2/enterprises/{enterprise}/Users',
    'GET /scim/v2/enterprises/{enterprise}/Users/{scim_user_id}',
    'PATCH /scim/v2/enterprises/{enterprise}/Users/{scim_user_id}',
  ],
  // A value is described as a string, against the description's own example of switching a user off with a boolean.
  described: exchange => ({ ...exchange, requestBody: exchange.requestBody?.replace('"value":false', '"value":"false"') ?? null }),
  wrong: { path: '/scim/v2/enterprises/acme/Users', rows: ({ Resources }: { Resources: object[] }) => Resources, field: 'active' },
})
