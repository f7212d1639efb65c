import { accountOf, AccountRow } from '../rows.ts'
import type { Cells } from './desk.ts'
import type { ConsoleRecipes } from './recipe.ts'

/** Null without an id or an address: nothing could be told apart by it. */
export const toAccount = (
  { statuses, none }: ConsoleRecipes,
  { id = '', email = '', displayName, status = '', role, licence, group, lastActive }: Cells,
): AccountRow | null => {
  const given = (word: string | undefined) => (word === undefined || word === '' || none.includes(word) ? null : word)
  if (id === '' || !email.includes('@')) return null
  const groupName = given(group)
  return AccountRow.parse(
    accountOf({
      externalId: id,
      userName: email,
      email,
      displayName: displayName ?? email,
      status: statuses[status] ?? 'unknown',
      vendorStatus: status === '' ? 'not stated' : status,
      role: given(role),
      licence: given(licence),
      groups: groupName === null ? [] : [groupName],
      lastActiveAt: dayOf(lastActive),
    }),
  )
}

/** Consoles tell the day, `2026-11-01`; other words say that there was none. */
const dayOf = (word: string | undefined): string | null => (word !== undefined && /^\d{4}-\d{2}-\d{2}$/.test(word) ? `${word}T00:00:00Z` : null)
