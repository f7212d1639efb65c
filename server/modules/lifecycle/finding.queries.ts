import type { Finding, FindingKind, FindingSummary } from '@rollcall/contract'
import { type RawBuilder, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Unread } from './finding.ts'
import type { LifecycleTables } from './lifecycle.tables.ts'
import { priceOf, wasteful } from './price.queries.ts'

export type FindingRecord = Selectable<LifecycleTables['findings']> & {
  connection_name: string
  owner_name: string | null
  /** Of the account's licence in a month, as text: numeric is exact. */
  cost: string | null
  currency: string | null
  position: (string | number)[]
}

export interface FindingFilter {
  readonly q?: string | undefined
  readonly kind?: FindingKind | undefined
  readonly state?: Finding['state'] | undefined
  readonly age?: keyof FindingSummary['ages'] | undefined
  readonly connectionId?: string | undefined
  readonly personId?: string | undefined
  /** Null: findings of nobody. */
  readonly ownerId?: string | null | undefined
}

const from = sql`from findings f join connections c on c.id = f.connection_id left join accounts a on a.id = f.account_id`

/** For how long the finding `f` has been true. */
export const ageOf = (now: Date) => sql`
  case when f.since > ${now}::timestamptz - interval '1 day' then 'day' when f.since > ${now}::timestamptz - interval '7 days' then 'week'
    when f.since > ${now}::timestamptz - interval '30 days' then 'month' when f.since > ${now}::timestamptz - interval '90 days' then 'quarter' else 'older' end`

const matching = ({ q, kind, state, age, connectionId, personId, ownerId }: FindingFilter, now: Date): RawBuilder<boolean> => {
  const conditions = [sql<boolean>`true`]
  if (q !== undefined && q.trim() !== '') {
    const like = `%${q.trim().replace(/[\\%_]/g, '\\$&')}%`
    conditions.push(sql`(f.person_name ilike ${like} or c.name ilike ${like} or a.user_name ilike ${like})`)
  }
  if (kind !== undefined) conditions.push(sql`f.kind = ${kind}`)
  if (state !== undefined) conditions.push(sql`f.state = ${state}`)
  if (age !== undefined) conditions.push(sql`${ageOf(now)} = ${age}`)
  if (connectionId !== undefined) conditions.push(sql`f.connection_id = ${connectionId}::uuid`)
  if (personId !== undefined) conditions.push(sql`f.person_id = ${personId}::uuid`)
  if (ownerId !== undefined) conditions.push(ownerId === null ? sql`f.owner_id is null` : sql`f.owner_id = ${ownerId}::uuid`)
  return sql.join(conditions, sql` and `)
}

// Microseconds since 1970: exact in JSON, unlike a timestamp's text.
const since = '(extract(epoch from f.since) * 1000000)::bigint'
const orders = {
  oldest: [since, 'f.id'],
  newest: [`-${since}`, 'f.id'],
  person: ['lower(f.person_name)', 'f.id'],
  connection: ['lower(c.name)', 'lower(f.person_name)', 'f.id'],
} as const

export type FindingSort = keyof typeof orders

/** Findings with what they cost; `kinds` that waste nothing cost nothing. */
const select = (position: RawBuilder<unknown>) => sql`
  select f.*, c.name as connection_name, u.name as owner_name, price.amount::text as cost, price.currency, ${position} as position
  ${from} left join users u on u.id = f.owner_id left join lateral (${priceOf}) price on f.kind = any(${wasteful})`

/** The page after a position, one row more than the limit, and how many match in all. */
export async function findFindings(
  db: Db,
  filter: FindingFilter,
  page: { sort: FindingSort; after: (string | number)[] | null; limit: number; now: Date },
): Promise<{ rows: FindingRecord[]; total: number }> {
  const keys = orders[page.sort].map(key => sql.raw(key))
  const beyond = page.after === null ? sql`true` : sql`(${sql.join(keys)}) > (${sql.join(page.after)})`
  const { rows } = await sql<FindingRecord>`
    ${select(sql`jsonb_build_array(${sql.join(keys)})`)} where ${matching(filter, page.now)} and ${beyond} order by ${sql.join(keys)} limit ${page.limit + 1}`.execute(
    db,
  )
  const counted = await sql<{ total: number }>`select count(*) as total ${from} where ${matching(filter, page.now)}`.execute(db)
  return { rows, total: counted.rows[0]?.total ?? 0 }
}

export const findFinding = async (db: Db, id: string): Promise<FindingRecord | undefined> =>
  (await sql<FindingRecord>`${select(sql`'[]'::jsonb`)} where f.id = ${id}::uuid`.execute(db)).rows[0]

/** Sources whose newest read was not whole, or was never ended. */
export const findUnread = async (db: Db): Promise<Unread[]> =>
  (
    await sql<Unread>`
      select distinct on (c.id) c.id as "connectionId", c.name as source, r.problems ->> 0 as problem from connections c cross join lateral (
        select distinct on (resource) complete, problems from reads where connection_id = c.id and ended_at is not null order by resource, started_at desc
      ) r where not r.complete order by c.id`.execute(db)
  ).rows

export const updateFinding = (db: Db, id: string, change: Updateable<LifecycleTables['findings']>) =>
  db.updateTable('findings').set(change).where('id', '=', id).execute()

export const updateFindings = (db: Db, ids: readonly string[], change: Updateable<LifecycleTables['findings']>) =>
  db
    .updateTable('findings')
    .set(change)
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()

/** Held until the transaction ends, so that no two plans take the same finding. */
export const lockFindings = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('findings')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .orderBy('id')
    .forUpdate()
    .execute()

export const findFindingRows = (db: Db, ids: readonly string[]) =>
  db
    .selectFrom('findings')
    .selectAll()
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()

export const planFindings = (db: Db, ids: readonly string[], planId: string) =>
  db
    .updateTable('findings')
    .set({ state: 'planned', plan_id: planId })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .execute()

/** The findings of a plan that will not repair them are open again. */
export const reopenFindingsOf = (db: Db, planId: string) =>
  db.updateTable('findings').set({ state: 'open', plan_id: null }).where('plan_id', '=', planId).where('state', '=', 'planned').execute()

/** Some of them are; what was resolved meanwhile stays so. */
export const reopenFindings = (db: Db, ids: readonly string[]) =>
  db
    .updateTable('findings')
    .set({ state: 'open', plan_id: null })
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('state', '=', 'planned')
    .execute()

export const resolveFinding = (db: Db, id: string, planId: string, now: Date) =>
  db
    .updateTable('findings')
    .set({ state: 'resolved', plan_id: planId, resolved_at: now })
    .where('id', '=', id)
    .returning(['id', 'person_name'])
    .executeTakeFirstOrThrow()

/** Which of these findings say that somebody left. */
export const findDepartures = async (db: Db, ids: readonly string[]): Promise<Set<string>> => {
  const rows = await db
    .selectFrom('findings')
    .select('id')
    .where('id', '=', sql<string>`any(${ids}::uuid[])`)
    .where('kind', '=', 'active_after_deactivation')
    .execute()
  return new Set(rows.map(({ id }) => id))
}
