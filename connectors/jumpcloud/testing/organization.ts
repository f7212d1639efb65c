import { startJumpCloud } from '@rollcall/simulators'
import type { JumpCloudOptions, JumpCloudUser } from '@rollcall/simulators'

export const idOf = (n: number) => `60a0000000000000000000${String(n).padStart(2, '0')}`

const user = (n: number, more: Partial<JumpCloudUser> = {}): JumpCloudUser => ({
  _id: idOf(n),
  username: `p${n}`,
  email: `p${n}@acme.test`,
  firstname: 'Pat',
  lastname: `No ${n}`,
  displayname: '',
  state: 'ACTIVATED',
  account_locked: false,
  ...more,
})

export const users = [
  user(1, {
    manager: idOf(2),
    employeeIdentifier: 'E1',
    department: 'Sales',
    jobTitle: 'Seller',
    displayname: 'Pat the First',
    mfaEnrollment: { overallStatus: 'ENROLLED' },
  }),
  user(2, { manager: idOf(5), mfaEnrollment: { overallStatus: 'IN_ENROLLMENT' } }),
  user(3, { state: 'STAGED', manager: idOf(99) }),
  user(4, { state: 'SUSPENDED', account_locked: true }),
  user(5, { account_locked: true }),
]

export const standIn = (more: Partial<JumpCloudOptions> = {}) =>
  startJumpCloud({
    seed: {
      users,
      groups: [
        { id: 'g1', name: 'Sales', members: [idOf(1), idOf(2), idOf(3)] },
        { id: 'g2', name: 'Admins', members: [idOf(1)] },
        { id: 'g3', name: 'Everybody in Berlin', members: [], membershipMethod: 'DYNAMIC_AUTOMATED' },
      ],
      applications: [
        { _id: 'app1', name: 'relay', displayLabel: 'Relay', users: [idOf(1)], groups: ['g1'] },
        { _id: 'app2', name: 'dialer', displayLabel: '', users: [idOf(5)], groups: ['g2'] },
      ],
    },
    keys: {
      'jca-every-right': ['users', 'groups', 'applications', 'write'],
      'jca-read-only': ['users', 'groups', 'applications'],
      'jca-no-users': ['groups', 'applications'],
      'jca-no-groups': ['users', 'applications'],
      'jca-no-apps': ['users', 'groups'],
    },
    pageSize: 2,
    ...more,
  })

export const key = (apiKey: string, orgId = '') => ({ auth: 'api_key', credentials: { apiKey, orgId } })
