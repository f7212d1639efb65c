import type { FileMapping } from '@rollcall/contract'
import { type Insertable, type Selectable, sql, type Updateable } from 'kysely'
import type { Db } from '../../db/database.ts'
import type { SourceFileTables } from './source-file.tables.ts'

type Files = SourceFileTables['source_files']
export type FileRow = Omit<Selectable<Files>, 'content'>

const shown = [
  'id',
  'sequence',
  'connection_id',
  'file_name',
  'sha256',
  'mapping',
  'expected_rows',
  'ends_in_break',
  'state',
  'taken_at',
  'read_id',
  'doubt',
  'uploaded_by',
  'uploaded_at',
  'confirmed_by',
  'confirmed_at',
] as const

/** The last files of a connection, the newest first, without what they hold. */
export const findFiles = (db: Db, connectionId: string, limit: number): Promise<FileRow[]> =>
  db.selectFrom('source_files').select(shown).where('connection_id', '=', connectionId).orderBy('sequence', 'desc').limit(limit).execute()

export const findFile = (db: Db, connectionId: string, id: string): Promise<FileRow | undefined> =>
  db.selectFrom('source_files').select(shown).where('connection_id', '=', connectionId).where('id', '=', id).executeTakeFirst()

/** Whether the files that were read to the end ended in a line break; null when there was none yet. */
export const endedInBreak = async (db: Db, connectionId: string): Promise<boolean | null> =>
  (
    await db
      .selectFrom('source_files as f')
      .innerJoin('reads as r', 'r.id', 'f.read_id')
      .select('f.ends_in_break')
      .where('f.connection_id', '=', connectionId)
      .where('r.complete', '=', true)
      .orderBy('f.sequence', 'desc')
      .limit(1)
      .executeTakeFirst()
  )?.ends_in_break ?? null

/** One upload to a connection at a time, until the transaction ends. */
export const lockUploads = (db: Db, connectionId: string) => sql`select from connections where id = ${connectionId}::uuid for update`.execute(db)

export const insertFile = (db: Db, row: Insertable<Files>): Promise<FileRow> =>
  db.insertInto('source_files').values(row).returning(shown).executeTakeFirstOrThrow()

export const updateFile = (db: Db, id: string, change: Updateable<Files>) => db.updateTable('source_files').set(change).where('id', '=', id).execute()

/** Takes the next file that waits, unless another of the connection is being read; whoever reads that comes to this one after it. */
export const takeFile = async (db: Db, connectionId: string, now: Date): Promise<Selectable<Files> | undefined> =>
  (
    await sql<Selectable<Files>>`
      update source_files set state = 'reading', taken_at = ${now}::timestamptz
      where state = 'waiting' and id = (select id from source_files where connection_id = ${connectionId}::uuid and state = 'waiting' order by sequence limit 1)
        and not exists (select from source_files where connection_id = ${connectionId}::uuid and state = 'reading')
      returning *`.execute(db)
  ).rows[0]

/**
 * Files that a killed process was reading wait again; answers every connection that has one waiting. A file whose read was believed has been read:
 * reading it twice would count those it does not list as missed twice.
 */
export const freeFiles = async (db: Db, takenBefore: Date): Promise<string[]> => {
  await sql`
    update source_files f set state = case when believed then 'read' else 'waiting' end, content = case when believed then null else content end
    from (select id, exists (select from reads r where r.id = s.read_id and r.complete) as believed from source_files s where state = 'reading') as a
    where a.id = f.id and f.taken_at < ${takenBefore}::timestamptz`.execute(db)
  const rows = await db.selectFrom('source_files').select('connection_id').distinct().where('state', '=', 'waiting').execute()
  return rows.map(row => row.connection_id)
}

export const findMapping = (db: Db, connectionId: string) =>
  db.selectFrom('source_file_mappings').select(['heads', 'mapping']).where('connection_id', '=', connectionId).executeTakeFirst()

export const saveMapping = (db: Db, connection_id: string, heads: readonly string[], mapping: FileMapping) => {
  const row = { heads: [...heads], mapping: JSON.stringify(mapping) }
  return db
    .insertInto('source_file_mappings')
    .values({ connection_id, ...row })
    .onConflict(conflict => conflict.column('connection_id').doUpdateSet(row))
    .execute()
}
