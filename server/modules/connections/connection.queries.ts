import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ConnectionTables } from './connection.tables.ts'

export type ConnectionRow = Selectable<ConnectionTables['connections']>
export type ReadRow = Selectable<ConnectionTables['reads']>

export const findConnections = (db: Db) => db.selectFrom('connections').selectAll().orderBy('created_at').orderBy('id').execute()

export const findConnection = (db: Db, id: string) => db.selectFrom('connections').selectAll().where('id', '=', id).executeTakeFirst()

export const insertConnection = (db: Db, row: Insertable<ConnectionTables['connections']>) =>
  db.insertInto('connections').values(row).returningAll().executeTakeFirstOrThrow()

export const updateConnectionRow = (db: Db, id: string, change: Updateable<ConnectionTables['connections']>) =>
  db.updateTable('connections').set(change).where('id', '=', id).returningAll().executeTakeFirst()

export const deleteConnectionRow = (db: Db, id: string) => db.deleteFrom('connections').where('id', '=', id).returningAll().executeTakeFirst()

/** The newest ended read of each resource, and every running one. */
export const findLatestReads = (db: Db, connectionId: string): Promise<ReadRow[]> =>
  db
    .selectFrom('reads')
    .selectAll()
    .distinctOn(['resource', sql`ended_at is null`])
    .where('connection_id', '=', connectionId)
    .orderBy('resource')
    .orderBy(sql`ended_at is null`)
    .orderBy('started_at', 'desc')
    .execute()

/** The newest ended read of one resource. */
export const findLastRead = (db: Db, connectionId: string, resource: string) =>
  db
    .selectFrom('reads')
    .selectAll()
    .where('connection_id', '=', connectionId)
    .where('resource', '=', resource)
    .where('ended_at', 'is not', null)
    .orderBy('started_at', 'desc')
    .limit(1)
    .executeTakeFirst()

export const insertRead = (db: Db, connection_id: string, resource: string, started_at: Date) =>
  db.insertInto('reads').values({ connection_id, resource, started_at, problems: '[]', rows: 0, pages: 0 }).returningAll().executeTakeFirstOrThrow()

export const updateRead = (db: Db, id: string, change: Updateable<ConnectionTables['reads']>) =>
  db.updateTable('reads').set(change).where('id', '=', id).returningAll().executeTakeFirstOrThrow()

/** Believes a read after all, when nothing else is wrong with it than the doubt. True when this call did it. */
export const believeRead = async (db: Db, id: string): Promise<boolean> =>
  (await db.updateTable('reads').set({ complete: true, problems: '[]' }).where('id', '=', id).where('complete', '=', false).returning('id').execute())
    .length === 1

export const findReads = (db: Db, ids: readonly string[]): Promise<ReadRow[]> =>
  db
    .selectFrom('reads')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()

/** Reads that a killed process left running; answers their connections. */
export const endAbandonedReads = (db: Db, startedBefore: Date, now: Date, problem: string) =>
  db
    .updateTable('reads')
    .set({ complete: false, ended_at: now, problems: JSON.stringify([problem]) })
    .where('ended_at', 'is', null)
    .where('started_at', '<', startedBefore)
    .returning('connection_id')
    .execute()

/**
 * Takes one request out of the shared budget and answers how many milliseconds to wait before it may be sent. One statement, so
 * that any number of processes share one limit without a lock of their own.
 */
export async function takeFromBudget(db: Db, connectionId: string, now: Date, emissionMilliseconds: number, burst: number): Promise<number> {
  const { rows } = await sql<{ wait: number }>`
    insert into rate_budgets as budget (connection_id, arrives_at) values (${connectionId}, ${now}::timestamptz + ${emissionMilliseconds} * interval '1 millisecond')
    on conflict (connection_id) do update set arrives_at =
      greatest(budget.arrives_at, ${now}::timestamptz, coalesce(budget.blocked_until, '-infinity')) + ${emissionMilliseconds} * interval '1 millisecond'
    returning extract(epoch from greatest(
      arrives_at - ${burst * emissionMilliseconds} * interval '1 millisecond' - ${now}::timestamptz,
      coalesce(blocked_until - ${now}::timestamptz, interval '0'),
      interval '0'))::float8 * 1000 as wait`.execute(db)
  return rows[0]?.wait ?? 0
}

/** The vendor said that nothing more is allowed before `until`. */
export const blockBudget = (db: Db, connection_id: string, until: Date) =>
  db
    .insertInto('rate_budgets')
    .values({ connection_id, arrives_at: until, blocked_until: until })
    .onConflict(conflict => conflict.column('connection_id').doUpdateSet({ blocked_until: until }))
    .execute()

/** True when the lease is ours now: nobody held it, or its holder let it expire. */
export const takeLease = async (db: Db, lease: { name: string; holder: string; expires_at: Date }, now: Date): Promise<boolean> =>
  (
    await db
      .insertInto('leases')
      .values(lease)
      .onConflict(conflict => conflict.column('name').doUpdateSet({ holder: lease.holder, expires_at: lease.expires_at }).where('leases.expires_at', '<', now))
      .returning('name')
      .execute()
  ).length === 1

export const releaseLease = (db: Db, name: string, holder: string) => db.deleteFrom('leases').where('name', '=', name).where('holder', '=', holder).execute()

export const insertConsent = (db: Db, row: ConnectionTables['consents']) => db.insertInto('consents').values(row).execute()

/** A consent counts once. */
export const takeConsent = (db: Db, state_hash: string, since: Date) =>
  db.deleteFrom('consents').where('state_hash', '=', state_hash).where('created_at', '>', since).returningAll().executeTakeFirst()
