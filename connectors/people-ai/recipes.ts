import { confirmed, type ConsoleRecipes, screenshotAfter, signInByPassword, usersPages } from '../kit/index.ts'

const { toUsers, reading } = usersPages({
  admin: 'Settings',
  users: 'User management',
  search: 'Find a user',
  path: '/settings/users',
  columns: { User: 'displayName', 'Email address': 'email', 'Account status': 'status', Permission: 'role', Licence: 'licence' },
  fields: { Name: 'displayName', 'Email address': 'email', 'Account status': 'status', Permission: 'role', Licence: 'licence' },
})

/** People.ai's console. The app guide says that an admin makes and ends accounts by hand and tells no navigation; this is that of the stand-in. */
export const recipes = {
  app: 'People.ai',
  written: '2026-11',
  hosts: [],
  signIn: signInByPassword({ user: 'Work email', submit: 'Sign in', code: 'Authentication code', confirm: 'Continue', first: 'Settings' }),
  ...reading,
  deactivateAccount: confirmed('Disable user', 'Disable this user', 'Disable'),
  reactivateAccount: confirmed('Enable user', 'Enable user', 'Enable'),
  changeAccount: [
    { do: 'choose', label: 'Permission', option: '{role}', when: 'role' },
    { do: 'choose', label: 'Licence', option: '{licence}', when: 'licence' },
    { do: 'click', role: 'button', name: 'Save changes', consequence: true },
    screenshotAfter,
  ],
  createAccount: [
    ...toUsers,
    { do: 'click', role: 'link', name: 'Add user', leadsTo: 'the form for a new user' },
    { do: 'expect', role: 'heading', name: 'Add a user' },
    { do: 'fill', label: 'Name', value: '{displayName}' },
    { do: 'fill', label: 'Email address', value: '{email}' },
    { do: 'choose', label: 'Permission', option: '{role}', when: 'role' },
    { do: 'choose', label: 'Licence', option: '{licence}', when: 'licence' },
    { do: 'click', role: 'button', name: 'Create user', leadsTo: 'the page of the user', consequence: true },
    screenshotAfter,
  ],
  statuses: { Enabled: 'active', Disabled: 'inactive' },
  none: ['None'],
} satisfies ConsoleRecipes
