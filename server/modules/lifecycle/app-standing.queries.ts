import type { AccessFlow, FindingKind } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import { activityOf } from '../people/index.ts'

export interface Tally {
  readonly of: 'status' | 'role' | 'licence' | 'activity'
  readonly value: string | null
  readonly accounts: number
}

/** The accounts of an app counted four ways, the most first. */
export const tallyAccounts = async (db: Db, connectionId: string, now: Date): Promise<Tally[]> =>
  (
    await sql<Tally>`
      with own as (select status, role, licence, ${activityOf(now)} as activity from accounts a where connection_id = ${connectionId}::uuid and status <> 'deleted')
      select 'status' as of, status as value, count(*)::int as accounts from own group by status
      union all select 'role', role, count(*)::int from own group by role
      union all select 'licence', licence, count(*)::int from own group by licence
      union all select 'activity', activity, count(*)::int from own group by activity
      order by accounts desc, value`.execute(db)
  ).rows

/** From who gives an app to who has an account in it. A person to whom several sources give it counts once, with the one that gives it directly. */
export const findFlows = async (db: Db, connectionId: string): Promise<AccessFlow[]> =>
  (
    await sql<AccessFlow>`
      with given as materialized (
        select distinct on (l.person_id) l.person_id, s.connection_id, s.through
        from identity_app_connections v
        join app_assignments s on s.connection_id = v.connection_id and s.app_external_id = v.external_id
        join identities i on i.connection_id = s.connection_id and i.external_id = s.identity_external_id
        join identity_links l on l.identity_id = i.id
        where v.app_connection_id = ${connectionId}::uuid order by l.person_id, s.through = 'group', s.connection_id
      ), held as materialized (
        select l.person_id, coalesce(l.rooted, false) as rooted, a.status from accounts a left join account_links l on l.account_id = a.id
        where a.connection_id = ${connectionId}::uuid and a.status <> 'deleted'
      ), flows as (
        select g.connection_id, g.through, h.status, h.rooted, h.person_id from held h left join given g on g.person_id = h.person_id
        union all
        select g.connection_id, g.through, null, true, g.person_id from given g where g.person_id not in (select person_id from held where person_id is not null)
      ), counted as (
        select f.connection_id, f.through, f.status,
          case when not f.rooted then 'nobody' when p.status in ('inactive', 'deleted') then 'left' else 'there' end as person, count(*)::int as count
        from flows f left join persons p on p.id = f.person_id group by 1, 2, 3, 4
      )
      select case when c.id is null then null else jsonb_build_object('connectionId', c.id, 'name', c.name) end as source, f.through, f.status, f.person, f.count
      from counted f left join connections c on c.id = f.connection_id order by c.created_at nulls last, f.through, f.status, f.person`.execute(db)
  ).rows

/** An app as its identity sources give it, the one that gives it to most people first. */
export const findGivers = async (db: Db, connectionId: string): Promise<{ connectionId: string; name: string; externalId: string; direct: number }[]> =>
  (
    await sql<{ connectionId: string; name: string; externalId: string; direct: number }>`
      select c.id as "connectionId", c.name, v.external_id as "externalId", count(*) filter (where s.through = 'person')::int as direct
      from identity_app_connections v join connections c on c.id = v.connection_id
      left join app_assignments s on s.connection_id = v.connection_id and s.app_external_id = v.external_id
      where v.app_connection_id = ${connectionId}::uuid group by c.id, v.external_id order by count(s.*) desc, c.created_at, v.external_id`.execute(db)
  ).rows

export const countOpenOf = async (db: Db, connectionId: string): Promise<{ kind: FindingKind; open: number }[]> =>
  (
    await sql<{ kind: FindingKind; open: number }>`
      select kind, count(*)::int as open from findings where connection_id = ${connectionId}::uuid and state = 'open' group by kind order by open desc, kind`.execute(
      db,
    )
  ).rows
