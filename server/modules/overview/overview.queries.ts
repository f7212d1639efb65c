import type { AccountStatus, Deprovisioning } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

export const countPeople = async (db: Db): Promise<{ status: AccountStatus; people: number }[]> =>
  (
    await sql<{
      status: AccountStatus
      people: number
    }>`select status, count(*)::int as people from persons group by status order by people desc, status`.execute(db)
  ).rows

export const countDraftPlans = async (db: Db): Promise<number> =>
  (await sql<{ count: number }>`select count(*)::int as count from plans where state = 'draft'`.execute(db)).rows[0]?.count ?? 0

export type Measures = Omit<Deprovisioning, 'days'>

const mostSlow = 5

/**
 * How long it took until whoever left since then could sign in nowhere. Somebody has left when every identity source that knows them says
 * so, on the last day that one of them tells. `accounts.status_changed_at` is the vendor's own time, else when it was verified or first read
 * so. Service and other protected accounts are not theirs; one that was closed before they left took no time.
 */
export const measureDeprovisioning = async (db: Db, since: Date): Promise<Measures> => {
  const { rows } = await sql<Measures>`
    with leaving as materialized (
      select distinct l.person_id from identities i join identity_links l on l.identity_id = i.id
      where i.status in ('inactive', 'deleted') and (i.status_changed_at >= ${since}::timestamptz or i.status_changed_at is null)
    ), departed as materialized (
      select l.person_id, max(i.status_changed_at) as left_at
      from leaving g join identity_links l on l.person_id = g.person_id join identities i on i.id = l.identity_id
      group by l.person_id having bool_and(i.status in ('inactive', 'deleted')) and coalesce(max(i.status_changed_at) >= ${since}::timestamptz, true)
    ), doors as (
      select d.person_id, d.left_at, a.connection_id, a.status in ('active', 'locked') as open, a.status_changed_at as closed_at,
        a.status = 'unknown' or a.status_changed_at is null as unknown
      from departed d join account_links l on l.person_id = d.person_id join accounts a on a.id = l.account_id
      where a.protection = 'none' and a.status <> 'staged'
    ), leavers as materialized (
      select person_id, left_at, bool_or(open) as open, bool_or(unknown) as unknown, max(closed_at) as closed_at,
        (array_agg(connection_id order by closed_at desc nulls last))[1] as connection_id,
        greatest(extract(epoch from max(closed_at) - left_at), 0)::float8 as seconds
      from doors group by person_id, left_at
    ), measured as (select * from leavers where left_at is not null and not open and not unknown)
    select (select count(*)::int from measured) as measured,
      (select percentile_cont(0.5) within group (order by seconds) from measured) as "medianSeconds",
      (select coalesce(jsonb_agg(jsonb_build_object('personId', p.id, 'personName', p.display_name, 'connectionName', c.name,
          'leftAt', to_char(s.left_at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'seconds', s.seconds) order by s.seconds desc, p.id), '[]')
        from (select * from measured order by seconds desc, person_id limit ${mostSlow}) s
        join persons p on p.id = s.person_id join connections c on c.id = s.connection_id) as slowest,
      (select count(*)::int from leavers where left_at is not null and open) as open,
      (select count(*)::int from leavers where left_at is not null and not open and unknown) as unknown,
      (select count(*)::int from departed where left_at is null) as undated`.execute(db)
  return rows[0] ?? { measured: 0, medianSeconds: null, slowest: [], open: 0, unknown: 0, undated: 0 }
}
