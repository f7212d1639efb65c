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

export interface Waste {
  /** By kind and currency; `kind` null is all of them, each account counted once. */
  readonly costs: { kind: FindingKind | null; amount: number; currency: string }[]
  /** Accounts whose licence has no price. */
  readonly unpriced: number
}

/** What open findings waste in a month. Prices as `priceOf` gives them, but joined, because it is asked of all at once. */
export const findWaste = async (db: Db): Promise<Waste> => {
  const { rows } = await sql<{ kind: FindingKind | null; amount: number; currency: string | null }>`
    with wasted as materialized (
      select f.kind, a.id, coalesce(own.amount, rest.amount) as amount, coalesce(own.currency, rest.currency) as currency
      from findings f join accounts a on a.id = f.account_id
      left join licence_prices own on own.connection_id = a.connection_id and own.licence = a.licence
      left join licence_prices rest on rest.connection_id = a.connection_id and rest.licence = ''
      where f.state in ('open', 'planned') and f.kind = any(${wasteful})
    )
    select kind, sum(amount)::float8 as amount, currency from wasted where amount is not null group by kind, currency
    union all
    select null, coalesce(sum(amount), count(*))::float8, currency from (select distinct id, amount, currency from wasted) each_once group by currency
    order by kind nulls first, currency`.execute(db)
  return {
    costs: rows.flatMap(({ kind, amount, currency }) => (currency === null ? [] : [{ kind, amount, currency }])),
    unpriced: rows.find(({ currency }) => currency === null)?.amount ?? 0,
  }
}
