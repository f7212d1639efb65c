import { startAdminConsole } from '../admin-console/index.ts'
import type { ConsoleOptions } from '../admin-console/index.ts'

/** Chorus's own roles (CG-295 to CG-300). */
const roles = ['Rep (AE/Other)', 'Rep (SDR)', 'Manager (AE/Other)', 'Manager (SDR)', 'Enablement/Leadership', 'Admin']

/** Stands in for the admin console of Chorus: User Management, to view, invite or deactivate users (Chorus.ai User Management API Guide, 2026-03-04). */
export const startChorusConsole = (options: ConsoleOptions) =>
  startAdminConsole(
    {
      name: 'Chorus',
      way: ['Admin console', 'User Management'],
      usersPath: '/admin/user-management',
      signIn: { user: 'Email', password: 'Password', submit: 'Sign in', code: 'Code', verify: 'Submit', home: 'Recordings' },
      list: {
        heading: 'User Management',
        search: 'Search',
        columns: { name: 'Name', email: 'Email', status: 'Status', role: 'Role', licence: 'License', lastActive: 'Last seen' },
      },
      statuses: { active: 'Active', inactive: 'Inactive' },
      deactivate: { button: 'Deactivate user', dialog: 'Deactivate this user?', confirm: 'Deactivate' },
      reactivate: { button: 'Reactivate user', confirm: 'Reactivate' },
      roles,
      licences: ['Recorder', 'Listener'],
      save: { all: 'Save' },
      invite: { button: 'Invite user', heading: 'Invite a user', send: 'Send invitation' },
      none: 'No role',
    },
    options,
  )
