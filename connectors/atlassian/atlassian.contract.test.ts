import { newcomer, testContract } from '../kit/testing/index.ts'
import { atlassian } from './index.ts'
import { standIn, token } from './testing/directory.ts'

testContract(atlassian, {
  specs: ['openapi/atlassian-user-provisioning.json'],
  standIn,
  signIn: token('atl-every-right'),
  more: async api => {
    await atlassian.writes.readAccount!(api, 'a1')
    await atlassian.writes.deactivateAccount!(api, { externalId: 'a1', version: null })
    const { externalId } = await atlassian.writes.createAccount!(api, newcomer)
    await atlassian.writes.findAccount!(api, newcomer.userName)
    await atlassian.writes.changeAccount!(api, { externalId, version: null }, { groups: ['engineers'] })
    await atlassian.writes.changeAccount!(api, { externalId, version: null }, { groups: [] })
  },
  asks: [
    'GET /scim/directory/{directoryId}/Groups',
    'GET /scim/directory/{directoryId}/ServiceProviderConfig',
    'GET /scim/directory/{directoryId}/Users',
    'GET /scim/directory/{directoryId}/Users/{userId}',
    'PATCH /scim/directory/{directoryId}/Groups/{id}',
    'PATCH /scim/directory/{directoryId}/Users/{userId}',
    'POST /scim/directory/{directoryId}/Users',
  ],
  // The description of a change was made from Atlassian's Java classes (`operations`, values as nodes), that of the abilities says only "a
  // string"; the words of both are those of RFC 7643 and 7644.
  described: exchange => {
    if (exchange.url.endsWith('/ServiceProviderConfig')) return null
    return exchange.method === 'PATCH' ? { ...exchange, requestBody: null } : exchange
  },
  wrong: { path: '/scim/directory/0a1b2c3d/Users', rows: ({ Resources }: { Resources: object[] }) => Resources, field: 'active' },
})
