import { newcomer, testContract } from '../kit/testing/index.ts'
import { github } from './index.ts'
import { standIn, token } from './testing/enterprise.ts'

testContract(github, {
  specs: ['openapi/github-ghec.json'],
  standIn,
  signIn: token('ghp_every-right'),
  more: async api => {
    await github.writes.readAccount!(api, 'h1')
    await github.writes.deactivateAccount!(api, { externalId: 'h1', version: null })
    const { externalId } = await github.writes.createAccount!(api, newcomer)
    await github.writes.findAccount!(api, newcomer.userName)
    await github.writes.changeAccount!(api, { externalId, version: null }, { groups: ['engineers'] })
    await github.writes.changeAccount!(api, { externalId, version: null }, { groups: [] })
  },
  asks: [
    'GET /scim/v2/enterprises/{enterprise}/Groups',
    'GET /scim/v2/enterprises/{enterprise}/Users',
    'GET /scim/v2/enterprises/{enterprise}/Users/{scim_user_id}',
    'PATCH /scim/v2/enterprises/{enterprise}/Groups/{scim_group_id}',
    'PATCH /scim/v2/enterprises/{enterprise}/Users/{scim_user_id}',
    'POST /scim/v2/enterprises/{enterprise}/Users',
  ],
  // A value is described as a string, against the description's own examples: a boolean that switches a user off, an array of members.
  described: exchange => {
    const words = exchange.method === 'PATCH' ? exchange.requestBody?.replace(/"value":(false|\[.*?\])/, '"value":"a word"') : exchange.requestBody
    return { ...exchange, requestBody: words ?? null }
  },
  wrong: { path: '/scim/v2/enterprises/acme/Users', rows: ({ Resources }: { Resources: object[] }) => Resources, field: 'active' },
})
