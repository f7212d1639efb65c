import type { Finding, FindingKind, FindingSummary } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { ageOf } from './finding.queries.ts'
import { wasteful } from './price.queries.ts'

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

/** Accounts that a finding says waste their licence, with its price as `priceOf` gives it, or null: joined, because it is asked of all at once. */
const wasted = sql`
  select f.kind, a.id, coalesce(own.amount, rest.amount) as amount, coalesce(own.currency, rest.currency) as currency
  from findings f join accounts a on a.id = f.account_id
  left join licence_prices own on own.connection_id = a.connection_id and own.licence = a.licence
  left join licence_prices rest on rest.connection_id = a.connection_id and rest.licence = ''
  where f.state in ('open', 'planned') and f.kind = any(${wasteful})`

/** What open findings waste in a month by kind and currency; `kind` null is all of them, each account counted once. */
export const findCosts = async (db: Db): Promise<{ kind: FindingKind | null; amount: number; currency: string }[]> =>
  (
    await sql<{ kind: FindingKind | null; amount: number; currency: string }>`
      with priced as materialized (select * from (${wasted}) w where amount is not null)
      select kind, sum(amount)::float8 as amount, currency from priced group by kind, currency
      union all
      select null, sum(amount)::float8, currency from (select distinct id, amount, currency from priced) each_once group by currency
      order by kind nulls first, currency`.execute(db)
  ).rows

/** Accounts that waste a licence whose price nobody has set. */
export const countUnpriced = async (db: Db): Promise<number> =>
  (await sql<{ count: number }>`select count(distinct id)::int as count from (${wasted}) w where amount is null`.execute(db)).rows[0]?.count ?? 0
