import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { HandOverTables } from './hand-over.tables.ts'

export type HandOverRow = Selectable<HandOverTables['hand_overs']>
export type NewHandOver = Pick<HandOverRow, 'departure_id' | 'to_user_id' | 'to_email' | 'decided_by' | 'actor' | 'at'>

export const countOwnedCalls = async (db: Db, addresses: readonly string[]): Promise<number> =>
  (await sql<{ calls: number }>`select count(*)::int as calls from engagements where lower(owner_email) = any(${[...addresses]}::text[])`.execute(db)).rows[0]
    ?.calls ?? 0

/** Gives every call of these addresses another owner, and writes down whose each was: one statement, however many there are. */
export async function handOverCalls(db: Db, addresses: readonly string[], to: NewHandOver): Promise<HandOverRow> {
  const { rows } = await sql<HandOverRow>`with batch as (
      insert into hand_overs (departure_id, to_user_id, to_email, decided_by, actor, at, calls)
      select ${to.departure_id}::uuid, ${to.to_user_id}::uuid, ${to.to_email}, ${to.decided_by}, ${to.actor}, ${to.at}::timestamptz, count(*)
      from engagements where lower(owner_email) = any(${[...addresses]}::text[])
      returning *
    ), kept as (
      insert into hand_over_calls (hand_over_id, engagement_id, from_email)
      select batch.id, e.id, e.owner_email from batch, engagements e where lower(e.owner_email) = any(${[...addresses]}::text[])
    ), moved as (
      update engagements set first_owner_email = coalesce(first_owner_email, owner_email), owner_email = ${to.to_email}
      where lower(owner_email) = any(${[...addresses]}::text[])
    )
    select * from batch`.execute(db)
  const [row] = rows
  if (row === undefined) throw new Error('A hand-over was not written.')
  return row
}

/** A call that arrives after its owner left goes where the others went; does nothing where nothing was handed over. */
export const joinHandOver = (db: Db, engagementId: string, departureId: string) =>
  sql`with batch as (
      update hand_overs set calls = calls + 1 where id = (
        select id from hand_overs where departure_id = ${departureId}::uuid and given_back_at is null order by at desc limit 1)
      returning id, to_email
    ), kept as (
      insert into hand_over_calls (hand_over_id, engagement_id, from_email)
      select batch.id, e.id, e.owner_email from batch, engagements e where e.id = ${engagementId}::uuid
    )
    update engagements set first_owner_email = owner_email, owner_email = batch.to_email from batch where engagements.id = ${engagementId}::uuid`.execute(db)

/** Those that are still with whom they were handed to go back; who had them before, stands in the batch. Answers how many. */
export async function giveBackCalls(db: Db, id: string, at: Date): Promise<number> {
  const { rows } = await sql<{ given_back: number }>`with back as (
      update engagements e set owner_email = c.from_email, first_owner_email = case when e.first_owner_email = c.from_email then null else e.first_owner_email end
      from hand_over_calls c join hand_overs h on h.id = c.hand_over_id
      where h.id = ${id}::uuid and e.id = c.engagement_id and lower(e.owner_email) = lower(h.to_email)
      returning 1
    )
    update hand_overs set given_back_at = ${at}::timestamptz, given_back = (select count(*) from back) where id = ${id}::uuid returning given_back`.execute(db)
  return rows[0]?.given_back ?? 0
}

export const lockHandOver = (db: Db, id: string): Promise<HandOverRow | undefined> =>
  db.selectFrom('hand_overs').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** In the order in which they happened. */
export const findHandOvers = (db: Db, departureId: string): Promise<HandOverRow[]> =>
  db.selectFrom('hand_overs').selectAll().where('departure_id', '=', departureId).orderBy('at').orderBy('id').execute()
