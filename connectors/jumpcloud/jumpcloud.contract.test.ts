import { testContract } from '../kit/testing/index.ts'
import { jumpcloud } from './index.ts'
import { key, standIn } from './testing/organization.ts'

testContract(jumpcloud, {
  specs: ['openapi/jumpcloud-v1.json', 'openapi/jumpcloud-v2.json'],
  standIn,
  signIn: key('jca-every-right'),
  asks: [
    'GET /api/applications',
    'GET /api/systemusers',
    'GET /api/systemusers/{id}',
    'GET /api/v2/applications/{application_id}/users',
    'GET /api/v2/usergroups',
    'GET /api/v2/usergroups/{group_id}/membership',
  ],
  wrong: { path: '/api/systemusers', rows: ({ results }: { results: object[] }) => results, field: 'state' },
})
