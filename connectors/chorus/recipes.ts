import { confirmed, type ConsoleRecipes, screenshotAfter, signInByPassword, usersPages } from '../kit/index.ts'

const { toUsers, reading } = usersPages({
  admin: 'Admin console',
  users: 'User Management',
  search: 'Search',
  path: '/admin/user-management',
  columns: { Name: 'displayName', Email: 'email', Status: 'status', Role: 'role', License: 'licence', 'Last seen': 'lastActive' },
})

/** Chorus's console: User Management, to view, invite or deactivate users (app guide, "Bulk user management via ZoomInfo admin"). */
export const recipes = {
  app: 'Chorus',
  written: '2026-11',
  hosts: [],
  signIn: signInByPassword({ user: 'Email', submit: 'Sign in', code: 'Code', confirm: 'Submit', first: 'Admin console' }),
  ...reading,
  deactivateAccount: confirmed('Deactivate user', 'Deactivate this user?', 'Deactivate'),
  reactivateAccount: confirmed('Reactivate user', 'Reactivate user', 'Reactivate'),
  changeAccount: [
    { do: 'choose', label: 'Role', option: '{role}', when: 'role' },
    { do: 'choose', label: 'License', option: '{licence}', when: 'licence' },
    { do: 'click', role: 'button', name: 'Save', consequence: true },
    screenshotAfter,
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
    screenshotAfter,
  ],
  statuses: { Active: 'active', Inactive: 'inactive' },
  none: ['No role'],
} satisfies ConsoleRecipes
