import type { UserImport, UserImportRow } from '@rollcall/contract'
import { type Insertable, type Selectable, sql } from 'kysely'
import type { Db } from '../../../db/database.ts'
import type { DirectoryTables } from '../directory.tables.ts'
import type { UserRecord } from '../scim/users/user-document.ts'
import { userRecord, userTables } from '../scim/users/user.queries.ts'

export type ImportRow = Selectable<DirectoryTables['user_imports']>
export type LineRow = Selectable<DirectoryTables['user_import_rows']>
export type NewLineRow = Pick<LineRow, 'line' | 'user_name' | 'verdict' | 'refusal' | 'changes' | 'wanted' | 'user_id' | 'version' | 'outcome'>

export const insertImport = (db: Db, row: Insertable<DirectoryTables['user_imports']>): Promise<ImportRow> =>
  db.insertInto('user_imports').values(row).returningAll().executeTakeFirstOrThrow()

export const insertLines = (db: Db, importId: string, lines: readonly NewLineRow[]) =>
  sql`insert into user_import_rows (import_id, line, user_name, verdict, refusal, changes, wanted, user_id, version, outcome)
    select ${importId}::uuid, r.* from jsonb_to_recordset(${JSON.stringify(lines)}::jsonb)
      as r (line int, user_name text, verdict text, refusal text, changes jsonb, wanted jsonb, user_id uuid, version int, outcome text)`.execute(db)

export const findImport = (db: Db, id: string): Promise<ImportRow | undefined> =>
  db.selectFrom('user_imports').selectAll().where('id', '=', id).executeTakeFirst()

export const countLines = async (db: Db, id: string) =>
  (
    await sql<{ verdict: UserImportRow['verdict']; outcome: UserImportRow['outcome']; rows: number }>`select verdict, outcome, count(*)::int as rows
      from user_import_rows where import_id = ${id} group by verdict, outcome`.execute(db)
  ).rows

/** Whether this call is the one that moves the import on: of two at once, one does. */
export async function moveImport(
  db: Db,
  id: string,
  from: UserImport['state'],
  to: UserImport['state'],
  at: { applied_at?: Date; undone_at?: Date } = {},
): Promise<boolean> {
  const moved = await db
    .updateTable('user_imports')
    .set({ state: to, ...at })
    .where('id', '=', id)
    .where('state', '=', from)
    .returning('id')
    .execute()
  return moved.length === 1
}

export const findUnfinishedImports = (db: Db) => db.selectFrom('user_imports').select('id').where('state', 'in', ['applying', 'undoing']).execute()

/** Imports that nobody applied, and those long done, with their rows. */
export const deleteImportsBefore = (db: Db, previewed: Date, done: Date) =>
  sql`delete from user_imports where state = 'previewed' and created_at < ${previewed} or state in ('applied', 'undone') and created_at < ${done}`.execute(db)

export async function findLinePage(db: Db, id: string, verdict: UserImportRow['verdict'] | undefined, after: number, limit: number) {
  const all = db.selectFrom('user_import_rows').where('import_id', '=', id)
  const of = verdict === undefined ? all : all.where('verdict', '=', verdict)
  const rows = await of
    .selectAll()
    .where('line', '>', after)
    .orderBy('line')
    .limit(limit + 1)
    .execute()
  const { total } = await of.select(eb => eb.fn.countAll<number>().as('total')).executeTakeFirstOrThrow()
  return { rows, total }
}

/** Users by what a row calls them: the user name, and else the e-mail. */
export async function findNamed(db: Db, names: readonly string[]): Promise<UserRecord[]> {
  const { rows } = await sql<UserRecord>`select ${userRecord(false)} from ${userTables} where u.deleted_at is null
    and ((lower(u.user_name) collate "C") = any(${[...names]}::text[]) or lower(u.email) = any(${[...names]}::text[]))`.execute(db)
  return rows
}

/** The first line whose user was changed, deleted or made since it was looked at. */
export async function findStaleLine(db: Db, id: string): Promise<{ line: number; user_name: string } | undefined> {
  const { rows } = await sql<{ line: number; user_name: string }>`select r.line, r.user_name from user_import_rows r
    left join users u on u.id = r.user_id and u.deleted_at is null
    where r.import_id = ${id} and r.outcome = 'waiting' and (
      r.verdict = 'changed' and u.version is distinct from r.version
      or r.verdict = 'created' and exists (select 1 from users x where (lower(x.user_name) collate "C") = lower(r.user_name) and x.deleted_at is null)
    ) order by r.line limit 1`.execute(db)
  return rows[0]
}

/** Lines to work on, in the order of the file or backwards. */
export const findLines = (db: Db, id: string, outcome: LineRow['outcome'], backwards: boolean, limit: number): Promise<LineRow[]> =>
  db
    .selectFrom('user_import_rows')
    .selectAll()
    .where('import_id', '=', id)
    .where('outcome', '=', outcome)
    .orderBy('line', backwards ? 'desc' : 'asc')
    .limit(limit)
    .execute()

/** Whether the line is still to be worked on; nobody else takes it until the transaction ends. */
export async function takeLine(db: Db, { import_id, line, outcome }: LineRow): Promise<boolean> {
  const taken = await db
    .selectFrom('user_import_rows')
    .select('line')
    .where('import_id', '=', import_id)
    .where('line', '=', line)
    .where('outcome', '=', outcome)
    .forUpdate()
    .execute()
  return taken.length === 1
}

export const settleLine = (
  db: Db,
  { import_id, line }: LineRow,
  change: { outcome: LineRow['outcome']; refusal?: string; user_id?: string; version?: number; undo?: string | null },
) => db.updateTable('user_import_rows').set(change).where('import_id', '=', import_id).where('line', '=', line).execute()
