import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { ProviderTables } from './provider.tables.ts'

export type ArrivalRow = Selectable<ProviderTables['sign_in_arrivals']>

export const insertArrival = async (db: Db, row: Insertable<ProviderTables['sign_in_arrivals']>): Promise<string> =>
  (await db.insertInto('sign_in_arrivals').values(row).returning('id').executeTakeFirstOrThrow()).id

export const updateArrival = (db: Db, id: string, change: Updateable<ProviderTables['sign_in_arrivals']>) =>
  db.updateTable('sign_in_arrivals').set(change).where('id', '=', id).execute()

/** Takes what waits out of an arrival: of two browsers that come for it, one finds it. */
export async function takeWaiting(db: Db, id: string): Promise<ArrivalRow | undefined> {
  const row = await db.selectFrom('sign_in_arrivals').selectAll().where('id', '=', id).where('outcome', '=', 'waiting').forUpdate().executeTakeFirst()
  if (row !== undefined) await updateArrival(db, id, { waiting: null, outcome: 'refused', refusal: 'The sign-in was begun in another browser.' })
  return row
}

export const findArrivals = (db: Db, provider_id: string, limit: number): Promise<ArrivalRow[]> =>
  db.selectFrom('sign_in_arrivals').selectAll().where('provider_id', '=', provider_id).orderBy('sequence', 'desc').limit(limit).execute()

/** Removes what is older, and of each provider the oldest beyond a number: anybody can send what is refused. */
export async function deleteOldArrivals(db: Db, before: Date, keep: number): Promise<void> {
  await db.deleteFrom('sign_in_arrivals').where('at', '<', before).execute()
  await sql`delete from sign_in_arrivals a using identity_providers p where a.provider_id = p.id
    and a.sequence <= (select b.sequence from sign_in_arrivals b where b.provider_id = p.id order by b.sequence desc offset ${keep} limit 1)`.execute(db)
}

/** True the first time only, for all processes together. */
export const useMessage = async (db: Db, row: ProviderTables['used_messages']): Promise<boolean> =>
  (
    await db
      .insertInto('used_messages')
      .values(row)
      .onConflict(conflict => conflict.doNothing())
      .returning('id')
      .execute()
  ).length === 1

export const deleteExpiredMessages = (db: Db, now: Date) => db.deleteFrom('used_messages').where('expires_at', '<=', now).execute()
