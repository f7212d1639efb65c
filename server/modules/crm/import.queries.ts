import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { CrmTables } from './crm.tables.ts'

/** The columns each page fills, and their types. */
const columns = {
  crm_accounts: { external_id: 'text', name: 'text', domains: 'text[]', owner_external_id: 'text' },
  crm_contacts: { external_id: 'text', name: 'text', email: 'text', title: 'text', account_external_id: 'text' },
  crm_opportunities: {
    external_id: 'text',
    name: 'text',
    account_external_id: 'text',
    owner_external_id: 'text',
    open: 'boolean',
    stage: 'text',
    close_date: 'text',
    amount: 'double precision',
  },
  crm_users: { external_id: 'text', name: 'text', user_name: 'text', email: 'text', active: 'boolean' },
} satisfies Record<keyof CrmTables, Record<string, string>>

export type ImportedRow<Table extends keyof CrmTables> = Record<keyof (typeof columns)[Table], unknown>

/** Adds or updates a page in one statement; a record that was gone is back. */
export async function upsertRecords<Table extends keyof CrmTables>(
  db: Db,
  table: Table,
  rows: readonly ImportedRow<Table>[],
  read: { connectionId: string; readId: string },
): Promise<void> {
  const names = Object.keys(columns[table])
  const shape = Object.entries(columns[table]).map(([name, type]) => `${name} ${type}`)
  const list = (parts: readonly string[]) => sql.raw(parts.join(', '))
  await sql`
    insert into ${sql.table(table)} (${list(names)}, connection_id, read_id)
    select ${list(names)}, ${read.connectionId}::uuid, ${read.readId}::uuid from jsonb_to_recordset(${storableJson(rows)}::jsonb) as row (${list(shape)})
    on conflict (connection_id, external_id) do update
      set ${list(names.map(name => `${name} = excluded.${name}`))}, read_id = excluded.read_id, gone_at = null`.execute(db)
}

// The database takes neither U+0000 nor half a character; everything else is somebody's name.
const storableJson = (rows: readonly object[]): string =>
  JSON.stringify(rows, (_, value: unknown) => (typeof value === 'string' ? value.replaceAll('\0', '').toWellFormed() : value))

/** Only after a complete read: what it did not hold is gone. A read that ran beside it may have seen later what this one did not. */
export const markGone = (db: Db, table: keyof CrmTables, read: { connectionId: string; readId: string }, at: Date) =>
  sql`
    update ${sql.table(table)} set gone_at = ${at}::timestamptz
    where connection_id = ${read.connectionId}::uuid and gone_at is null
      and read_id in (select id from reads where started_at < (select started_at from reads where id = ${read.readId}::uuid))`.execute(db)

/** Calls go by the present names of their accounts and opportunities. */
export async function renameInEngagements(db: Db, connectionId: string): Promise<void> {
  await sql`
    update engagements set account_name = account.name from crm_accounts account
    where account.id = account_id and account.connection_id = ${connectionId}::uuid and account_name <> account.name`.execute(db)
  await sql`
    update engagements set opportunity_name = opportunity.name from crm_opportunities opportunity
    where opportunity.id = opportunity_id and opportunity.connection_id = ${connectionId}::uuid and opportunity_name <> opportunity.name`.execute(db)
}

const unmatched = sql`engagements.state = 'matched' and account_id is null and match_method is distinct from 'manual'`

/** The addresses on calls that belong to no account yet, with those calls. */
export const findUnmatchedAddresses = async (db: Db): Promise<{ email: string; engagements: string[] }[]> => {
  const { rows } = await sql<{ email: string; engagements: string[] }>`
    select lower(email) as email, array_agg(distinct engagement_id) as engagements
    from engagement_participants join engagements on engagements.id = engagement_id
    where email is not null and ${unmatched}
    group by lower(email)`.execute(db)
  return rows
}
