import type { Step, Told } from './recipe.ts'

/*
 * Steps that consoles have in common: each is given what the pages of one console call things. A console that works otherwise writes its
 * steps out; nothing has to fit in here.
 */

interface SignInPage {
  /** The label of the address or user name. */
  user: string
  submit: string
  /** The label of the one-time code, and the button under it. */
  code: string
  confirm: string
  /** The link that only somebody who is signed in sees. */
  first: string
}

/** Address and password on one page, and a one-time code on the next where the account has one. */
export const signInByPassword = ({ user, submit, code, confirm, first }: SignInPage): Step[] => [
  { do: 'open', path: '/login', leadsTo: 'the sign-in page' },
  { do: 'fill', label: user, value: '{user}' },
  { do: 'fillSecret', label: 'Password', secret: 'password' },
  { do: 'click', role: 'button', name: submit, leadsTo: 'the page after the password' },
  { do: 'fillSecret', label: code, secret: 'code', when: 'code' },
  { do: 'click', role: 'button', name: confirm, leadsTo: 'the first page', when: 'code' },
  { do: 'expect', role: 'link', name: first },
]

interface UsersPages {
  /** The link to the administration, and in it that to the users; the list and its table are named like the latter. */
  admin: string
  users: string
  /** The label of the search. */
  search: string
  /** Where the list is; a user's page is below it, under the id. */
  path: string
  /** What the list calls things, and what a user's page does where that differs. */
  columns: Record<string, Told>
  fields?: Record<string, Told>
}

/** A list of users on pages, with a search, and a page for each user. */
export const usersPages = ({ admin, users, search, path, columns, fields = columns }: UsersPages) => {
  const id = `${path}/([^/?]+)$`
  const toUsers: Step[] = [
    { do: 'click', role: 'link', name: admin, leadsTo: `the page ${admin}` },
    { do: 'click', role: 'link', name: users, leadsTo: 'the list of users' },
  ]
  const readUsers: Step = { do: 'readTable', name: users, columns, id, next: 'Next page', total: String.raw`of (\d+)$` }
  const listAccounts: Step[] = [...toUsers, { do: 'expect', role: 'heading', name: users }, readUsers]
  const findAccount: Step[] = [
    ...toUsers,
    { do: 'fill', label: search, value: '{userName}' },
    { do: 'click', role: 'button', name: 'Search', leadsTo: 'the users that were found' },
    readUsers,
  ]
  const readAccount: Step[] = [
    { do: 'open', path: `${path}/{id}`, leadsTo: 'the page of the user' },
    { do: 'endIf', role: 'heading', name: 'User not found' },
    { do: 'readFields', fields, id },
    { do: 'screenshot', of: 'the page of the user' },
  ]
  return { toUsers, reading: { listAccounts, findAccount, readAccount } }
}

export const screenshotAfter: Step = { do: 'screenshot', of: 'the page of the user after the change' }

/** A button of the user's page, and the dialog that asks again. */
export const confirmed = (button: string, dialog: string, confirm: string): Step[] => [
  { do: 'click', role: 'button', name: button, consequence: true },
  { do: 'expect', role: 'dialog', name: dialog },
  { do: 'click', role: 'button', name: confirm, leadsTo: 'the page of the user', consequence: true },
  screenshotAfter,
]
