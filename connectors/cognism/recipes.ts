import type { ConsoleRecipes, Step } from '../kit/index.ts'

const id = '/admin/user-management/([^/?]+)$'

const toUsers = [
  { do: 'click', role: 'link', name: 'Admin console', leadsTo: 'the page Admin console' },
  { do: 'click', role: 'link', name: 'User management', leadsTo: 'the list of users' },
] satisfies Step[]

const readUsers = {
  do: 'readTable',
  name: 'User management',
  columns: { 'Full name': 'displayName', Email: 'email', Status: 'status', Role: 'role', 'Seat type': 'licence', Group: 'group', 'Last active': 'lastActive' },
  id,
  next: 'Next page',
  total: String.raw`of (\d+)$`,
} satisfies Step

const after = { do: 'screenshot', of: 'the page of the user after the change' } satisfies Step

/** Cognism's console: user management with roles and seat types (app guide, "Push Okta groups", step 5). Accounts are made and ended by SCIM from Okta where that is set up, so no recipe makes one. */
export const recipes = {
  app: 'Cognism',
  written: '2026-11',
  hosts: [],
  signIn: [
    { do: 'open', path: '/login', leadsTo: 'the sign-in page' },
    { do: 'fill', label: 'Email address', value: '{user}' },
    { do: 'fillSecret', label: 'Password', secret: 'password' },
    { do: 'click', role: 'button', name: 'Sign in', leadsTo: 'the page after the password' },
    { do: 'fillSecret', label: '6-digit code', secret: 'code', when: 'code' },
    { do: 'click', role: 'button', name: 'Confirm', leadsTo: 'the first page', when: 'code' },
    { do: 'expect', role: 'link', name: 'Admin console' },
  ],
  listAccounts: [...toUsers, { do: 'expect', role: 'heading', name: 'User management' }, readUsers],
  findAccount: [
    ...toUsers,
    { do: 'fill', label: 'Search by name or email', value: '{userName}' },
    { do: 'click', role: 'button', name: 'Search', leadsTo: 'the users that were found' },
    readUsers,
  ],
  readAccount: [
    { do: 'open', path: '/admin/user-management/{id}', leadsTo: 'the page of the user' },
    { do: 'endIf', role: 'heading', name: 'User not found' },
    {
      do: 'readFields',
      fields: { Name: 'displayName', Email: 'email', Status: 'status', Role: 'role', 'Seat type': 'licence', Group: 'group', 'Last active': 'lastActive' },
      id,
    },
    { do: 'screenshot', of: 'the page of the user' },
  ],
  deactivateAccount: [
    { do: 'click', role: 'button', name: 'Suspend user', consequence: true },
    { do: 'expect', role: 'dialog', name: 'Suspend this user?' },
    { do: 'click', role: 'button', name: 'Suspend', leadsTo: 'the page of the user', consequence: true },
    after,
  ],
  reactivateAccount: [
    { do: 'click', role: 'button', name: 'Restore user', consequence: true },
    { do: 'expect', role: 'dialog', name: 'Restore user' },
    { do: 'click', role: 'button', name: 'Restore', leadsTo: 'the page of the user', consequence: true },
    after,
  ],
  changeAccount: [
    { do: 'choose', label: 'Role', option: '{role}', when: 'role' },
    { do: 'choose', label: 'Seat type', option: '{licence}', when: 'licence' },
    { do: 'click', role: 'button', name: 'Save', consequence: true },
    after,
  ],
  statuses: { Active: 'active', Suspended: 'inactive' },
  none: ['-'],
} satisfies ConsoleRecipes
