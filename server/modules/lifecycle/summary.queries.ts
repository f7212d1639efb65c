import type { Finding, FindingKind, FindingSummary } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { ageOf } from './finding.queries.ts'
import { priceOf, wasteful } from './price.queries.ts'

export interface FindingCount {
  readonly kind: FindingKind
  readonly state: Finding['state']
  readonly age: keyof FindingSummary['ages']
  readonly count: number
}

export const countFindings = async (db: Db, now: Date): Promise<FindingCount[]> =>
  (
    await sql<FindingCount>`
      select kind, state, ${ageOf(now)} as age, count(*)::int as count from findings f where state <> 'resolved' group by 1, 2, 3`.execute(db)
  ).rows

/** What open findings waste in a month by kind and currency; `kind` null is all of them, each account counted once. */
export const findCosts = async (db: Db): Promise<{ kind: FindingKind | null; amount: number; currency: string }[]> =>
  (
    await sql<{ kind: FindingKind | null; amount: number; currency: string }>`
      with priced as (
        select f.kind, a.id, p.amount, p.currency from findings f join accounts a on a.id = f.account_id cross join lateral (${priceOf}) p
        where f.state in ('open', 'planned') and f.kind = any(${wasteful})
      )
      select kind, sum(amount)::float8 as amount, currency from priced group by kind, currency
      union all
      select null, sum(amount)::float8, currency from (select distinct id, amount, currency from priced) each_once group by currency
      order by kind nulls first, currency`.execute(db)
  ).rows

/** Accounts that waste a licence whose price nobody has set. */
export const countUnpriced = async (db: Db): Promise<number> =>
  (
    await sql<{ count: number }>`
      select count(distinct a.id)::int as count from findings f join accounts a on a.id = f.account_id
      where f.state in ('open', 'planned') and f.kind = any(${wasteful}) and not exists (${priceOf})`.execute(db)
  ).rows[0]?.count ?? 0
