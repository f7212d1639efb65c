import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { TrackerTables } from './tracker.tables.ts'

export type TrackerRow = Selectable<TrackerTables['trackers']>

/** Before the first engagement: nothing of the past has been scanned. */
export const beforeAll = '00000000-0000-0000-0000-000000000000'

/** No tracker changes until the transaction ends; any number of analyses may hold it at once. */
export const holdTrackers = (db: Db) => sql`select pg_advisory_xact_lock_shared(hashtext('trackers'))`.execute(db)

/** Waits for the analyses that are being stored, and keeps others from being stored until the transaction ends. */
export const changeTrackers = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('trackers'))`.execute(db)

export const findTrackers = (db: Db): Promise<TrackerRow[]> =>
  db
    .selectFrom('trackers')
    .selectAll()
    .orderBy(sql`lower(name)`)
    .execute()

export const lockTracker = (db: Db, id: string): Promise<TrackerRow | undefined> =>
  db.selectFrom('trackers').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const insertTracker = (db: Db, row: Insertable<TrackerTables['trackers']>) =>
  db.insertInto('trackers').values(row).returningAll().executeTakeFirstOrThrow()

export const updateTrackerRow = (db: Db, id: string, change: Updateable<TrackerTables['trackers']>) =>
  db.updateTable('trackers').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

export const deleteTrackerRow = (db: Db, id: string) => db.deleteFrom('trackers').where('id', '=', id).returningAll().executeTakeFirst()

/** By tracker, in how many engagements it was heard, and how often. */
export const countHits = async (db: Db): Promise<Map<string, { engagements: number; hits: number }>> => {
  const rows = await db
    .selectFrom('tracker_hits')
    .select(eb => ['tracker_id', eb.fn.countAll<number>().as('engagements'), eb.fn.sum<number>('hits').as('hits')])
    .groupBy('tracker_id')
    .execute()
  return new Map(rows.map(({ tracker_id, engagements, hits }) => [tracker_id, { engagements, hits }]))
}

/** A tracker whose phrases past engagements still have to be scanned for. */
export const findUnscannedTracker = (db: Db): Promise<TrackerRow | undefined> =>
  db.selectFrom('trackers').selectAll().where('scanned_to', 'is not', null).orderBy('scanned_to').limit(1).executeTakeFirst()

/** The next analysed engagements by id. */
export const findEngagementsAfter = async (db: Db, id: string, limit: number): Promise<string[]> =>
  (await db.selectFrom('engagements').select('id').where('id', '>', id).where('state', 'in', ['analysed', 'matched']).orderBy('id').limit(limit).execute()).map(
    row => row.id,
  )

/** How many past engagements some tracker still has to be looked for in. */
export const countUnscanned = async (db: Db): Promise<number> =>
  (
    await db
      .selectFrom('engagements')
      .select(eb => eb.fn.countAll<number>().as('count'))
      .where('state', 'in', ['analysed', 'matched'])
      .where('id', '>', eb => eb.selectFrom('trackers').select(sql<string>`min(scanned_to::text)::uuid`.as('least')))
      .executeTakeFirstOrThrow()
  ).count
