import type { ErasureTask } from '@rollcall/contract'
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { ErasureTables } from './erasure.tables.ts'

export type ErasureRow = Selectable<ErasureTables['erasures']>

export const insertErasure = (db: Db, row: Insertable<ErasureTables['erasures']>) => db.insertInto('erasures').values(row).execute()

/** One request after the other: two for the same person at once would both find that none runs. */
export const lockRequests = (db: Db) => sql`select pg_advisory_xact_lock(hashtext('erasures'))`.execute(db)

export const findErasure = (db: Db, id: string): Promise<ErasureRow | undefined> =>
  db.selectFrom('erasures').selectAll().where('id', '=', id).executeTakeFirst()

export const lockErasure = (db: Db, id: string): Promise<ErasureRow | undefined> =>
  db.selectFrom('erasures').selectAll().where('id', '=', id).forUpdate().executeTakeFirst()

export const findRunningErasures = (db: Db): Promise<ErasureRow[]> => db.selectFrom('erasures').selectAll().where('state', '=', 'running').execute()

export const updateErasure = (db: Db, id: string, change: Updateable<ErasureTables['erasures']>) =>
  db.updateTable('erasures').set(change).where('id', '=', id).execute()

/** Adds to what was done so far, in the transaction in which it was done. */
export const addToErasure = (db: Db, id: string, counts: Record<string, number>, tasks: readonly ErasureTask[]) =>
  sql`update erasures set tasks = tasks || ${JSON.stringify(tasks)}::jsonb, counts = counts || (
      select coalesce(jsonb_object_agg(key, coalesce((counts->>key)::int, 0) + value::int), '{}') from jsonb_each_text(${JSON.stringify(counts)}::jsonb))
    where id = ${id}::uuid`.execute(db)

/** Newest first after a position; one row more than a page. */
export async function findErasurePage(
  db: Db,
  after: readonly [string, string] | null,
  limit: number,
): Promise<{ rows: (ErasureRow & { requester: string | null })[]; total: number }> {
  const beyond = after === null ? sql`true` : sql`(e.requested_at, e.id) < (${after[0]}::timestamptz, ${after[1]}::uuid)`
  const { rows } = await sql<
    ErasureRow & { requester: string | null }
  >`select e.*, u.name as requester from erasures e left join users u on u.id::text = e.requested_by
    where ${beyond} order by e.requested_at desc, e.id desc limit ${limit + 1}`.execute(db)
  const counted = await sql<{ total: number }>`select count(*)::int as total from erasures`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

/** Every name that stands beside one of the addresses in calls and CRMs. */
export const findNamesOfAddresses = async (db: Db, emails: readonly string[]): Promise<string[]> => {
  const own = sql`${[...emails]}::text[]`
  const { rows } = await sql<{ name: string }>`
    select name from engagement_participants where lower(email) = any(${own})
    union select name from crm_contacts where lower(email) = any(${own})
    union select name from crm_users where lower(email) = any(${own})`.execute(db)
  return rows.map(({ name }) => name)
}

/** Which of the names, in lower case, somebody has whose address is another one or not known. */
export const findSharedNames = async (db: Db, names: readonly string[], emails: readonly string[]): Promise<string[]> => {
  const [wanted, own] = [sql`${names.map(name => name.toLowerCase())}::text[]`, sql`${[...emails]}::text[]`]
  const { rows } = await sql<{ name: string }>`
    select distinct lower(x.name) as name from (
      select name, array[lower(email), lower(user_name)] as emails from users
      union all select name, array[lower(email)] from engagement_participants
      union all select name, array[lower(email)] from crm_contacts
      union all select name, array[lower(email)] from crm_users
      union all select display_name, emails || lower(email) from identities
      union all select display_name, emails || lower(email) from accounts) x
    where lower(x.name) = any(${wanted}) and not coalesce(x.emails && ${own}, false)`.execute(db)
  return rows.map(({ name }) => name)
}
