import type { AccountAccess, AccountChange, AccountDraft, Connector } from '../connector.ts'
import type { Malformed, Read } from '../read.ts'
import type { AccountRow } from '../rows.ts'
import type { VendorApi } from '../vendor-api.ts'
import { VendorError } from '../vendor-error.ts'
import type { ConsoleSession } from './desk.ts'
import { type ConsoleRecipes, type Recipe, valuesOf } from './recipe.ts'
import { rehearseAll } from './rehearse.ts'
import { toAccount } from './to-account.ts'

/** What a connector has whose accounts are reached in its admin console. */
export const consoleAccounts = (recipes: ConsoleRecipes) =>
  ({
    check: api => rehearseAll(api, recipes),
    reads: { accounts: readAccounts(recipes) },
    writes: {
      readAccount: (api, id) => api.console(recipes, session => accountNow(session, recipes, id)),
      findAccount: (api, userName) => api.console(recipes, session => accountNamed(session, recipes, userName)),
      deactivateAccount: (api, change) => api.console(recipes, session => switchTo(session, recipes, change, 'inactive')),
      reactivateAccount: (api, change) => api.console(recipes, session => switchTo(session, recipes, change, 'active')),
      ...(recipes.changeAccount === undefined ? {} : { changeAccount: changeAccount(recipes, recipes.changeAccount) }),
      ...(recipes.createAccount === undefined ? {} : { createAccount: createAccount(recipes, recipes.createAccount) }),
    },
  }) satisfies Partial<Connector>

/** Every account, page by page. The whole list is read in one session, so that it is one list. */
const readAccounts = (recipes: ConsoleRecipes): Read<AccountRow> =>
  async function* (api) {
    const { pages, total } = await api.console(recipes, session => session.run(recipes.listAccounts, {}))
    let position = 0
    for (const page of pages) {
      const rows: AccountRow[] = []
      const malformed: Malformed[] = []
      for (const cells of page) {
        position += 1
        const row = toAccount(recipes, cells)
        if (row === null) malformed.push({ at: `row ${position}`, why: 'the e-mail address or the link to the user is missing' })
        else rows.push(row)
      }
      yield { rows, malformed, total }
    }
  }

const accountNow = async (session: ConsoleSession, recipes: ConsoleRecipes, id: string): Promise<AccountRow | null> => {
  const { found, fields } = await session.run(recipes.readAccount, { id })
  if (!found) return null
  const account = fields === null ? null : toAccount(recipes, fields)
  if (account === null || account.externalId !== id) {
    throw new VendorError('malformed', `${recipes.app} shows a page of the user that is not about the account that was asked for.`)
  }
  return account
}

const accountNamed = async (session: ConsoleSession, recipes: ConsoleRecipes, userName: string): Promise<AccountRow | null> => {
  const { pages } = await session.run(recipes.findAccount, { userName })
  // A console's search finds parts of words, too.
  const same = pages.flat().filter(({ email }) => email?.toLowerCase() === userName.toLowerCase())
  if (same.length > 1) throw new VendorError('conflict', `${recipes.app} shows ${same.length} accounts of ${userName}; somebody has to say which is meant.`)
  return same[0] === undefined ? null : toAccount(recipes, same[0])
}

/** The account as it is on the page that will be worked on; a record that moved on since it was looked at is not changed. */
const accountToChange = async (session: ConsoleSession, recipes: ConsoleRecipes, { externalId, version }: AccountChange): Promise<AccountRow> => {
  const account = await accountNow(session, recipes, externalId)
  if (account === null) throw new VendorError('not_found', `${recipes.app} has no such account any more.`)
  if (version !== null && account.version !== version) {
    throw new VendorError('conflict', `${recipes.app} shows ${account.userName} otherwise than when it was looked at.`)
  }
  return account
}

const switchTo = async (session: ConsoleSession, recipes: ConsoleRecipes, change: AccountChange, wanted: 'active' | 'inactive'): Promise<void> => {
  const account = await accountToChange(session, recipes, change)
  if (account.status === wanted) return
  await session.run(wanted === 'inactive' ? recipes.deactivateAccount : recipes.reactivateAccount, { id: change.externalId, userName: account.userName })
}

export const changeAccount = (recipes: ConsoleRecipes, recipe: Recipe) => (api: VendorApi, change: AccountChange, access: AccountAccess) => {
  const values = accessValues(recipes, recipe, access)
  return api.console(recipes, async session => {
    const account = await accountToChange(session, recipes, change)
    await session.run(recipe, { ...values, id: change.externalId, userName: account.userName })
  })
}

export const createAccount = (recipes: ConsoleRecipes, recipe: Recipe) => (api: VendorApi, draft: AccountDraft) => {
  const { email, userName, displayName, givenName, familyName } = draft
  const address = email ?? userName
  const values = {
    ...accessValues(recipes, recipe, draft),
    email: address,
    displayName,
    givenName: givenName ?? displayName.split(' ')[0] ?? '',
    familyName: familyName ?? displayName.split(' ').slice(1).join(' '),
  }
  return api.console(recipes, async (session): Promise<AccountRow> => {
    const there = await accountNamed(session, recipes, address)
    if (there !== null) throw new VendorError('conflict', `${recipes.app} has an account of ${address} already.`)
    await session.run(recipe, values)
    const made = await accountNamed(session, recipes, address)
    if (made === null) throw new VendorError('malformed', `${recipes.app} took the new account of ${address}, but does not show it.`, { uncertain: true })
    return made
  })
}

/** What an account is to have, by the names of a recipe's values. What the console cannot be asked for is refused before it is opened. */
const accessValues = (recipes: ConsoleRecipes, recipe: Recipe, { role, licence, groups }: AccountAccess): Record<string, string> => {
  const refused = (what: string) => new VendorError('refused', `Rollcall cannot set ${what} in the console of ${recipes.app}; somebody has to do it there.`)
  const [none = ''] = recipes.none
  if (groups !== undefined && groups.length > 1) throw refused('more than one group')
  const wanted = {
    role: role === null ? none : role,
    licence: licence === null ? none : licence,
    group: groups === undefined ? undefined : (groups[0] ?? none),
  }
  const known = valuesOf(recipe)
  const values: Record<string, string> = {}
  for (const [name, value] of Object.entries(wanted)) {
    if (value === undefined) continue
    if (!known.has(name)) throw refused(`a ${name}`)
    values[name] = value
  }
  return values
}
