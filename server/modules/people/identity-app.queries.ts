import { type Updateable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { PeopleTables } from './people.tables.ts'

export interface IdentityAppRow {
  readonly connectionId: string
  readonly connectionName: string
  readonly externalId: string
  readonly name: string
  readonly people: number
  readonly unlinked: boolean
  readonly chosen: boolean
  readonly by: string | null
  readonly at: Date | null
  readonly appId: string | null
  readonly appName: string | null
}

export interface AppKey {
  readonly connectionId: string
  readonly externalId: string
}

/** Every app of every identity source, or one, with the connection that shows its accounts. */
export const findIdentityApps = async (db: Db, key?: AppKey): Promise<IdentityAppRow[]> =>
  (
    await sql<IdentityAppRow>`
      select a.connection_id as "connectionId", s.name as "connectionName", a.external_id as "externalId", a.name, coalesce(n.people, 0) as people,
        a.unlinked, a.app_connection_id is not null as chosen, a.linked_by as by, a.linked_at as at, c.id as "appId", c.name as "appName"
      from identity_apps a join connections s on s.id = a.connection_id
      left join (select connection_id, app_external_id, count(distinct identity_external_id)::int as people from app_assignments group by 1, 2) n
        on n.connection_id = a.connection_id and n.app_external_id = a.external_id
      left join lateral (
        select c.id, c.name from identity_app_connections v join connections c on c.id = v.app_connection_id
        where v.connection_id = a.connection_id and v.external_id = a.external_id order by c.created_at limit 1
      ) c on true
      where ${key === undefined ? sql`true` : sql`a.connection_id = ${key.connectionId}::uuid and a.external_id = ${key.externalId}`}
      order by s.created_at, lower(a.name), a.external_id`.execute(db)
  ).rows

const sampleSize = 200

export interface Overlap extends AppKey {
  readonly appId: string
  /** Of `asked` people who are given the app, how many hold an account of that connection. */
  readonly holding: number
  readonly asked: number
}

/** Which connections the people hold accounts of to whom an app is given that has no connection yet: from some of them, whatever their number. */
export const findOverlaps = async (db: Db): Promise<Overlap[]> =>
  (
    await sql<Overlap>`
      with loose as (
        select connection_id, external_id from identity_apps a
        where not exists (select from identity_app_connections v where v.connection_id = a.connection_id and v.external_id = a.external_id)
      ), given as materialized (
        select a.connection_id, a.external_id, g.person_id from loose a cross join lateral (
          select distinct l.person_id from app_assignments s
          join identities i on i.external_id = s.identity_external_id and i.connection_id = s.connection_id join identity_links l on l.identity_id = i.id
          where s.connection_id = a.connection_id and s.app_external_id = a.external_id limit ${sampleSize}) g
      ), asked as (
        select connection_id, external_id, count(*) as asked from given group by 1, 2
      )
      select g.connection_id as "connectionId", g.external_id as "externalId", al.connection_id as "appId", count(distinct g.person_id) as holding, min(k.asked) as asked
      from given g join account_links al on al.person_id = g.person_id
      join asked k on k.connection_id = g.connection_id and k.external_id = g.external_id group by 1, 2, 3`.execute(db)
  ).rows

export const updateIdentityApp = (db: Db, { connectionId, externalId }: AppKey, change: Updateable<PeopleTables['identity_apps']>) =>
  db.updateTable('identity_apps').set(change).where('connection_id', '=', connectionId).where('external_id', '=', externalId).execute()
