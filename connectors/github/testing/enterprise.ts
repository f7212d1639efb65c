import { startGitHub } from '@rollcall/simulators'
import type { ScimAppUser } from '@rollcall/simulators'

const at = '2026-03-01T09:00:00.000Z'
const user = (n: number, more: Partial<ScimAppUser> = {}): ScimAppUser => ({
  id: `h${n}`,
  externalId: `00u${n}`,
  userName: `p${n}@acme.test`,
  givenName: 'Pat',
  familyName: `No ${n}`,
  emails: [`p${n}@acme.test`],
  active: true,
  title: null,
  role: 'user',
  licence: null,
  employeeNumber: null,
  department: null,
  created: at,
  lastModified: at,
  ...more,
})
export const users = [user(1), user(2, { active: false }), user(3)]

export const standIn = () =>
  startGitHub({
    enterprise: 'acme',
    seed: { users, groups: [{ id: 'g1', displayName: 'engineers', members: ['h1', 'h2'] }] },
    tokens: { 'ghp_every-right': ['users:read', 'users:write', 'groups:read', 'groups:write'], 'ghp_read-only': ['users:read', 'groups:read'] },
    pageSize: 2,
  })
export const token = (value: string) => ({ auth: 'bearer', credentials: { token: value } })
