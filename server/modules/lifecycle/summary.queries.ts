import type { Finding, FindingKind, FindingSummary } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
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
      select kind, state, case when age < interval '1 day' then 'day' when age < interval '7 days' then 'week' when age < interval '30 days' then 'month'
        when age < interval '90 days' then 'quarter' else 'older' end as age, count(*)::int as count
      from (select kind, state, ${now}::timestamptz - since as age from findings where state <> 'resolved') f group by 1, 2, 3`.execute(db)
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
