import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Standing } from './finding.ts'

// `problems` belongs to the newest ended read of the source, complete or not.
const source = sql.raw(`'source', c.name, 'state', c.state, 'detail', c.detail, 'complete', r.complete, 'problems', coalesce(r.problems, '[]'::jsonb)`)
const newest = (connection: string, resource: string) =>
  sql.raw(`left join lateral (select complete, problems from reads where connection_id = ${connection} and resource = '${resource}'
    and ended_at is not null order by started_at desc limit 1) r on true`)

/** How accounts and their persons stand now. Accounts that are gone are not answered. */
export const findStandings = async (db: Db, accountIds: readonly string[]): Promise<Standing[]> =>
  (
    await sql<Standing>`
      select a.id as "accountId", a.connection_id as "connectionId", a.external_id as "externalId", a.user_name as "userName", a.display_name as "displayName", a.status, a.version,
        a.role, a.protection, a.absent_reads > 0 as absent, l.person_id as "personId", jsonb_build_object(${source}) as app, k.identities,
        (select d.detail from disputes d where d.account_id = a.id or d.person_id = l.person_id limit 1) as dispute,
        array(select distinct unnest(a.emails || lower(a.user_name) || k.addresses)) as addresses
      from accounts a join connections c on c.id = a.connection_id ${newest('a.connection_id', 'accounts')}
      left join account_links l on l.account_id = a.id
      left join lateral (
        select coalesce(jsonb_agg(jsonb_build_object(${source}, 'status', i.status)), '[]') as identities,
          coalesce(string_to_array(string_agg(array_to_string(i.emails, ' '), ' '), ' '), '{}') as addresses
        from identity_links il join identities i on i.id = il.identity_id join connections c on c.id = i.connection_id ${newest('i.connection_id', 'identities')}
        where il.person_id = l.person_id
      ) k on true
      where a.id = any(${accountIds}::uuid[])`.execute(db)
  ).rows

/** Accounts that let people in, by connection: what a plan is measured against. */
export const countLiveAccounts = async (db: Db, connectionIds: readonly string[]): Promise<Map<string, number>> => {
  const { rows } = await sql<{ id: string; count: number }>`
    select connection_id as id, count(*) as count from accounts
    where connection_id = any(${connectionIds}::uuid[]) and status in ('active', 'locked') group by connection_id`.execute(db)
  return new Map(rows.map(row => [row.id, row.count]))
}

/** Whether an app keeps an active administrator when these accounts are gone. */
export const keepsAnAdmin = async (db: Db, connectionId: string, without: readonly string[]): Promise<boolean> =>
  (
    await sql`
      select from accounts where connection_id = ${connectionId}::uuid and status = 'active' and role ~* ${adminRole}
      and id <> all(${without}::uuid[]) limit 1`.execute(db)
  ).rows.length > 0

/** What apps call those who may do everything, as a word of the role's name. PostgreSQL and JavaScript read it alike. */
export const adminRole = '(^|[^a-z])(admin|administrator|owner)([^a-z]|$)'
