import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { DirectoryTables } from './directory.tables.ts'

/** With what the user or group is called now. */
export type LogRow = Selectable<DirectoryTables['provisioning_log']> & { subject_name: string | null }
export type NewLogRow = Insertable<DirectoryTables['provisioning_log']>

export const insertLogRows = (db: Db, rows: readonly NewLogRow[]) =>
  sql`insert into provisioning_log (at, client, token, method, path, query, body, status, outcome, refusal, milliseconds, scim_type, answer, changed, kept_out, subject)
    select at, client, token, method, path, query, body, status, outcome, refusal, milliseconds, scim_type, answer, changed, kept_out, subject
    from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb)
      as r (at timestamptz, client text, token text, method text, path text, query text, body text, status int, outcome text, refusal text, milliseconds real, scim_type text, answer text, changed text[], kept_out text[], subject uuid)`.execute(
    db,
  )

/** Removes what is older, and the oldest beyond a number of rows. */
export async function pruneLog(db: Db, before: Date, keep: number): Promise<void> {
  await db.deleteFrom('provisioning_log').where('at', '<', before).execute()
  await sql`delete from provisioning_log where sequence <= (select sequence from provisioning_log order by sequence desc offset ${keep} limit 1)`.execute(db)
}

interface LogFilter {
  readonly client?: string | undefined
  readonly refused?: boolean | undefined
  readonly subject?: string | undefined
  readonly q?: string | undefined
}

export async function findLogPage(db: Db, filter: LogFilter, before: number | null, limit: number): Promise<{ rows: LogRow[]; total: number }> {
  let matching = db
    .selectFrom('provisioning_log')
    .leftJoin('users', 'users.id', 'provisioning_log.subject')
    .leftJoin('groups', 'groups.id', 'provisioning_log.subject')
  if (filter.client !== undefined) matching = matching.where('client', '=', filter.client)
  if (filter.refused !== undefined) matching = matching.where('refusal', filter.refused ? 'is not' : 'is', null)
  if (filter.subject !== undefined) matching = matching.where('subject', '=', filter.subject)
  if (filter.q !== undefined && filter.q !== '') {
    const like = `%${filter.q.replace(/[\\%_]/g, String.raw`\$&`)}%`
    const searched = ['path', 'query', 'body', 'users.user_name', 'users.name', 'groups.display_name'] as const
    matching = matching.where(eb => eb.or(searched.map(column => eb(column, 'ilike', like))))
  }
  const page = before === null ? matching : matching.where('sequence', '<', before)
  const rows = await page
    .selectAll('provisioning_log')
    .select(eb => eb.fn.coalesce('users.user_name', 'groups.display_name').as('subject_name'))
    .orderBy('sequence', 'desc')
    .limit(limit + 1)
    .execute()
  const { total } = await matching.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}
