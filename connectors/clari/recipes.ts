import type { ConsoleRecipes, Step } from '../kit/index.ts'

const id = '/admin/users/([^/?]+)$'

const toUsers = [
  { do: 'click', role: 'link', name: 'Admin', leadsTo: 'the page Admin' },
  { do: 'click', role: 'link', name: 'Users', leadsTo: 'the list of users' },
] satisfies Step[]

const readUsers = {
  do: 'readTable',
  name: 'Users',
  columns: { Name: 'displayName', Email: 'email', Status: 'status', Role: 'role', Team: 'group', 'Last login': 'lastActive' },
  id,
  next: 'Next page',
  total: String.raw`of (\d+)$`,
} satisfies Step

const after = { do: 'screenshot', of: 'the page of the user after the change' } satisfies Step

/** Clari's console: Admin > Users, find the person, change role and team one by one (app guide, "Bulk user role update via Admin UI"). Accounts are made by the first sign-in, so no recipe makes one. */
export const recipes = {
  app: 'Clari',
  written: '2026-11',
  hosts: [],
  signIn: [
    { do: 'open', path: '/login', leadsTo: 'the sign-in page' },
    { do: 'fill', label: 'Email', value: '{user}' },
    { do: 'fillSecret', label: 'Password', secret: 'password' },
    { do: 'click', role: 'button', name: 'Log in', leadsTo: 'the page after the password' },
    { do: 'fillSecret', label: 'Verification code', secret: 'code', when: 'code' },
    { do: 'click', role: 'button', name: 'Verify', leadsTo: 'the first page', when: 'code' },
    { do: 'expect', role: 'link', name: 'Admin' },
  ],
  listAccounts: [...toUsers, { do: 'expect', role: 'heading', name: 'Users' }, readUsers],
  findAccount: [
    ...toUsers,
    { do: 'fill', label: 'Search users', value: '{userName}' },
    { do: 'click', role: 'button', name: 'Search', leadsTo: 'the users that were found' },
    readUsers,
  ],
  readAccount: [
    { do: 'open', path: '/admin/users/{id}', leadsTo: 'the page of the user' },
    { do: 'endIf', role: 'heading', name: 'User not found' },
    { do: 'readFields', fields: { Name: 'displayName', Email: 'email', Status: 'status', Role: 'role', Team: 'group', 'Last login': 'lastActive' }, id },
    { do: 'screenshot', of: 'the page of the user' },
  ],
  deactivateAccount: [
    { do: 'click', role: 'button', name: 'Deactivate', consequence: true },
    { do: 'expect', role: 'dialog', name: 'Deactivate this user?' },
    { do: 'click', role: 'button', name: 'Yes, deactivate', leadsTo: 'the page of the user', consequence: true },
    after,
  ],
  reactivateAccount: [
    { do: 'click', role: 'button', name: 'Activate', consequence: true },
    { do: 'expect', role: 'dialog', name: 'Activate' },
    { do: 'click', role: 'button', name: 'Yes, activate', leadsTo: 'the page of the user', consequence: true },
    after,
  ],
  changeAccount: [
    { do: 'choose', label: 'Role', option: '{role}', when: 'role' },
    { do: 'click', role: 'button', name: 'Save role', when: 'role', consequence: true },
    { do: 'choose', label: 'Team', option: '{group}', when: 'group' },
    { do: 'click', role: 'button', name: 'Save team', when: 'group', consequence: true },
    after,
  ],
  statuses: { Active: 'active', Deactivated: 'inactive' },
  none: ['Not assigned'],
} satisfies ConsoleRecipes
