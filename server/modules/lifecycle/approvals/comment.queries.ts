import type { Insertable } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { LifecycleTables } from '../lifecycle.tables.ts'

export const findComments = (db: Db, planId: string) =>
  db.selectFrom('plan_comments').selectAll().where('plan_id', '=', planId).orderBy('at').orderBy('id').execute()

export const insertComment = (db: Db, row: Insertable<LifecycleTables['plan_comments']>) => db.insertInto('plan_comments').values(row).execute()
