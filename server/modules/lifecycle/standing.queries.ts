import type { AccountStatus, Via } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { LoginStanding, SourceStanding, Standing } from './finding.ts'

/** How a person's entry in an identity source stands. */
export interface IdentityStanding extends LoginStanding {
  readonly identityId: string
}

// `problems` belongs to the newest ended read of the source, complete or not.
const source = sql.raw(`'source', c.name, 'state', c.state, 'detail', c.detail, 'complete', r.complete, 'problems', coalesce(r.problems, '[]'::jsonb)`)
const newest = (connection: string, resource: string) =>
  sql.raw(`left join lateral (select complete, problems from reads where connection_id = ${connection} and resource = '${resource}'
    and ended_at is not null order by started_at desc limit 1) r on true`)

/** Every identity of a person with its source, and their addresses. */
const known = (person: string) =>
  sql.raw(`left join lateral (
  select coalesce(jsonb_agg(jsonb_build_object('source', c.name, 'state', c.state, 'detail', c.detail, 'complete', r.complete,
      'problems', coalesce(r.problems, '[]'::jsonb), 'status', i.status)), '[]') as identities,
    coalesce(string_to_array(string_agg(array_to_string(i.emails, ' '), ' '), ' '), '{}') as addresses
  from identity_links il join identities i on i.id = il.identity_id join connections c on c.id = i.connection_id
  left join lateral (select complete, problems from reads where connection_id = i.connection_id and resource = 'identities'
    and ended_at is not null order by started_at desc limit 1) r on true
  where il.person_id = ${person}) k on true`)

const login = sql.raw(`a.connection_id as "connectionId", a.external_id as "externalId", a.user_name as "userName", a.display_name as "displayName", a.status,
  a.version, a.groups, a.absent_reads > 0 as absent, l.person_id as "personId", k.identities,
  array(select distinct unnest(a.emails || lower(a.user_name) || k.addresses)) as addresses`)

/** How accounts and their persons stand now. Accounts that are gone are not answered. */
export const findStandings = async (db: Db, accountIds: readonly string[]): Promise<Standing[]> =>
  (
    await sql<Standing>`
      select a.id as "accountId", ${login}, a.role, a.licence, a.protection, jsonb_build_object(${source}) as app,
        (select d.detail from disputes d where d.account_id = a.id or d.person_id = l.person_id limit 1) as dispute
      from accounts a join connections c on c.id = a.connection_id ${newest('a.connection_id', 'accounts')}
      left join account_links l on l.account_id = a.id ${known('l.person_id')}
      where a.id = any(${accountIds}::uuid[])`.execute(db)
  ).rows

/** The same of identities. Who has a break-glass account, or one that a connection signs in with, is protected at the identity source as well. */
export const findIdentityStandings = async (db: Db, identityIds: readonly string[]): Promise<IdentityStanding[]> =>
  (
    await sql<IdentityStanding>`
      select a.id as "identityId", ${login}, null as role, null as licence, jsonb_build_object(${source}) as app,
        coalesce((select o.protection from account_links ol join accounts o on o.id = ol.account_id
          where ol.person_id = l.person_id and o.protection in ('break_glass', 'connector') limit 1), 'none') as protection,
        (select d.detail from disputes d where d.identity_id = a.id or d.person_id = l.person_id limit 1) as dispute
      from identities a join connections c on c.id = a.connection_id ${newest('a.connection_id', 'identities')}
      left join identity_links l on l.identity_id = a.id ${known('l.person_id')}
      where a.id = any(${identityIds}::uuid[])`.execute(db)
  ).rows

/** How places stand, by connection: as apps, as identity sources, or as those that list who has which app. */
export const findSources = async (
  db: Db,
  connectionIds: readonly string[],
  resource: 'accounts' | 'assignments' | 'identities',
): Promise<Map<string, SourceStanding>> => {
  const { rows } = await sql<{ id: string; app: SourceStanding }>`
    select c.id, jsonb_build_object(${source}) as app from connections c ${newest('c.id', resource)} where c.id = any(${connectionIds}::uuid[])`.execute(db)
  return new Map(rows.map(row => [row.id, row.app]))
}

/** Somebody who is to have an account, and what they have there already. */
export interface Newcomer {
  readonly personId: string
  readonly personName: string
  readonly dispute: string | null
  readonly addresses: readonly string[]
  readonly accounts: readonly { readonly connectionId: string; readonly userName: string; readonly status: AccountStatus }[]
}

export const findNewcomers = async (db: Db, personIds: readonly string[]): Promise<Map<string, Newcomer>> => {
  const { rows } = await sql<Newcomer>`
    select p.id as "personId", p.display_name as "personName", (select d.detail from disputes d where d.person_id = p.id limit 1) as dispute, k.addresses,
      (select coalesce(jsonb_agg(jsonb_build_object('connectionId', a.connection_id, 'userName', a.user_name, 'status', a.status)), '[]')
        from account_links l join accounts a on a.id = l.account_id where l.person_id = p.id) as accounts
    from persons p ${known('p.id')} where p.id = any(${personIds}::uuid[])`.execute(db)
  return new Map(rows.map(row => [row.personId, row]))
}

/** An app that an identity source gives a person, or could give them. */
export interface Giving {
  readonly personId: string
  readonly appConnectionId: string | null
  readonly identityId: string
  readonly via: Via
  readonly appName: string
  readonly assigned: boolean
  readonly throughGroup: boolean
}

/** Every app that the identity sources of some persons know, given to them or not. */
export const findGivings = async (db: Db, personIds: readonly string[]): Promise<Giving[]> =>
  (
    await sql<Giving>`
      select l.person_id as "personId", i.id as "identityId", x.name as "appName", v.app_connection_id as "appConnectionId",
        jsonb_build_object('connectionId', c.id, 'connectionName', c.name, 'identityExternalId', i.external_id, 'appExternalId', x.external_id) as via,
        s.identity_external_id is not null as assigned, coalesce(s.through = 'group', false) as "throughGroup"
      from identity_links l join identities i on i.id = l.identity_id join connections c on c.id = i.connection_id
      join identity_apps x on x.connection_id = c.id
      left join identity_app_connections v on v.connection_id = x.connection_id and v.external_id = x.external_id
      left join app_assignments s on s.connection_id = c.id and s.app_external_id = x.external_id and s.identity_external_id = i.external_id
      where l.person_id = any(${personIds}::uuid[]) and i.status <> 'deleted' order by c.created_at, x.external_id`.execute(db)
  ).rows

/** Logins that let people in, by connection: what a plan is measured against. */
export const countLiveLogins = async (db: Db, connectionIds: readonly string[]): Promise<Map<string, number>> => {
  const { rows } = await sql<{ id: string; count: number }>`
    select connection_id as id, count(*) as count from (
      select connection_id, status from accounts union all select connection_id, status from identities
    ) logins where connection_id = any(${connectionIds}::uuid[]) and status in ('active', 'locked') group by connection_id`.execute(db)
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
