import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../../../db/database.ts'
import { blockSize, joinManager } from '../users/user.queries.ts'
import type { PageAfter, IndexPage } from './page-query.ts'

/** A question in SQL: rows of `alias` in `tables`, what is read of each, which of them, and in which order. */
export interface SqlQuestion {
  readonly alias: 'u' | 'g'
  readonly table: RawBuilder<unknown>
  /** The table with what the columns need joined to it. */
  readonly tables: RawBuilder<unknown>
  readonly columns: RawBuilder<unknown>
  readonly condition: RawBuilder<unknown>
  /** Null sorts by the order of arrival alone. */
  readonly sort: RawBuilder<unknown> | null
  readonly descending: boolean
}

export interface Page<T> {
  readonly total: number
  readonly rows: readonly T[]
}

type Counted<T> = { [name in keyof T]: T[name] | null } & { total: number }

const pageOf = <T extends { id: string }>(rows: readonly (Counted<T> | { total: number; id: null })[]): Page<T & { sorted: string | null }> => ({
  total: rows[0]?.total ?? 0,
  rows: rows.filter(row => row.id !== null) as unknown as (T & { sorted: string | null })[],
})

/**
 * A page of everybody in the order of arrival. The blocks say where the page begins and how many users there are, so that the last page of a
 * hundred thousand costs what the first of a thousand costs.
 */
export async function findPageOfAll<T extends { id: string }>(db: Db, question: SqlQuestion, page: IndexPage) {
  const { rows } = await sql<Counted<T>>`with blocks as (select block, sum(users)::int as users from user_blocks group by block),
    placed as (select block, users, sum(users) over (order by block) - users as before from blocks),
    begin_at as (select block, before from placed where before + users >= ${page.startIndex} order by block limit 1),
    chosen as materialized (
      select u.*, u.xmin from users u where u.deleted_at is null and u.ordinal >= (select block from begin_at) * ${sql.lit(blockSize)}
      order by u.ordinal offset greatest(${page.startIndex} - 1 - (select before from begin_at), 0) limit ${page.count}
    ), page as (select ${question.columns}, null::text as sorted from chosen u ${joinManager})
    select t.total, page.* from (select coalesce(sum(users), 0)::int as total from blocks) t left join page on true order by page.ordinal`.execute(db)
  return pageOf<T>(rows)
}

/** A page of what satisfies a condition. Matches are counted by their ids alone; only the rows of the page are read. */
export async function findPage<T extends { id: string }>(db: Db, question: SqlQuestion, page: IndexPage | PageAfter) {
  const { alias, condition, descending } = question
  const [id, ordinal] = [sql.raw(`${alias}.id`), sql.raw(`${alias}.ordinal`)]
  const direction = sql.raw(descending ? 'desc' : 'asc')
  // Who has no value comes last, or first when descending (RFC 7644, section 3.4.2.3); with a mark before the value, positions can be compared.
  const sorted = question.sort === null ? sql`null::text` : sql`coalesce('0' || nullif(${question.sort}, ''), '1')`
  const order = question.sort === null ? sql`ordinal ${direction}` : sql`sorted collate "C" ${direction}, ordinal ${direction}`
  const chosen =
    page.kind === 'index'
      ? sql`select * from matched order by ${order} offset ${page.startIndex - 1} limit ${page.count}`
      : sql`select * from matched ${page.after === null ? sql`` : sql`where ${isAfter(question, page.after)}`} order by ${order} limit ${page.count + 1}`
  const { rows } = await sql<
    Counted<T>
  >`with matched as materialized (select ${id} as id, ${ordinal} as ordinal, ${sorted} as sorted from ${question.table} where ${condition}),
    chosen as (${chosen}),
    page as (select ${question.columns}, chosen.sorted from chosen join ${question.tables} on ${id} = chosen.id)
    select t.total, page.* from (select count(*)::int as total from matched) t left join page on true
    order by ${question.sort === null ? sql`page.ordinal ${direction}` : sql`page.sorted collate "C" ${direction}, page.ordinal ${direction}`}`.execute(db)
  return pageOf<T>(rows)
}

function isAfter({ sort, descending }: SqlQuestion, { ordinal, sorted }: NonNullable<PageAfter['after']>): RawBuilder<unknown> {
  const beyond = sql.raw(descending ? '<' : '>')
  return sort === null ? sql`ordinal ${beyond} ${ordinal}` : sql`(sorted collate "C", ordinal) ${beyond} (${sorted ?? ''}::text, ${ordinal}::bigint)`
}

/** The page after a position in the order of arrival, of everybody. */
export async function findPageAfter<T extends { id: string }>(db: Db, question: SqlQuestion, page: PageAfter) {
  const { rows } = await sql<Counted<T>>`with page as (
      select ${question.columns}, null::text as sorted from ${question.tables}
      where ${question.condition} and u.ordinal > ${page.after?.ordinal ?? -1} order by u.ordinal limit ${page.count + 1}
    ) select t.total, page.* from (select coalesce(sum(users), 0)::int as total from user_blocks) t left join page on true order by page.ordinal`.execute(db)
  return pageOf<T>(rows)
}
