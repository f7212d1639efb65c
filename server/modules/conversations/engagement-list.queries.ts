import { sql, type SelectQueryBuilder } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Tables } from '../../db/tables.ts'
import type { EngagementRow } from './engagement.queries.ts'
import type { EngagementsQuestion } from './list-engagements.ts'

type Sort = EngagementsQuestion['sort']
type Matching = SelectQueryBuilder<Tables, 'engagements', object>

/** Each order has an index of its expression and the id; `type` is how the position comes back from a cursor. */
const orders = {
  newest: { by: sql`started_at`, type: sql`timestamptz`, direction: 'desc', value: (row: EngagementRow) => row.started_at.toISOString() },
  oldest: { by: sql`started_at`, type: sql`timestamptz`, direction: 'asc', value: (row: EngagementRow) => row.started_at.toISOString() },
  longest: { by: sql`duration_seconds`, type: sql`double precision`, direction: 'desc', value: (row: EngagementRow) => row.duration_seconds },
  title: { by: sql`lower(title)`, type: sql`text`, direction: 'asc', value: (row: EngagementRow) => row.title },
} as const

/** Where a row stands in an order. */
export const positionOf = (row: EngagementRow, sort: Sort): string | number => orders[sort].value(row)

/** One row more than a page, so that the caller sees whether there is a next one. */
export function findPage(
  db: Db,
  question: EngagementsQuestion,
  { after, total }: { after: { value: string | number; id: string } | null; total: number },
): Promise<EngagementRow[]> {
  const { by, type, direction } = orders[question.sort]
  const beyond = direction === 'desc' ? sql`<` : sql`>`
  const value = question.sort === 'title' ? sql`lower(${after?.value}::text)` : sql`${after?.value}::${type}`
  return matching(db, question, { areFew: total <= countedExactly })
    .$if(after !== null, query => query.where(sql<boolean>`(${by}, id) ${beyond} (${value}, ${after?.id}::uuid)`))
    .selectAll()
    .orderBy(by, direction)
    .orderBy('id', direction)
    .limit(question.limit + 1)
    .execute()
}

const countedExactly = 10_000

/**
 * How many rows answer the question: exactly up to ten thousand, beyond that the planner's estimate, so that no list waits for a
 * count that nobody reads to the last digit.
 */
export async function countMatching(db: Db, question: EngagementsQuestion): Promise<number> {
  const asked = matching(db, question, { areFew: true }).select('id')
  const { count } = await db
    .selectFrom(asked.limit(countedExactly + 1).as('some'))
    .select(eb => eb.fn.countAll<number>().as('count'))
    .executeTakeFirstOrThrow()
  if (count <= countedExactly) return count
  const [plan] = await asked.explain<{ 'QUERY PLAN': { Plan: { 'Plan Rows': number } }[] }>('json')
  return Math.max(count, plan?.['QUERY PLAN'][0]?.Plan['Plan Rows'] ?? 0)
}

/**
 * What the question asks for, still without order, place and columns. Where few calls hold the words they are looked up by their words
 * first (`offset 0` keeps the planner from doing otherwise); where many do, the order is walked until a page is full.
 */
function matching(db: Db, { q, kind, owner, accountId, trackerId, from, to, delivery }: EngagementsQuestion, { areFew }: { areFew: boolean }): Matching {
  let query: Matching = db.selectFrom('engagements')
  if (q !== undefined && q !== '') {
    const holdsWords = sql`search @@ (websearch_to_tsquery('english', ${q}) || websearch_to_tsquery('simple', ${q}))`
    query = query.where(
      areFew
        ? sql<boolean>`id in (select engagement_id from transcripts where ${holdsWords} offset 0)`
        : sql<boolean>`exists (select 1 from transcripts where engagement_id = engagements.id and ${holdsWords})`,
    )
  }
  if (kind !== undefined) query = query.where('kind', '=', kind)
  if (owner !== undefined) query = query.where(sql`lower(owner_email)`, '=', owner.toLowerCase())
  if (accountId !== undefined) query = query.where('account_id', '=', accountId)
  if (trackerId !== undefined)
    query = query.where(sql<boolean>`exists (select 1 from tracker_hits where engagement_id = engagements.id and tracker_id = ${trackerId}::uuid)`)
  if (from !== undefined) query = query.where('started_at', '>=', new Date(from))
  if (to !== undefined) query = query.where('started_at', '<', new Date(to))
  if (delivery !== undefined) query = query.where('delivery', '=', delivery)
  return query
}
