import { startHubSpot } from '@rollcall/simulators'
import type { HubSpotUser } from '@rollcall/simulators'

const user = (n: number, more: Partial<HubSpotUser> = {}): HubSpotUser => ({
  id: `10${n}`,
  email: `p${n}@acme.test`,
  firstName: 'Pat',
  lastName: `No ${n}`,
  superAdmin: false,
  roleIds: [],
  ...more,
})

export const users = [user(1, { roleIds: ['r1', 'r9'], primaryTeamId: 't1', secondaryTeamIds: ['t2'] }), user(2, { superAdmin: true }), user(3)]

export const standIn = () =>
  startHubSpot({
    seed: {
      users,
      roles: [
        { id: 'r1', name: 'Sales rep' },
        { id: 'r2', name: 'Sales manager' },
      ],
      teams: [
        { id: 't1', name: 'Sales' },
        { id: 't2', name: 'EMEA' },
      ],
    },
    tokens: {
      'pat-every-right': ['settings.users.read', 'settings.users.teams.read', 'settings.users.write', 'settings.users.teams.write'],
      'pat-read-only': ['settings.users.read', 'settings.users.teams.read'],
      'pat-no-users': ['settings.users.teams.read'],
      'pat-no-teams': ['settings.users.read'],
    },
    pageSize: 2,
  })

export const token = (value: string) => ({ auth: 'bearer', credentials: { token: value } })
