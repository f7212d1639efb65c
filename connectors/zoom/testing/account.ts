import { startZoom } from '@rollcall/simulators'
import type { ZoomOptions, ZoomUser } from '@rollcall/simulators'

const user = (n: number, more: Partial<ZoomUser> = {}): ZoomUser => ({
  id: `z${n}`,
  email: `p${n}@acme.test`,
  first_name: 'Pat',
  last_name: `No ${n}`,
  display_name: `Pat No ${n}`,
  status: 'active',
  type: 1,
  role_id: '2',
  ...more,
})

export const users = [
  user(1, { type: 2, dept: 'Sales', employee_unique_id: 'E1', group_ids: ['g1', 'g9'], last_login_time: '2026-11-01T08:00:00Z' }),
  user(2, { role_id: '0' }),
  user(3, { role_id: 'custom-role' }),
  user(4, { status: 'inactive' }),
  user(5, { status: 'pending', type: 99 }),
]

const scopes = ['user:read:admin', 'group:read:admin'] as const

export const standIn = (more: Partial<ZoomOptions> = {}) =>
  startZoom({
    seed: {
      users,
      groups: [
        { id: 'g1', name: 'Sales' },
        { id: 'g2', name: 'EMEA' },
      ],
      sessions: { z1: 3 },
    },
    accountId: 'acme',
    apps: {
      every: { secret: 'secret-every', scopes: [...scopes, 'user:write:admin', 'group:write:admin'] },
      'read-only': { secret: 'secret-read-only', scopes },
      'no-groups': { secret: 'secret-no-groups', scopes: ['user:read:admin', 'user:write:admin'] },
    },
    pageSize: 2,
    ...more,
  })

export const app = (clientId: string, clientSecret = `secret-${clientId}`, accountId = 'acme') => ({
  auth: 'oauth_client_credentials',
  credentials: { accountId, clientId, clientSecret },
})
