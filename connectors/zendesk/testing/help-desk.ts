import { startZendesk } from '@rollcall/simulators'
import type { ZendeskUser } from '@rollcall/simulators'

const user = (n: number, more: Partial<ZendeskUser> = {}): ZendeskUser => ({
  id: 100 + n,
  name: `Pat No ${n}`,
  email: `p${n}@acme.test`,
  role: 'agent',
  role_type: 0,
  active: true,
  suspended: false,
  external_id: null,
  last_login_at: null,
  ...more,
})

export const users = [
  user(1, { external_id: 'E1', last_login_at: '2026-11-01T08:00:00Z' }),
  user(2, { role_type: 1, suspended: true }),
  user(3),
  user(4, { role: 'admin', role_type: 4, two_factor_auth_enabled: false }),
  user(5, { role: 'end-user', role_type: null, email: 'customer@elsewhere.test' }),
]
export const staff = users.filter(({ role }) => role !== 'end-user')

export const standIn = () =>
  startZendesk({
    seed: {
      users,
      groups: [
        { id: 1, name: 'Support', members: [101, 102, 104] },
        { id: 2, name: 'Escalations', members: [101] },
        { id: 3, name: 'Billing', members: [] },
        { id: 4, name: 'Old', members: [101], deleted: true },
        { id: 5, name: 'Twins', members: [] },
        { id: 6, name: 'Twins', members: [] },
      ],
    },
    tokens: { 'admin@acme.test:zd-admin-token': 'admin', 'agent@acme.test:zd-agent-token': 'agent' },
    pageSize: 2,
  })

export const token = (email: string, apiToken: string) => ({ auth: 'basic', credentials: { email, apiToken } })
export const admin = token('admin@acme.test', 'zd-admin-token')
