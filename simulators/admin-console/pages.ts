import type { ConsoleUser, Dialect, Quirks } from './state.ts'

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' }
export const escaped = (text: string): string => text.replaceAll(/[&<>"]/g, letter => entities[letter] ?? letter)

/** A whole page, with the way to the users at its head for those who are signed in. */
export const pageOf = (dialect: Dialect, quirks: Quirks, { title, main, signedIn }: { title: string; main: string; signedIn: boolean }): string => {
  const links = dialect.way.map((word, index) => `<a href="${index === dialect.way.length - 1 ? dialect.usersPath : '/admin'}">${said(quirks, word)}</a>`)
  return `<!doctype html><html lang="en"><meta charset="utf-8"><title>${escaped(title)} - ${dialect.name}</title>
<style>body{font:15px sans-serif;margin:2rem;max-width:60rem}table{border-collapse:collapse;width:100%}td,th{border-bottom:1px solid #ccd;text-align:left;padding:.4rem}label,output{display:block;margin:.3rem 0}nav a{margin-right:1rem}</style>
${quirks.loadsFrom === null ? '' : `<script src="${quirks.loadsFrom}"></script>`}
${signedIn ? `<nav aria-label="Main">${links.join('')}</nav>` : ''}<main><h1>${escaped(title)}</h1>${main}</main></html>`
}

/** A word of the console, or the word that it has become. */
export const said = ({ renamed }: Quirks, word: string): string => escaped(renamed[word] ?? word)

const field = (label: string, name: string, type: string) =>
  `<label for="${name}">${label}</label><input id="${name}" name="${name}" type="${type}" autocomplete="off">`
const choice = (label: string, name: string, options: readonly string[], chosen: string) =>
  `<label for="${name}">${label}</label><select id="${name}" name="${name}">${options.map(word => `<option${word === chosen ? ' selected' : ''}>${escaped(word)}</option>`).join('')}</select>`

export const signInPage = ({ signIn }: Dialect, quirks: Quirks, wrong: boolean): string =>
  `${wrong ? '<p role="alert">The e-mail address or the password is wrong.</p>' : ''}
<form method="post" action="/login">${field(signIn.user, 'user', 'email')}${field(signIn.password, 'password', 'password')}<button>${said(quirks, signIn.submit)}</button></form>`

export const codePage = ({ signIn }: Dialect, quirks: Quirks, wrong: boolean, greeting: string): string =>
  `${wrong ? '<p role="alert">The code is wrong or was used already.</p>' : ''}<p>${escaped(greeting)}</p>
<form method="post" action="/login/code">${field(signIn.code, 'code', 'text')}<button>${said(quirks, signIn.verify)}</button></form>`

/** The table of users, a page of it, with what there is before and after. */
export const listPage = (dialect: Dialect, quirks: Quirks, told: { rows: ConsoleUser[]; page: number; size: number; q: string }): string => {
  const { rows, page, size, q } = told
  const { columns, heading, search } = dialect.list
  const shown = rows.slice((page - 1) * size, page * size)
  const cellsOf = (user: ConsoleUser): Record<string, string> => ({
    name: `<a href="${dialect.usersPath}/${user.id}">${escaped(user.name)}</a>`,
    email: escaped(user.email),
    status: statusOf(dialect, user),
    role: escaped(user.role ?? dialect.none),
    licence: escaped(user.licence ?? dialect.none),
    team: escaped(user.team ?? dialect.none),
    lastActive: user.lastActive ?? 'Never',
  })
  const names = Object.keys(columns)
  const body = shown.map(user => `<tr>${names.map(name => `<td>${cellsOf(user)[name] ?? ''}</td>`).join('')}</tr>`)
  const link = (to: number, word: string) =>
    `<a href="${dialect.usersPath}?${new URLSearchParams({ page: String(to), q }).toString()}">${said(quirks, word)}</a>`
  return `<form action="${dialect.usersPath}"><label for="q">${search}</label><input id="q" name="q" type="search" value="${escaped(q)}"><button>${said(quirks, 'Search')}</button></form>
${dialect.invite === undefined ? '' : `<a href="${dialect.usersPath}/new">${said(quirks, dialect.invite.button)}</a>`}
<table aria-label="${heading}"><thead><tr>${Object.values(columns)
    .map(word => `<th scope="col">${said(quirks, word)}</th>`)
    .join('')}</tr></thead><tbody>${body.join('')}</tbody></table>
<p role="status">Showing ${shown.length === 0 ? 0 : (page - 1) * size + 1} to ${(page - 1) * size + shown.length} of ${rows.length}</p>
${page > 1 ? link(page - 1, 'Previous page') : ''} ${page * size < rows.length ? link(page + 1, 'Next page') : ''}`
}

const statusOf = ({ statuses }: Dialect, { active }: ConsoleUser) => (active ? statuses.active : statuses.inactive)

/** The page of a user: what is known, what can be chosen, and a button that asks before it acts. */
export const userPage = (dialect: Dialect, quirks: Quirks, user: ConsoleUser): string => {
  const { columns } = dialect.list
  const { save } = dialect
  const told = (label: string, value: string) =>
    `<label for="told-${label}">${said(quirks, label)}</label><output id="told-${label}">${escaped(value)}</output>`
  const select = (label: string | undefined, name: 'role' | 'licence' | 'team', options: readonly string[] = []) => {
    if (label === undefined) return ''
    const own = 'all' in save ? '' : `<button name="save" value="${name}">${said(quirks, save[name] ?? '')}</button>`
    return choice(said(quirks, label), name, [dialect.none, ...options], user[name] ?? dialect.none) + own
  }
  const path = `${dialect.usersPath}/${user.id}`
  const { button, dialog, confirm } = user.active
    ? dialect.deactivate
    : { button: dialect.reactivate.button, dialog: dialect.reactivate.button, confirm: dialect.reactivate.confirm }
  return `${told('Name', user.name)}${told(columns.email, user.email)}${told(columns.status, statusOf(dialect, user))}
${columns.lastActive === undefined ? '' : told(columns.lastActive, user.lastActive ?? 'Never')}
<form method="post" action="${path}/access">${select(columns.role, 'role', dialect.roles)}${select(columns.licence, 'licence', dialect.licences)}${select(columns.team, 'team', dialect.teams)}
${'all' in save ? `<button name="save" value="all">${said(quirks, save.all)}</button>` : ''}</form>
<button onclick="document.querySelector('dialog').showModal()">${said(quirks, button)}</button>
<dialog aria-label="${escaped(dialog)}"><p>${escaped(dialog)}</p><form method="post" action="${path}/${user.active ? 'deactivate' : 'reactivate'}"><button>${said(quirks, confirm)}</button></form>
<button onclick="document.querySelector('dialog').close()">Cancel</button></dialog>`
}

/** The form for a new user. */
export const invitePage = (dialect: Dialect, quirks: Quirks): string => {
  const { role, licence } = dialect.list.columns
  const select = (label: string | undefined, name: string, options: readonly string[] = []) =>
    label === undefined ? '' : choice(label, name, [dialect.none, ...options], dialect.none)
  return `<form method="post" action="${dialect.usersPath}">${field('Name', 'name', 'text')}${field(dialect.list.columns.email, 'email', 'email')}
${select(role, 'role', dialect.roles)}${select(licence, 'licence', dialect.licences)}<button>${said(quirks, dialect.invite?.send ?? '')}</button></form>`
}
