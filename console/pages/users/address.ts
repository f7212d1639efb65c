import type { UsersQuestion } from '../../data/users.ts'
import { oneOf, text, type RawSearch } from '../../ui/address.ts'

const sorts = ['name', 'role', 'lastSignInAt'] as const

/** What `/settings/users?…` may hold. `sort` begins with a minus when it is turned round; `user` is open beside the table. */
export interface UsersSearch extends Omit<UsersQuestion, 'sort' | 'descending'> {
  sort?: (typeof sorts)[number] | `-${(typeof sorts)[number]}` | undefined
  user?: string | undefined
  import?: 'open' | undefined
}

export const usersSearch = (raw: RawSearch): UsersSearch => ({
  q: text(raw.q),
  status: oneOf(raw.status, ['active', 'staged', 'inactive']),
  role: text(raw.role),
  licence: oneOf(raw.licence, ['recorder', 'listener']),
  team: text(raw.team),
  sort: oneOf(raw.sort, [...sorts, '-name', '-role', '-lastSignInAt']),
  user: text(raw.user),
  import: oneOf(raw.import, ['open']),
})

/** What the server is asked for an address; by name when nothing else is said. */
export const usersQuestion = ({ q, status, role, licence, team, sort = 'name' }: UsersSearch): UsersQuestion => ({
  q,
  status,
  role,
  licence,
  team,
  sort: oneOf(sort.replace('-', ''), sorts),
  ...(sort.startsWith('-') && { descending: 'true' }),
})

/** Pressing the head of a column again turns it round. */
export const turned = (pressed: string, before: UsersSearch['sort'] = 'name'): UsersSearch['sort'] => {
  const sort = oneOf(pressed, sorts)
  return sort !== undefined && before === sort ? `-${sort}` : sort
}
