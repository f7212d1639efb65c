import { testContract } from '../kit/testing/index.ts'
import { zendesk } from './index.ts'
import { admin, standIn } from './testing/help-desk.ts'

testContract(zendesk, {
  specs: ['openapi/zendesk-support.json'],
  standIn,
  signIn: admin,
  more: async api => {
    await zendesk.writes.readAccount!(api, '101')
    await zendesk.writes.deactivateAccount!(api, { externalId: '101', version: null })
    await zendesk.writes.changeAccount!(api, { externalId: '101', version: null }, { role: 'admin' })
    await zendesk.writes.reactivateAccount!(api, { externalId: '101', version: null })
  },
  asks: [
    'DELETE /api/v2/users/{user_id}/sessions',
    'GET /api/v2/group_memberships',
    'GET /api/v2/groups',
    'GET /api/v2/users',
    'GET /api/v2/users/{user_id}',
    'PUT /api/v2/users/{user_id}',
  ],
  closed: ['UserObject'],
  // Cursor pagination has a page of its own; the description leaves it out of every list.
  undocumented: path => /^\?page\[(size|after)\]$/.test(path) || /^\$\.(meta|links)$/.test(path),
  wrong: { path: '/api/v2/users', rows: ({ users }: { users: object[] }) => users, field: 'name' },
})
