import type { ConsoleRecipes, Step } from '../kit/index.ts'

const id = '/admin/user-management/([^/?]+)$'

const toUsers = [
  { do: 'click', role: 'link', name: 'Admin console', leadsTo: 'the page Admin console' },
  { do: 'click', role: 'link', name: 'User Management', leadsTo: 'the list of users' },
] satisfies Step[]

const readUsers = {
  do: 'readTable',
  name: 'User Management',
  columns: { Name: 'displayName', Email: 'email', Status: 'status', Role: 'role', License: 'licence', 'Last seen': 'lastActive' },
  id,
  next: 'Next page',
  total: String.raw`of (\d+)$`,
} satisfies Step

const after = { do: 'screenshot', of: 'the page of the user after the change' } satisfies Step

/** Chorus's console: User Management, to view, invite or deactivate users (app guide, "Bulk user management via ZoomInfo admin"). */
export const recipes = {
  app: 'Chorus',
  written: '2026-11',
  hosts: [],
  signIn: [
    { do: 'open', path: '/login', leadsTo: 'the sign-in page' },
    { do: 'fill', label: 'Email', value: '{user}' },
    { do: 'fillSecret', label: 'Password', secret: 'password' },
    { do: 'click', role: 'button', name: 'Sign in', leadsTo: 'the page after the password' },
    { do: 'fillSecret', label: 'Code', secret: 'code', when: 'code' },
    { do: 'click', role: 'button', name: 'Submit', leadsTo: 'the first page', when: 'code' },
    { do: 'expect', role: 'link', name: 'Admin console' },
  ],
  listAccounts: [...toUsers, { do: 'expect', role: 'heading', name: 'User Management' }, readUsers],
  findAccount: [
    ...toUsers,
    { do: 'fill', label: 'Search', value: '{userName}' },
    { do: 'click', role: 'button', name: 'Search', leadsTo: 'the users that were found' },
    readUsers,
  ],
  readAccount: [
    { do: 'open', path: '/admin/user-management/{id}', leadsTo: 'the page of the user' },
    { do: 'endIf', role: 'heading', name: 'User not found' },
    { do: 'readFields', fields: { Name: 'displayName', Email: 'email', Status: 'status', Role: 'role', License: 'licence', 'Last seen': 'lastActive' }, id },
    { do: 'screenshot', of: 'the page of the user' },
  ],
  deactivateAccount: [
    { do: 'click', role: 'button', name: 'Deactivate user', consequence: true },
    { do: 'expect', role: 'dialog', name: 'Deactivate this user?' },
    { do: 'click', role: 'button', name: 'Deactivate', leadsTo: 'the page of the user', consequence: true },
    after,
  ],
  reactivateAccount: [
    { do: 'click', role: 'button', name: 'Reactivate user', consequence: true },
    { do: 'expect', role: 'dialog', name: 'Reactivate user' },
    { do: 'click', role: 'button', name: 'Reactivate', leadsTo: 'the page of the user', consequence: true },
    after,
  ],
  changeAccount: [
    { do: 'choose', label: 'Role', option: '{role}', when: 'role' },
    { do: 'choose', label: 'License', option: '{licence}', when: 'licence' },
    { do: 'click', role: 'button', name: 'Save', consequence: true },
    after,
  ],
  createAccount: [
    ...toUsers,
    { do: 'click', role: 'link', name: 'Invite user', leadsTo: 'the form for a new user' },
    { do: 'expect', role: 'heading', name: 'Invite a user' },
    { do: 'fill', label: 'Name', value: '{displayName}' },
    { do: 'fill', label: 'Email', value: '{email}' },
    { do: 'choose', label: 'Role', option: '{role}', when: 'role' },
    { do: 'choose', label: 'License', option: '{licence}', when: 'licence' },
    { do: 'click', role: 'button', name: 'Send invitation', leadsTo: 'the page of the user', consequence: true },
    after,
  ],
  statuses: { Active: 'active', Inactive: 'inactive' },
  none: ['No role'],
} satisfies ConsoleRecipes
