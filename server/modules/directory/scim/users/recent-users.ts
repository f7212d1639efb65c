import type { Db } from '../../../../db/database.ts'
import type { UserRecord } from './user-document.ts'

const mostRemembered = 2000

const recent = new WeakMap<Db, Map<string, UserRecord>>()

const usersOf = (db: Db): Map<string, UserRecord> => {
  const known = recent.get(db) ?? new Map<string, UserRecord>()
  recent.set(db, known)
  return known
}

/**
 * A user as this process last read or wrote them. Identity providers read a user and then change them, so that the second look can be left
 * out: a write that rests on what is no longer so is not made, because the row's version is a part of its condition.
 */
export const recallUser = (db: Db, id: string): UserRecord | undefined => usersOf(db).get(id.toLowerCase())

export function rememberUser(db: Db, user: UserRecord): void {
  const known = usersOf(db)
  known.delete(user.id)
  known.set(user.id, user)
  if (known.size > mostRemembered) for (const oldest of known.keys()) return void known.delete(oldest)
}
