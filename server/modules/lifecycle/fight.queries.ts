import type { Facts } from '@rollcall/contract'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { knownFacts } from './known.queries.ts'
import type { LifecycleTables } from './lifecycle.tables.ts'

export type ChangeRow = Selectable<LifecycleTables['verified_changes']> & {
  connection_name: string
  definition: string | null
  /** What the roll says of it now. */
  known: Facts | null
}

/** What counts still of the verified changes to some subjects, or to all; the newest first. */
export const findChanges = async (db: Db, since: Date, subjects: readonly string[] | null): Promise<ChangeRow[]> =>
  (
    await sql<ChangeRow>`
      select v.*, c.name as connection_name, s.definition, ${knownFacts} as known
      from verified_changes v join connections c on c.id = v.connection_id join plan_steps s on s.id = v.step_id
      where not v.forgiven and v.at > ${since}::timestamptz and (${subjects}::text[] is null or v.subject = any(${subjects}::text[])) order by v.id desc`.execute(
      db,
    )
  ).rows

export const insertChanges = async (db: Db, rows: readonly Insertable<LifecycleTables['verified_changes']>[]): Promise<void> => {
  if (rows.length === 0) return
  await db
    .insertInto('verified_changes')
    .values(rows)
    .onConflict(conflict => conflict.columns(['step_id', 'field']).doUpdateSet({ at: eb => eb.ref('excluded.at') }))
    .execute()
}

/** Answers how many do not count any more. */
export const forgiveChanges = async (db: Db, subject: string, field: string): Promise<number> =>
  (
    await db
      .updateTable('verified_changes')
      .set({ forgiven: true })
      .where('subject', '=', subject)
      .where('field', '=', field)
      .where('forgiven', '=', false)
      .returning('id')
      .execute()
  ).length
