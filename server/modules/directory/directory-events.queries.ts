import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { DirectoryTables } from './directory.tables.ts'

export type EventRow = Pick<Selectable<DirectoryTables['directory_events']>, 'sequence' | 'at' | 'actor' | 'action' | 'subject' | 'detail'>

/** Tells of something that happened to a user, in the transaction of the change. */
export const insertEvent = (db: Db, { detail, ...event }: Pick<EventRow, 'at' | 'actor' | 'action' | 'subject' | 'detail'>) =>
  db
    .insertInto('directory_events')
    .values({ ...event, detail: JSON.stringify(detail) })
    .execute()

/** Marks the oldest events that the audit log does not have and answers them; of two at once, each takes others. */
export async function takeUnaudited(db: Db, limit: number): Promise<EventRow[]> {
  const { rows } = await sql<EventRow>`with waiting as materialized (
      select subject, sequence from directory_events where not audited order by sequence limit ${limit} for update skip locked
    ) update directory_events e set audited = true from waiting where e.subject = waiting.subject and e.sequence = waiting.sequence
    returning e.sequence, at, actor, action, e.subject, detail`.execute(db)
  return rows.toSorted((a, b) => a.sequence - b.sequence)
}

/** What happened to one subject, newest first. */
export async function findEvents(db: Db, subject: string, before: number | null, limit: number): Promise<{ rows: EventRow[]; total: number }> {
  const of = db.selectFrom('directory_events').where('subject', '=', subject)
  const rows = await (before === null ? of : of.where('sequence', '<', before))
    .select(['sequence', 'at', 'actor', 'action', 'subject', 'detail'])
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
    .execute()
  const { total } = await of.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}
