import { confirmed, type ConsoleRecipes, screenshotAfter, signInByPassword, usersPages } from '../kit/index.ts'

const { reading } = usersPages({
  admin: 'Admin console',
  users: 'User management',
  search: 'Search by name or email',
  path: '/admin/user-management',
  columns: { 'Full name': 'displayName', Email: 'email', Status: 'status', Role: 'role', 'Seat type': 'licence', Group: 'group', 'Last active': 'lastActive' },
  fields: { Name: 'displayName', Email: 'email', Status: 'status', Role: 'role', 'Seat type': 'licence', Group: 'group', 'Last active': 'lastActive' },
})

/** Cognism's console: user management with roles and seat types (app guide, "Push Okta groups", step 5). Accounts are made and ended by SCIM from Okta where that is set up, so no recipe makes one. */
export const recipes = {
  app: 'Cognism',
  written: '2026-11',
  hosts: [],
  signIn: signInByPassword({ user: 'Email address', submit: 'Sign in', code: '6-digit code', confirm: 'Confirm', first: 'Admin console' }),
  ...reading,
  deactivateAccount: confirmed('Suspend user', 'Suspend this user?', 'Suspend'),
  reactivateAccount: confirmed('Restore user', 'Restore user', 'Restore'),
  changeAccount: [
    { do: 'choose', label: 'Role', option: '{role}', when: 'role' },
    { do: 'choose', label: 'Seat type', option: '{licence}', when: 'licence' },
    { do: 'click', role: 'button', name: 'Save', consequence: true },
    screenshotAfter,
  ],
  statuses: { Active: 'active', Suspended: 'inactive' },
  none: ['-'],
} satisfies ConsoleRecipes
