import { sql } from 'kysely'
import type { Selectable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { AuditTables } from './audit.tables.ts'

export type AuditRow = Selectable<AuditTables['audit_entries']>

/** Takes the end of the chain until the transaction ends: entries are numbered without gaps and in the order of their commits. */
export async function lockChainEnd(db: Db): Promise<{ sequence: number; hash: string } | undefined> {
  await sql`select pg_advisory_xact_lock(hashtext('audit_entries'))`.execute(db)
  return db.selectFrom('audit_entries').select(['sequence', 'hash']).orderBy('sequence', 'desc').limit(1).executeTakeFirst()
}

/** One statement for any number of entries, so that an engine that has parsed it once need not do so again. */
export const insertEntries = (db: Db, rows: readonly AuditRow[]) => {
  const column = <Name extends keyof AuditRow>(name: Name) => rows.map(row => row[name])
  return sql`insert into audit_entries (sequence, at, actor, action, subject, detail, previous_hash, hash, salt, commitment, redacted_by)
    select * from unnest(${column('sequence')}::bigint[], ${rows.map(row => row.at.toISOString())}::timestamptz[], ${column('actor')}::text[],
      ${column('action')}::text[], ${column('subject')}::text[], ${column('detail')}::text[], ${column('previous_hash')}::text[], ${column('hash')}::text[],
      ${column('salt')}::text[], ${column('commitment')}::text[], ${column('redacted_by')}::uuid[])`.execute(db)
}

/** The first entry of an action whose detail holds a value under a name. */
export const findEntryWith = async (db: Db, action: string, name: string, value: string): Promise<number | null> =>
  (
    await db
      .selectFrom('audit_entries')
      .select('sequence')
      .where('action', '=', action)
      .where(sql<boolean>`detail::jsonb->>${name} = ${value}`)
      .orderBy('sequence')
      .executeTakeFirst()
  )?.sequence ?? null

export const findEntriesAfter = (db: Db, sequence: number, limit: number): Promise<AuditRow[]> =>
  db.selectFrom('audit_entries').selectAll().where('sequence', '>', sequence).orderBy('sequence').limit(limit).execute()

/** The sequence number of the last entry before an instant; 0 when there is none. */
export const findLastBefore = async (db: Db, at: Date): Promise<number> =>
  (await db.selectFrom('audit_entries').select('sequence').where('at', '<', at).orderBy('sequence', 'desc').limit(1).executeTakeFirst())?.sequence ?? 0

const matching = (db: Db, filter: { q?: string | undefined; action?: string | undefined }) => {
  let query = db.selectFrom('audit_entries')
  if (filter.action !== undefined) query = query.where('action', '=', filter.action)
  if (filter.q !== undefined && filter.q !== '') {
    const like = `%${filter.q.replace(/[\\%_]/g, '\\$&')}%`
    query = query.where(eb => eb.or([eb('actor', 'ilike', like), eb('action', 'ilike', like), eb('subject', 'ilike', like), eb('detail', 'ilike', like)]))
  }
  return query
}

/** Newest first, before a sequence number. */
export async function findPage(db: Db, filter: { q?: string | undefined; action?: string | undefined; before: number | null; limit: number }) {
  const all = matching(db, filter)
  const page = filter.before === null ? all : all.where('sequence', '<', filter.before)
  const rows = await page
    .selectAll()
    .orderBy('sequence', 'desc')
    .limit(filter.limit + 1)
    .execute()
  const { total } = await all.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}
