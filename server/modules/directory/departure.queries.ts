import { type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { DirectoryTables, EndedAccess } from './directory.tables.ts'

/** A departure with who left and through which door, as the event of the same instant tells. */
export interface DepartureRow {
  readonly id: string
  readonly user_id: string
  readonly name: string
  readonly email: string
  readonly manager_id: string | null
  readonly left_at: Date
  readonly deleted_at: Date | null
  readonly returned_at: Date | null
  readonly ended: EndedAccess[]
  readonly ended_at: Date
  readonly settled_at: Date | null
  readonly settled_as: string | null
  /** Null when nothing told of it. */
  readonly actor: string | null
  readonly source: string | null
}

const departures = sql`select d.*, u.name, u.email, u.manager_id, e.actor, e.detail->>'source' as source
  from departures d join users u on u.id = d.user_id
  left join lateral (
    select actor, detail from directory_events where subject = d.user_id and at = d.left_at and action in ('user.deactivated', 'user.deleted')
    order by sequence desc limit 1
  ) e on true`

export const findDeparture = async (db: Db, id: string): Promise<DepartureRow | undefined> =>
  (await sql<DepartureRow>`${departures} where d.id = ${id}::uuid`.execute(db)).rows[0]

/** Held until the transaction ends, so that what somebody owned is handed over once. */
export const lockDeparture = (db: Db, id: string): Promise<Selectable<DirectoryTables['departures']> | undefined> =>
  db.selectFrom('departures').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

/** Newest first after a position; one row more than a page. */
export async function findDeparturePage(
  db: Db,
  { q, after, limit }: { q: string; after: readonly [string, string] | null; limit: number },
): Promise<{ rows: DepartureRow[]; total: number }> {
  const like = `%${q.replace(/[\\%_]/g, String.raw`\$&`)}%`
  const matching = q === '' ? sql`true` : sql`(u.name ilike ${like} or u.email ilike ${like})`
  const beyond = after === null ? sql`true` : sql`(d.left_at, d.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
  const { rows } = await sql<DepartureRow>`${departures} where ${matching} and ${beyond} order by d.left_at desc, d.id desc limit ${limit + 1}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*)::int as total from departures d join users u on u.id = d.user_id where ${matching}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** Those for whom the rule is still to be applied, the oldest first. */
export const findUnsettled = async (db: Db, limit: number): Promise<string[]> =>
  (
    await db.selectFrom('departures').select('id').where('settled_at', 'is', null).where('returned_at', 'is', null).orderBy('left_at').limit(limit).execute()
  ).map(({ id }) => id)

export const keepSettled = (db: Db, id: string, settled_at: Date, settled_as: string) =>
  db.updateTable('departures').set({ settled_at, settled_as }).where('id', '=', id).execute()

/** Every address that was a user's own, in lower case; not those that somebody active has as well. */
export const findOwnAddresses = async (db: Db, userId: string): Promise<string[]> => {
  const { rows } = await sql<{ address: string }>`
    select distinct a.address from users u cross join lateral (
      select lower(u.email) as address union select lower(u.user_name)
      union select lower(e->>'value') from jsonb_array_elements(case jsonb_typeof(u.attributes->'emails') when 'array' then u.attributes->'emails' else '[]' end) e
    ) a
    where u.id = ${userId}::uuid and a.address like '%@%' and not exists (
      select 1 from users o where o.id <> u.id and o.active and o.deleted_at is null and (lower(o.email) = a.address or (lower(o.user_name) collate "C") = a.address))`.execute(
    db,
  )
  return rows.map(({ address }) => address)
}

/** What else still bears the name of somebody who left. */
export const findLeftOpen = async (db: Db, userId: string): Promise<{ tokens: string[]; reports: number }> => {
  const { rows } = await sql<{ tokens: string[]; reports: number }>`
    select coalesce((select array_agg(name order by name) from api_tokens where user_id = ${userId}::uuid), '{}') as tokens,
      (select count(*)::int from users where manager_id = ${userId}::uuid and active and deleted_at is null) as reports`.execute(db)
  return rows[0] ?? { tokens: [], reports: 0 }
}

/** Active users with a recorder licence, whose name or e-mail holds some text. */
export const findRecorders = async (db: Db, q: string, limit: number): Promise<{ id: string; name: string; email: string }[]> => {
  const like = `%${q.replace(/[\\%_]/g, String.raw`\$&`)}%`
  return db
    .selectFrom('users')
    .select(['id', 'name', 'email'])
    .where('active', '=', true)
    .where('deleted_at', 'is', null)
    .where('licence', '=', 'recorder')
    .where(eb => eb.or([eb('name', 'ilike', like), eb('email', 'ilike', like)]))
    .orderBy('name')
    .limit(limit)
    .execute()
}

/** A user by an address, with when they left; those who are here first. */
export interface AddresseeRow {
  readonly name: string
  readonly here: boolean
  readonly licence: string
  readonly departure_id: string | null
  readonly left_at: Date | null
}

export const findAddressees = async (db: Db, address: string): Promise<AddresseeRow[]> =>
  (
    await sql<AddresseeRow>`
      select u.name, (u.active and u.deleted_at is null) as here, u.licence, d.id as departure_id, d.left_at
      from users u left join departures d on d.user_id = u.id and d.returned_at is null
      where lower(u.email) = lower(${address}) or (lower(u.user_name) collate "C") = lower(${address})
      order by here desc, d.left_at desc nulls last`.execute(db)
  ).rows
