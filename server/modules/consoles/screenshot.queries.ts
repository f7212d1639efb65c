import { type Insertable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ConsoleTables } from './screenshot.tables.ts'

type NewScreenshot = Insertable<ConsoleTables['console_screenshots']>

export const insertScreenshot = (db: Db, row: NewScreenshot) => db.insertInto('console_screenshots').values(row).returning('id').executeTakeFirstOrThrow()

/** The picture of a check takes the place of the one before it. The index is known by its condition, which may not be a parameter. */
export const replaceCheckScreenshot = (db: Db, row: NewScreenshot) =>
  db
    .insertInto('console_screenshots')
    .values(row)
    .onConflict(conflict =>
      conflict
        .column('connection_id')
        .where('purpose', '=', sql.lit('check'))
        .doUpdateSet(({ ref }) => ({
          taken_at: ref('excluded.taken_at'),
          about: ref('excluded.about'),
          shows: ref('excluded.shows'),
          sha256: ref('excluded.sha256'),
          png: ref('excluded.png'),
        })),
    )
    .returning('id')
    .executeTakeFirstOrThrow()

export const findScreenshot = (db: Db, id: string) => db.selectFrom('console_screenshots').selectAll().where('id', '=', id).executeTakeFirst()

/** The picture of the last check of a connection. */
export const findCheckScreenshot = (db: Db, connectionId: string) =>
  db.selectFrom('console_screenshots').selectAll().where('connection_id', '=', connectionId).where('purpose', '=', 'check').executeTakeFirst()

export const deleteCheckScreenshot = (db: Db, connectionId: string) =>
  db.deleteFrom('console_screenshots').where('connection_id', '=', connectionId).where('purpose', '=', 'check').execute()
