import { testContract } from '../kit/testing/index.ts'
import { jumpcloud } from './index.ts'
import { idOf, key, standIn } from './testing/organization.ts'

testContract(jumpcloud, {
  specs: ['openapi/jumpcloud-v1.json', 'openapi/jumpcloud-v2.json'],
  standIn,
  signIn: key('jca-every-right'),
  more: async api => {
    const { writes } = jumpcloud
    const of = { identityExternalId: idOf(4), appExternalId: 'app1', groupName: 'Admins' }
    await writes.reactivateIdentity!(api, { externalId: idOf(4), version: null })
    await writes.assignApp!(api, of, {})
    await writes.readAssignment!(api, of)
    await writes.unassignApp!(api, of)
    await writes.joinGroup!(api, of)
    await writes.leaveGroup!(api, of)
  },
  asks: [
    'GET /api/applications/{id}',
    'GET /api/v2/users/{user_id}/applications',
    'GET /api/v2/users/{user_id}/memberof',
    'POST /api/v2/usergroups/{group_id}/members',
    'POST /api/v2/users/{user_id}/associations',
    'PUT /api/systemusers/{id}',
    'GET /api/applications',
    'GET /api/systemusers',
    'GET /api/systemusers/{id}',
    'GET /api/v2/applications/{application_id}/users',
    'GET /api/v2/usergroups',
    'GET /api/v2/usergroups/{group_id}/membership',
  ],
  wrong: { path: '/api/systemusers', rows: ({ results }: { results: object[] }) => results, field: 'state' },
})
