// What several kinds of findings ask for, once: temporary tables that are gone with the transaction of the comparison.
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { Resource } from './resources.ts'

/** A connection, and something that is read of it. */
export interface Source {
  readonly connectionId: string
  readonly resource: Resource
}

/**
 * `sources`: how each was last read. `sure` when what it does not list is not there: read to the end, and its connection works. `complete` is
 * null while it was never read. `tells_activity`, `tells_roles`: any of its accounts has a last use, a role.
 */
export const gatherSources = (db: Db, sources: readonly Source[]) =>
  sql`
  create temporary table sources on commit drop as
  select c.id as connection_id, c.name, s.resource, r.id as read_id, r.complete, r.problems, r.started_at, r.ended_at,
    coalesce(r.complete, false) and c.state = 'working' as sure,
    s.resource = 'accounts' and exists (select from accounts a where a.connection_id = c.id and a.last_active_at is not null) as tells_activity,
    s.resource = 'accounts' and exists (select from accounts a where a.connection_id = c.id and a.role is not null) as tells_roles
  from jsonb_to_recordset(${JSON.stringify(sources)}::jsonb) as s ("connectionId" uuid, resource text) join connections c on c.id = s."connectionId"
  left join reads r on r.id = (
    select id from reads where connection_id = c.id and resource = s.resource and ended_at is not null order by started_at desc limit 1)`.execute(db)

/** `departed`: whom every identity source that knows them calls inactive or deleted, with every address they had there. */
export const gatherDeparted = (db: Db) =>
  sql`
  create temporary table departed on commit drop as
  with entries_left as materialized (
    select l.person_id, i.status_changed_at, i.emails from identities i join identity_links l on l.identity_id = i.id where i.status in ('inactive', 'deleted')
  )
  select person_id, max(status_changed_at) as since, coalesce(string_to_array(string_agg(array_to_string(emails, ' '), ' '), ' '), '{}') as emails
  from entries_left where person_id not in (
    select l.person_id from identity_links l join identities i on i.id = l.identity_id
    where l.person_id in (select person_id from entries_left) and i.status not in ('inactive', 'deleted'))
  group by person_id`.execute(db)

/** `departed_accounts`: their accounts, in whatever state. */
export const gatherDepartedAccounts = (db: Db) =>
  sql`
  create temporary table departed_accounts on commit drop as
  select a.id as account_id, a.connection_id, a.external_id, a.status, a.last_active_at, l.person_id, g.since
  from departed g join account_links l on l.person_id = g.person_id join accounts a on a.id = l.account_id`.execute(db)

/**
 * `assigned`: to whom identity sources give an app that is connected. `live` when they are active in one of the sources that do; `read_at`
 * is when the assignments were read.
 */
export const gatherAssigned = (db: Db) =>
  sql`
  create temporary table assigned on commit drop as
  select l.person_id, c.app_connection_id as connection_id, string_agg(distinct r.name, ' and ') as names, bool_or(i.status in ('active', 'locked')) as live,
    max(r.ended_at) as read_at
  from app_assignments s
  join identity_app_connections c on c.connection_id = s.connection_id and c.external_id = s.app_external_id
  join identities i on i.connection_id = s.connection_id and i.external_id = s.identity_external_id join identity_links l on l.identity_id = i.id
  join sources r on r.connection_id = s.connection_id and r.resource = 'assignments'
  group by l.person_id, c.app_connection_id`.execute(db)
