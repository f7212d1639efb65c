import { startAtlassian } from '@rollcall/simulators'
import type { ScimAppUser } from '@rollcall/simulators'

const at = '2026-03-01T09:00:00.000Z'
const user = (n: number, more: Partial<ScimAppUser> = {}): ScimAppUser => ({
  id: `a${n}`,
  externalId: `00u${n}`,
  userName: `p${n}@acme.test`,
  givenName: 'Pat',
  familyName: `No ${n}`,
  emails: [`p${n}@acme.test`],
  active: true,
  title: 'Engineer',
  role: null,
  licence: null,
  employeeNumber: null,
  department: 'Engineering',
  created: at,
  lastModified: at,
  ...more,
})
export const users = [user(1), user(2, { active: false }), user(3)]

export const standIn = () =>
  startAtlassian({
    directoryId: '0a1b2c3d',
    seed: { users, groups: [{ id: 'g1', displayName: 'engineers', members: ['a1', 'a2'] }] },
    tokens: { 'atl-every-right': ['users:read', 'users:write', 'groups:read', 'groups:write'], 'atl-read-only': ['users:read', 'groups:read'] },
    pageSize: 2,
  })
export const token = (value: string) => ({ auth: 'bearer', credentials: { token: value } })
