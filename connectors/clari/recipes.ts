import { confirmed, type ConsoleRecipes, screenshotAfter, signInByPassword, usersPages } from '../kit/index.ts'

const { reading } = usersPages({
  admin: 'Admin',
  users: 'Users',
  search: 'Search users',
  path: '/admin/users',
  columns: { Name: 'displayName', Email: 'email', Status: 'status', Role: 'role', Team: 'group', 'Last login': 'lastActive' },
})

/** Clari's console: Admin > Users, find the person, change role and team one by one (app guide, "Bulk user role update via Admin UI"). Accounts are made by the first sign-in, so no recipe makes one. */
export const recipes = {
  app: 'Clari',
  written: '2026-11',
  hosts: [],
  signIn: signInByPassword({ user: 'Email', submit: 'Log in', code: 'Verification code', confirm: 'Verify', first: 'Admin' }),
  ...reading,
  deactivateAccount: confirmed('Deactivate', 'Deactivate this user?', 'Yes, deactivate'),
  reactivateAccount: confirmed('Activate', 'Activate', 'Yes, activate'),
  changeAccount: [
    { do: 'choose', label: 'Role', option: '{role}', when: 'role' },
    { do: 'click', role: 'button', name: 'Save role', when: 'role', consequence: true },
    { do: 'choose', label: 'Team', option: '{group}', when: 'group' },
    { do: 'click', role: 'button', name: 'Save team', when: 'group', consequence: true },
    screenshotAfter,
  ],
  statuses: { Active: 'active', Deactivated: 'inactive' },
  none: ['Not assigned'],
} satisfies ConsoleRecipes
