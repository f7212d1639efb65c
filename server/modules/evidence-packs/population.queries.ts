import type { ReadVerdict } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

export interface Source {
  readonly connectionId: string
  readonly name: string
  readonly connector: string
  readonly resource: 'accounts' | 'identities'
  /** The newest read that ended, complete or not. */
  readonly read: Pick<ReadVerdict, 'id' | 'complete' | 'problems' | 'rows' | 'pages'> & { startedAt: string; endedAt: string }
}

/** What can be shown whole: each resource of each connection in the scope that was ever read. */
export const findSources = async (db: Db, connectionIds: readonly string[]): Promise<Source[]> =>
  (
    await sql<Source>`
      select c.id as "connectionId", c.name, c.connector, r.resource, json_build_object('id', r.id, 'complete', r.complete, 'problems', r.problems, 'rows', r.rows,
        'pages', r.pages, 'startedAt', ${iso('r.started_at')}, 'endedAt', ${iso('r.ended_at')}) as read
      from connections c join lateral (
        select distinct on (resource) * from reads where connection_id = c.id and resource in ('accounts', 'identities') and ended_at is not null order by resource, started_at desc
      ) r on true
      where ${connectionIds.length === 0} or c.id = any(${connectionIds}::uuid[]) order by lower(c.name), c.id, r.resource`.execute(db)
  ).rows

const iso = (column: string) => sql`to_char(${sql.ref(column)} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"')`

export interface Login {
  readonly id: string
  readonly external_id: string
  readonly user_name: string
  readonly email: string | null
  readonly display_name: string
  readonly status: string
  readonly vendor_status: string
  readonly role: string | null
  readonly licence: string | null
  readonly protection: string | null
  readonly groups: string[]
  readonly status_changed_at: Date | null
  readonly last_active_at: Date | null
  readonly last_seen_at: Date
  readonly absent_reads: number
  readonly person_id: string | null
  readonly person_name: string | null
  readonly link_rule: string | null
}

/** The statement of each population, as the pack shows it; `$1` is the connection, `$2` the last id of the page before, `$3` the rows of a page. */
export const statements = {
  accounts: `select a.id, a.external_id, a.user_name, a.email, a.display_name, a.status, a.vendor_status, a.role, a.licence, a.protection, a.groups,
  a.status_changed_at, a.last_active_at, a.last_seen_at, a.absent_reads, l.person_id, p.display_name as person_name, l.rule as link_rule
from accounts a left join account_links l on l.account_id = a.id left join persons p on p.id = l.person_id
where a.connection_id = $1 and a.id > $2 order by a.id limit $3`,
  identities: `select a.id, a.external_id, a.user_name, a.email, a.display_name, a.status, a.vendor_status, null as role, null as licence, null as protection, a.groups,
  a.status_changed_at, a.last_active_at, a.last_seen_at, a.absent_reads, l.person_id, p.display_name as person_name, l.rule as link_rule
from identities a left join identity_links l on l.identity_id = a.id left join persons p on p.id = l.person_id
where a.connection_id = $1 and a.id > $2 order by a.id limit $3`,
} as const

/** One page of a population, by exactly the statement that the pack shows. */
export async function findLogins(db: Db, resource: Source['resource'], connectionId: string, after: string, limit: number): Promise<Login[]> {
  const [select = '', afterConnection = '', afterId = '', rest = ''] = statements[resource].split(/\$\d/)
  const { rows } =
    await sql<Login>`${sql.raw(select)}${connectionId}::uuid${sql.raw(afterConnection)}${after}::uuid${sql.raw(afterId)}${limit}${sql.raw(rest)}`.execute(db)
  return rows
}

/** Which read is the newest one of a resource that ended. */
export const findNewestRead = async (db: Db, connectionId: string, resource: string): Promise<string | undefined> =>
  (
    await db
      .selectFrom('reads')
      .select('id')
      .where('connection_id', '=', connectionId)
      .where('resource', '=', resource)
      .where('ended_at', 'is not', null)
      .orderBy('started_at', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.id
