import { type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { DeliveryTables } from './delivery.tables.ts'

export type DeliveryRow = Selectable<DeliveryTables['deliveries']>

/** One row for one engagement at one connection, whoever asks first. */
export async function findOrInsertDelivery(db: Db, engagement_id: string, connection_id: string): Promise<DeliveryRow> {
  await db
    .insertInto('deliveries')
    .values({
      engagement_id,
      connection_id,
      state: 'waiting',
      held_for: null,
      detail: 'Waits for its turn.',
      remote_id: null,
      remote_url: null,
      last_written: null,
      task_hash: null,
      claimed_by: null,
      claimed_until: null,
      next_attempt_at: null,
      delivered_at: null,
    })
    .onConflict(conflict => conflict.columns(['engagement_id', 'connection_id']).doNothing())
    .execute()
  return db.selectFrom('deliveries').selectAll().where('engagement_id', '=', engagement_id).where('connection_id', '=', connection_id).executeTakeFirstOrThrow()
}

export const findDeliveries = (db: Db, engagementId: string) =>
  db
    .selectFrom('deliveries')
    .innerJoin('connections', 'connections.id', 'deliveries.connection_id')
    .selectAll('deliveries')
    .select('connections.name as connection_name')
    .where('engagement_id', '=', engagementId)
    .orderBy('connections.created_at')
    .orderBy('deliveries.id')
    .execute()

/** Tasks that were written for some calls. */
export const findWrittenTasks = (db: Db, engagementIds: readonly string[]) =>
  db
    .selectFrom('deliveries')
    .innerJoin('connections', 'connections.id', 'deliveries.connection_id')
    .select(['connections.name as system', 'remote_id', 'remote_url'])
    .where(sql<boolean>`engagement_id = any(${[...engagementIds]}::uuid[])`)
    .where('remote_id', 'is not', null)
    .execute()

export const updateDelivery = (db: Db, id: string, change: Updateable<DeliveryTables['deliveries']>) =>
  db.updateTable('deliveries').set(change).where('id', '=', id).execute()

/** Who has a delivery in hand, and until when unless it says so again. */
export interface Claim {
  readonly claimed_by: string
  readonly claimed_until: Date
}

/** The row for one worker alone, or nothing while another has it. */
export const claimDelivery = (db: Db, id: string, now: Date, claim: Claim): Promise<DeliveryRow | undefined> =>
  db
    .updateTable('deliveries')
    .set(claim)
    .where('id', '=', id)
    .where(eb => eb.or([eb('claimed_until', 'is', null), eb('claimed_until', '<=', now)]))
    .returningAll()
    .executeTakeFirst()

/** Does nothing once the claim was given back. */
export const renewClaim = (db: Db, id: string, { claimed_by, claimed_until }: Claim) =>
  db.updateTable('deliveries').set({ claimed_until }).where('id', '=', id).where('claimed_by', '=', claimed_by).where('claimed_until', 'is not', null).execute()

/** Every process but this one has died: their claims end now. */
export const endClaims = (db: Db, now: Date, except: string) =>
  db
    .updateTable('deliveries')
    .set({ claimed_until: now })
    .where('claimed_until', '>', now)
    .where(sql<boolean>`claimed_by is distinct from ${except}::uuid`)
    .execute()

/** Whatever they are waiting for, and those that were given up: all may be tried now. */
export const putBackDeliveries = (db: Db, engagementId: string) =>
  db
    .updateTable('deliveries')
    .set({ state: 'waiting', held_for: null, detail: 'Waits for its turn.', attempts: 0, next_attempt_at: null, task_hash: null })
    .where('engagement_id', '=', engagementId)
    .execute()

/** Calls whose deliveries went with a removed connection are on their way no more. */
export const forgetRemoved = (db: Db) =>
  sql`
    update engagements set delivery = 'none'
    where delivery in ('waiting', 'failed') and not exists (select 1 from deliveries where engagement_id = engagements.id)`.execute(db)

/**
 * Engagements with a delivery that is due, that was held for a connection which works again, or that a process had in hand which died:
 * only its claim ends without being given back.
 */
export const findDue = async (db: Db, now: Date, limit: number): Promise<string[]> => {
  const { rows } = await sql<{ engagement_id: string }>`
    select distinct engagement_id from deliveries
    where claimed_until <= ${now}::timestamptz or claimed_until is null and (
      (state = 'waiting' and (next_attempt_at is null or next_attempt_at <= ${now}::timestamptz))
      or (state = 'held' and held_for = 'connection'
        and exists (select 1 from connections where connections.id = connection_id and connections.state = 'working')))
    limit ${limit}`.execute(db)
  return rows.map(row => row.engagement_id)
}
