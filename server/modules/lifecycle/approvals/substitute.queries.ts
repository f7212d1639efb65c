import type { Insertable } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { LifecycleTables } from '../lifecycle.tables.ts'

/** Those of now and to come. */
export const findSubstitutes = (db: Db, now: Date) =>
  db
    .selectFrom('approval_substitutes as s')
    .innerJoin('users as u', 'u.id', 's.user_id')
    .innerJoin('users as o', 'o.id', 's.substitute_id')
    .select(['s.user_id', 'u.name as user_name', 's.substitute_id', 'o.name as substitute_name', 's.begins_at', 's.ends_at'])
    .where('s.ends_at', '>', now)
    .orderBy('s.begins_at')
    .execute()

export const upsertSubstitute = (db: Db, row: Insertable<LifecycleTables['approval_substitutes']>) =>
  db
    .insertInto('approval_substitutes')
    .values(row)
    .onConflict(conflict => conflict.column('user_id').doUpdateSet(row))
    .execute()

export const deleteSubstitute = (db: Db, userId: string) => db.deleteFrom('approval_substitutes').where('user_id', '=', userId).execute()
