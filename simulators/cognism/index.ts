import { startAdminConsole } from '../admin-console/index.ts'
import type { ConsoleOptions } from '../admin-console/index.ts'
import { scimRoutes } from './scim.ts'

export { scimBase as cognismScim } from './scim.ts'

export type CognismOptions = ConsoleOptions & {
  /** The token that Okta was given; without one there is no SCIM. */
  scimToken?: string
}

/** Stands in for the admin console of Cognism: user management with roles and seat types (Cognism User Management API Guide, 2026-03-09). Accounts are made by SCIM from Okta, not in the console. */
export const startCognism = ({ scimToken, ...options }: CognismOptions) =>
  startAdminConsole(
    {
      name: 'Cognism',
      way: ['Admin console', 'User management'],
      usersPath: '/admin/user-management',
      signIn: { user: 'Email address', password: 'Password', submit: 'Sign in', code: '6-digit code', verify: 'Confirm', home: 'Prospector' },
      list: {
        heading: 'User management',
        search: 'Search by name or email',
        columns: { name: 'Full name', email: 'Email', status: 'Status', role: 'Role', licence: 'Seat type', team: 'Group', lastActive: 'Last active' },
      },
      statuses: { active: 'Active', inactive: 'Suspended' },
      deactivate: { button: 'Suspend user', dialog: 'Suspend this user?', confirm: 'Suspend' },
      reactivate: { button: 'Restore user', confirm: 'Restore' },
      roles: ['Member', 'Team lead', 'Admin'],
      licences: ['Grow', 'Elevate'],
      teams: ['Sales Team', 'Admins'],
      save: { all: 'Save' },
      none: '-',
    },
    options,
    (app, world) => {
      if (scimToken !== undefined) scimRoutes(app, world, scimToken)
    },
  )
