import type { ConsoleRecipes, Step } from '../kit/index.ts'

const id = '/settings/users/([^/?]+)$'

const toUsers = [
  { do: 'click', role: 'link', name: 'Settings', leadsTo: 'the page Settings' },
  { do: 'click', role: 'link', name: 'User management', leadsTo: 'the list of users' },
] satisfies Step[]

const readUsers = {
  do: 'readTable',
  name: 'User management',
  columns: { User: 'displayName', 'Email address': 'email', 'Account status': 'status', Permission: 'role', Licence: 'licence' },
  id,
  next: 'Next page',
  total: String.raw`of (\d+)$`,
} satisfies Step

const after = { do: 'screenshot', of: 'the page of the user after the change' } satisfies Step

/** People.ai's console. The app guide says that an admin makes and ends accounts by hand and tells no navigation; this is that of the stand-in. */
export const recipes = {
  app: 'People.ai',
  written: '2026-11',
  hosts: [],
  signIn: [
    { do: 'open', path: '/login', leadsTo: 'the sign-in page' },
    { do: 'fill', label: 'Work email', value: '{user}' },
    { do: 'fillSecret', label: 'Password', secret: 'password' },
    { do: 'click', role: 'button', name: 'Sign in', leadsTo: 'the page after the password' },
    { do: 'fillSecret', label: 'Authentication code', secret: 'code', when: 'code' },
    { do: 'click', role: 'button', name: 'Continue', leadsTo: 'the first page', when: 'code' },
    { do: 'expect', role: 'link', name: 'Settings' },
  ],
  listAccounts: [...toUsers, { do: 'expect', role: 'heading', name: 'User management' }, readUsers],
  findAccount: [
    ...toUsers,
    { do: 'fill', label: 'Find a user', value: '{userName}' },
    { do: 'click', role: 'button', name: 'Search', leadsTo: 'the users that were found' },
    readUsers,
  ],
  readAccount: [
    { do: 'open', path: '/settings/users/{id}', leadsTo: 'the page of the user' },
    { do: 'endIf', role: 'heading', name: 'User not found' },
    { do: 'readFields', fields: { Name: 'displayName', 'Email address': 'email', 'Account status': 'status', Permission: 'role', Licence: 'licence' }, id },
    { do: 'screenshot', of: 'the page of the user' },
  ],
  deactivateAccount: [
    { do: 'click', role: 'button', name: 'Disable user', consequence: true },
    { do: 'expect', role: 'dialog', name: 'Disable this user' },
    { do: 'click', role: 'button', name: 'Disable', leadsTo: 'the page of the user', consequence: true },
    after,
  ],
  reactivateAccount: [
    { do: 'click', role: 'button', name: 'Enable user', consequence: true },
    { do: 'expect', role: 'dialog', name: 'Enable user' },
    { do: 'click', role: 'button', name: 'Enable', leadsTo: 'the page of the user', consequence: true },
    after,
  ],
  changeAccount: [
    { do: 'choose', label: 'Permission', option: '{role}', when: 'role' },
    { do: 'choose', label: 'Licence', option: '{licence}', when: 'licence' },
    { do: 'click', role: 'button', name: 'Save changes', consequence: true },
    after,
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
    after,
  ],
  statuses: { Enabled: 'active', Disabled: 'inactive' },
  none: ['None'],
} satisfies ConsoleRecipes
