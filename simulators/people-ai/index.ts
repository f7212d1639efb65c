import { startAdminConsole } from '../admin-console/index.ts'
import type { ConsoleOptions } from '../admin-console/index.ts'

/** Stands in for the admin console of People.ai. The guide tells no navigation, only that an admin makes and ends accounts by hand. */
export const startPeopleAi = (options: ConsoleOptions) =>
  startAdminConsole(
    {
      name: 'People.ai',
      way: ['Settings', 'User management'],
      usersPath: '/settings/users',
      signIn: { user: 'Work email', password: 'Password', submit: 'Sign in', code: 'Authentication code', verify: 'Continue', home: 'Home' },
      list: {
        heading: 'User management',
        search: 'Find a user',
        columns: { name: 'User', email: 'Email address', status: 'Account status', role: 'Permission', licence: 'Licence' },
      },
      statuses: { active: 'Enabled', inactive: 'Disabled' },
      deactivate: { button: 'Disable user', dialog: 'Disable this user', confirm: 'Disable' },
      reactivate: { button: 'Enable user', confirm: 'Enable' },
      roles: ['User', 'Manager', 'Administrator'],
      licences: ['Full', 'Capture only'],
      save: { all: 'Save changes' },
      invite: { button: 'Add user', heading: 'Add a user', send: 'Create user' },
      none: 'None',
    },
    options,
  )
