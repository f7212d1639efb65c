import type { AppAssignmentRow } from '@rollcall/connectors/kit'
import { type RawBuilder, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { accountColumns, identityColumns } from './login.ts'

export type LoginTable = 'identities' | 'accounts'

/** In which read of which connection rows were seen. */
export interface Sighting {
  readonly connectionId: string
  readonly readId: string
  readonly at: Date
}

const login = {
  external_id: 'text',
  user_name: 'text',
  email: 'text',
  emails: 'text[]',
  domains: 'text[]',
  display_name: 'text',
  status: 'text',
  vendor_status: 'text',
  status_changed_at: 'timestamptz',
  last_active_at: 'timestamptz',
  groups: 'text[]',
  employee_number: 'text',
  department: 'text',
  title: 'text',
  manager_email: 'text',
  version: 'text',
  mfa: 'boolean',
  live_sessions: 'integer',
} satisfies Record<keyof ReturnType<typeof identityColumns> & keyof ReturnType<typeof accountColumns>, string>

const columns: Record<LoginTable, Record<string, string>> = {
  identities: { ...login, starts_on: 'text', ends_on: 'text', time_zone: 'text', admin: 'boolean' } satisfies Record<
    keyof ReturnType<typeof identityColumns>,
    string
  >,
  accounts: {
    ...login,
    role: 'text',
    licence: 'text',
    external_key: 'text',
    password_sign_in: 'boolean',
    looks_shared: 'boolean',
  } satisfies Record<keyof ReturnType<typeof accountColumns>, string>,
}

// A source that does not tell when a status changed: the change is dated by the read that first saw it.
const merged: Record<string, string> = {
  status_changed_at:
    'coalesce(excluded.status_changed_at, case when known.status <> excluded.status then excluded.last_seen_at else known.status_changed_at end)',
}

// What a person is shown by: a change of it shows them anew.
const ofLogin = ['display_name', 'email', 'department', 'title', 'status']
const shown: Record<LoginTable, readonly string[]> = { identities: [...ofLogin, 'time_zone'], accounts: ofLogin }
const tuple = (table: LoginTable, prefix: string) => `(${shown[table].map(name => `${prefix}.${name}`).join(', ')})`

/** Adds or updates a page of logins in one statement. */
export async function upsertLogins(db: Db, table: LoginTable, rows: readonly object[], { connectionId, readId, at }: Sighting): Promise<void> {
  const names = Object.keys(columns[table])
  const shape = Object.entries(columns[table]).map(([name, type]) => `${name} ${type}`)
  const changes = names.map(name => `${name} = ${merged[name] ?? `excluded.${name}`}`)
  await sql`
    insert into ${sql.table(table)} as known (${list(names)}, connection_id, last_read_id, last_seen_at, first_seen_at)
    select ${list(names)}, ${connectionId}::uuid, ${readId}::uuid, ${at}::timestamptz, ${at}::timestamptz
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as row (${list(shape)})
    on conflict (connection_id, external_id) do update set ${list(changes)},
      last_read_id = excluded.last_read_id, last_seen_at = excluded.last_seen_at, absent_reads = 0,
      changed = known.changed or ${sql.raw(`${tuple(table, 'known')} is distinct from ${tuple(table, 'excluded')}`)}`.execute(db)
}

const list = (parts: readonly string[]): RawBuilder<unknown> => sql.raw(parts.join(', '))

// Seen before this read began, and not in it. Another read of the same source may have run beside it, so the time decides too.
const unseen = ({ connectionId, readId }: Pick<Sighting, 'connectionId' | 'readId'>) => sql`
  connection_id = ${connectionId}::uuid and last_read_id <> ${readId}::uuid and absent_reads < 2
  and last_seen_at <= (select started_at from reads where id = ${readId}::uuid)`

/** How many rows this read brought, and how many that were believed present it did not. */
export async function countVanished(db: Db, table: LoginTable, read: Pick<Sighting, 'connectionId' | 'readId'>): Promise<{ seen: number; vanished: number }> {
  const { rows } = await sql<{ seen: number; vanished: number }>`
    select count(*) filter (where last_read_id = ${read.readId}::uuid) as seen, count(*) filter (where absent_reads = 0 and ${unseen(read)}) as vanished
    from ${sql.table(table)} where connection_id = ${read.connectionId}::uuid`.execute(db)
  return rows[0] ?? { seen: 0, vanished: 0 }
}

/** Of the rows that a source would list: how many were not known before, and how many that were believed present it does not list. */
export async function countKnown(db: Db, table: LoginTable, connectionId: string, ids: readonly string[]): Promise<{ added: number; gone: number }> {
  const { rows } = await sql<{ added: number; gone: number }>`
    with listed as materialized (select id from jsonb_array_elements_text(${JSON.stringify(ids)}::jsonb) as id),
      known as materialized (select external_id, absent_reads from ${sql.table(table)} where connection_id = ${connectionId}::uuid)
    select (select count(*)::int from listed where id not in (select external_id from known)) as added,
      (select count(*)::int from known where absent_reads = 0 and external_id not in (select id from listed)) as gone`.execute(db)
  return rows[0] ?? { added: 0, gone: 0 }
}

/** One more complete read without them: missing at the first, deleted at the second. */
export async function markAbsent(db: Db, table: LoginTable, { connectionId, readId, at }: Sighting): Promise<void> {
  await sql`
    update ${sql.table(table)} set absent_reads = absent_reads + 1, changed = true,
      status = case when absent_reads = 0 then status else 'deleted' end,
      vendor_status = case when absent_reads = 0 then vendor_status else 'no longer listed' end,
      status_changed_at = case when absent_reads = 0 or status = 'deleted' then status_changed_at else ${at}::timestamptz end
    where ${unseen({ connectionId, readId })}`.execute(db)
}

/** The accounts that the connection signs in with: no plan ever changes them. */
export async function protectOwnAccounts(db: Db, connectionId: string, logins: readonly string[]): Promise<void> {
  const folded = sql`(select coalesce(array_agg(lower(login)), '{}') from jsonb_array_elements_text(${JSON.stringify(logins)}::jsonb) as login)::text[]`
  await sql`
    update accounts set protection = 'connector'
    where connection_id = ${connectionId}::uuid and protection <> 'connector' and (lower(user_name) = any(${folded}) or emails && ${folded})`.execute(db)
}

export async function upsertAssignments(db: Db, rows: readonly AppAssignmentRow[], { connectionId, readId }: Sighting): Promise<void> {
  await sql`
    with seen as materialized (
      select * from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
        as row ("externalId" text, "appExternalId" text, "appName" text, "identityExternalId" text, through text)
    ), apps as (
      insert into identity_apps as known (connection_id, external_id, name)
      select distinct on ("appExternalId") ${connectionId}::uuid, "appExternalId", "appName" from seen
      on conflict (connection_id, external_id) do update set name = excluded.name where known.name <> excluded.name
    )
    insert into app_assignments (connection_id, external_id, app_external_id, app_name, identity_external_id, through, last_read_id)
    select ${connectionId}::uuid, "externalId", "appExternalId", "appName", "identityExternalId", through, ${readId}::uuid from seen
    on conflict (connection_id, external_id) do update set app_external_id = excluded.app_external_id, app_name = excluded.app_name,
      identity_external_id = excluded.identity_external_id, through = excluded.through, last_read_id = excluded.last_read_id`.execute(db)
}

export const deleteUnseenAssignments = (db: Db, connectionId: string, readId: string) =>
  db.deleteFrom('app_assignments').where('connection_id', '=', connectionId).where('last_read_id', '<>', readId).execute()
