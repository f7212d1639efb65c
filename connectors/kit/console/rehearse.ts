import type { VendorApi } from '../vendor-api.ts'
import type { ConsoleRecipes } from './recipe.ts'
import { toAccount } from './to-account.ts'

/**
 * Signs in and walks the harmless part of every recipe: the list, the search, the page of a user, and as far as the first button that would
 * change something, which is looked for and not pressed. Answers what was seen; a console that has changed is a VendorError.
 */
export const rehearseAll = (api: VendorApi, recipes: ConsoleRecipes): Promise<string> =>
  api.console(recipes, async session => {
    const { pages, total } = await session.rehearse(recipes.listAccounts, {})
    const accounts = pages.flat().flatMap(cells => toAccount(recipes, cells) ?? [])
    const others = accounts.filter(({ userName }) => userName.toLowerCase() !== session.user.toLowerCase())
    const active = others.find(({ status }) => status === 'active')
    const inactive = others.find(({ status }) => status === 'inactive')
    await session.rehearse(recipes.findAccount, { userName: (active ?? inactive)?.userName ?? session.user })
    const seen = ['the list and the search']
    if (active !== undefined) {
      const values = { id: active.externalId, userName: active.userName }
      await session.rehearse(recipes.readAccount, values)
      await session.rehearse(recipes.deactivateAccount, values)
      // The role that the account has is one of those that there are to choose.
      const has = { role: active.role, licence: active.licence, group: active.groups[0] }
      const access = Object.fromEntries(Object.entries(has).flatMap(([name, value]) => (value == null ? [] : [[name, value]])))
      if (recipes.changeAccount !== undefined) await session.rehearse(recipes.changeAccount, { ...values, ...access })
      seen.push('the page of a user with what changes it')
    }
    if (inactive !== undefined) {
      const values = { id: inactive.externalId, userName: inactive.userName }
      await session.rehearse(recipes.readAccount, values)
      await session.rehearse(recipes.reactivateAccount, values)
      seen.push('how one is reactivated')
    }
    if (recipes.createAccount !== undefined) {
      // Nothing is sent: the form is filled in and left.
      await session.rehearse(recipes.createAccount, { email: 'nobody@example.invalid', displayName: 'Nobody', givenName: 'No', familyName: 'Body' })
      seen.push('the form for a new account')
    }
    const count = total === null ? '' : ` It lists ${total} accounts.`
    return `Signed in, and found everything where the recipe of ${recipes.written} looks for it: ${seen.join(', ')}.${count} Nothing was pressed that changes anything.`
  })
