import { startAdminConsole } from '../admin-console/index.ts'
import type { ConsoleOptions } from '../admin-console/index.ts'

/** Stands in for the admin console of Clari: Admin > Users, find the person, role and team one by one (Clari User Management API Guide, 2026-03-09). */
export const startClari = (options: ConsoleOptions) =>
  startAdminConsole(
    {
      name: 'Clari',
      way: ['Admin', 'Users'],
      usersPath: '/admin/users',
      signIn: { user: 'Email', password: 'Password', submit: 'Log in', code: 'Verification code', verify: 'Verify', home: 'Forecast' },
      list: {
        heading: 'Users',
        search: 'Search users',
        columns: { name: 'Name', email: 'Email', status: 'Status', role: 'Role', team: 'Team', lastActive: 'Last login' },
      },
      statuses: { active: 'Active', inactive: 'Deactivated' },
      deactivate: { button: 'Deactivate', dialog: 'Deactivate this user?', confirm: 'Yes, deactivate' },
      reactivate: { button: 'Activate', confirm: 'Yes, activate' },
      roles: ['Rep', 'Manager', 'Executive', 'Admin'],
      teams: ['Enterprise', 'Mid-market', 'Renewals'],
      save: { role: 'Save role', team: 'Save team' },
      none: 'Not assigned',
    },
    options,
  )
