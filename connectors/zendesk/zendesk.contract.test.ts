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
    await zendesk.writes.changeAccount!(api, { externalId: '101', version: null }, { role: 'admin', groups: ['Billing'] })
    await zendesk.writes.reactivateAccount!(api, { externalId: '101', version: null })
  },
  asks: [
    'DELETE /api/v2/group_memberships/{group_membership_id}',
    'DELETE /api/v2/users/{user_id}/sessions',
    'GET /api/v2/group_memberships',
    'GET /api/v2/groups',
    'GET /api/v2/users',
    'GET /api/v2/users/101/group_memberships',
    'GET /api/v2/users/{user_id}',
    'POST /api/v2/group_memberships',
    'PUT /api/v2/users/{user_id}',
    'PUT /api/v2/users/{user_id}/group_memberships/{group_membership_id}/make_default',
  ],
  // The reference page lists one user's memberships by a path of their own, in the same shape; the description has only the list of all.
  described: exchange => ({ ...exchange, url: exchange.url.replace(/\/users\/\d+\/group_memberships(\?|$)/, '/group_memberships$1') }),
  closed: ['UserObject'],
  // Cursor pagination has a page of its own; the description leaves it out of every list.
  undocumented: path => /^\?page\[(size|after)\]$/.test(path) || /^\$\.(meta|links)$/.test(path),
  wrong: { path: '/api/v2/users', rows: ({ users }: { users: object[] }) => users, field: 'name' },
})
