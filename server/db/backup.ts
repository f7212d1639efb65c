import { createHash, type Hash } from 'node:crypto'
import { createReadStream, createWriteStream, existsSync, renameSync, rmSync } from 'node:fs'
import { createInterface } from 'node:readline'
import { Readable } from 'node:stream'
import { pipeline } from 'node:stream/promises'
import { createGunzip, createGzip } from 'node:zlib'
import { z } from 'zod'
import { CannotStart, sentenceOf } from '../errors.ts'
import type { Engine, Session } from './engine.ts'
import { migrate, readMigrations } from './migrate.ts'

/*
 * A backup is gzipped lines: a header, then for each table its name and its rows as PostgreSQL writes them in JSON, then an end
 * with the SHA-256 of all lines before it. It belongs to no engine and to no PostgreSQL version: the embedded files cannot be opened
 * across PostgreSQL majors, this can. Rows pass through as text, so that no number is rounded on the way.
 */

const Header = z.object({
  rollcall: z.literal('backup'),
  format: z.literal(1),
  schema: z.number().int().min(1),
  version: z.string(),
  keyId: z.string(),
  createdAt: z.iso.datetime(),
})
const End = z.object({ end: z.literal(true), rows: z.number().int(), sha256: z.string() })
const TableLine = z.object({ table: z.string() })

export interface BackupSummary {
  readonly tables: number
  readonly rows: number
  readonly sha256: string
  /** Which key sealed the credentials inside; without that key they must be entered again. */
  readonly keyId: string
}

const rowsAtOnce = 500

/** Writes the whole workspace to a file, from one consistent snapshot, in bounded memory. An existing file is not replaced. */
export async function writeBackup(engine: Engine, file: string, about: { version: string; keyId: string; now: Date }): Promise<BackupSummary> {
  if (existsSync(file)) throw new CannotStart(`${file} exists already. Choose another name; a backup is never written over another.`)
  const partial = `${file}.partial`
  const session = await engine.session()
  const hash = createHash('sha256')
  const summary = { tables: 0, rows: 0 }
  try {
    await session.query('begin isolation level repeatable read')
    await pipeline(Readable.from(linesOf(session, hash, summary, about)), createGzip({ level: 6 }), createWriteStream(partial, { flags: 'w', mode: 0o600 }))
    renameSync(partial, file)
    return { ...summary, sha256: hash.digest('hex'), keyId: about.keyId }
  } catch (cause) {
    rmSync(partial, { force: true })
    throw new CannotStart(`The backup could not be written: ${sentenceOf(cause)}. Nothing was left behind.`, { cause })
  } finally {
    await session.query('rollback').catch(() => undefined)
    session.release()
  }
}

async function* linesOf(
  session: Session,
  hash: Hash,
  summary: { tables: number; rows: number },
  about: { version: string; keyId: string; now: Date },
): AsyncGenerator<string> {
  const put = (line: string): string => {
    const text = `${line}\n`
    hash.update(text)
    return text
  }
  const { rows: applied } = await session.query('select count(*)::int as schema from schema_migrations')
  const header = {
    rollcall: 'backup',
    format: 1,
    schema: Number(applied[0]?.schema),
    version: about.version,
    keyId: about.keyId,
    createdAt: about.now.toISOString(),
  }
  yield put(JSON.stringify(Header.parse(header)))
  for (const table of await tablesInOrder(session)) {
    summary.tables += 1
    yield put(JSON.stringify({ table }))
    await session.query(`declare backup_rows no scroll cursor for select to_jsonb(t)::text as row from ${table} t`)
    for (;;) {
      const { rows } = await session.query(`fetch ${rowsAtOnce} from backup_rows`)
      if (rows.length === 0) break
      summary.rows += rows.length
      yield rows.map(({ row }) => put(String(row))).join('')
    }
    await session.query('close backup_rows')
  }
  yield `${JSON.stringify({ end: true, rows: summary.rows, sha256: hash.copy().digest('hex') })}\n`
}

/** Our tables, those that others refer to first. */
async function tablesInOrder(session: Session): Promise<string[]> {
  const { rows: tables } = await session.query(
    `select quote_ident(tablename) as name from pg_tables where schemaname = 'public' and tablename <> 'schema_migrations' order by tablename`,
  )
  const { rows: references } = await session.query(
    `select distinct quote_ident(child.relname) as child, quote_ident(parent.relname) as parent from pg_constraint
     join pg_class child on child.oid = conrelid join pg_class parent on parent.oid = confrelid
     where contype = 'f' and conrelid <> confrelid and child.relnamespace = 'public'::regnamespace`,
  )
  const ordered: string[] = []
  const place = (name: string): void => {
    if (ordered.includes(name)) return
    for (const { child, parent } of references) if (child === name) place(String(parent))
    ordered.push(name)
  }
  for (const { name } of tables) place(String(name))
  return ordered
}

/**
 * Fills an empty workspace from a backup, on either engine. The whole file is checked first, so that a damaged or foreign one
 * changes nothing; then everything is loaded in one transaction and brought forward to this build's schema.
 */
export async function restoreBackup(engine: Engine, file: string): Promise<BackupSummary & { createdAt: string; version: string }> {
  const { header, end } = await checkFile(file)
  const migrations = readMigrations()
  if (header.schema > migrations.length)
    throw new CannotStart(`This backup was made by a newer Rollcall (${header.version}, schema ${header.schema}). Restore it with that version or a later one.`)
  await refuseUsed(engine, header.schema)
  await migrate(engine, migrations.slice(0, header.schema))
  const tables = await load(engine, file)
  await migrate(engine, migrations)
  return { tables, rows: end.rows, sha256: end.sha256, keyId: header.keyId, createdAt: header.createdAt, version: header.version }
}

async function* readLines(file: string): AsyncGenerator<string> {
  const gunzip = createGunzip()
  const source = createReadStream(file)
  source.on('error', error => gunzip.destroy(error))
  yield* createInterface({ input: source.pipe(gunzip), crlfDelay: Infinity })
}

async function checkFile(file: string): Promise<{ header: z.infer<typeof Header>; end: z.infer<typeof End> }> {
  const foreign = (cause?: unknown) => new CannotStart(`${file} is not a backup of Rollcall, or it is damaged. Nothing was changed.`, { cause })
  if (!existsSync(file)) throw new CannotStart(`There is no file ${file}.`)
  const hash = createHash('sha256')
  let header: z.infer<typeof Header> | null = null
  let last: string | null = null
  try {
    for await (const line of readLines(file)) {
      if (last !== null) hash.update(`${last}\n`)
      header ??= Header.parse(JSON.parse(line))
      last = line
    }
  } catch (cause) {
    throw foreign(cause)
  }
  const end = End.safeParse(last === null ? null : JSON.parse(last))
  if (header === null || !end.success || end.data.sha256 !== hash.digest('hex')) throw foreign()
  return { header, end: end.data }
}

async function refuseUsed(engine: Engine, schema: number): Promise<void> {
  const session = await engine.session()
  try {
    const { rows } = await session.query(`select to_regclass('public.schema_migrations') is not null as migrated`)
    if (rows[0]?.migrated !== true) return
    const { rows: state } = await session.query('select count(*)::int as schema, (select count(*)::int from users) as users from schema_migrations')
    if (Number(state[0]?.users) > 0 || Number(state[0]?.schema) > schema)
      throw new CannotStart(
        'This workspace is in use. Restore into a new data folder (ROLLCALL_DATA) or an empty database (DATABASE_URL). Nothing was changed.',
      )
  } finally {
    session.release()
  }
}

async function load(engine: Engine, file: string): Promise<number> {
  const session = await engine.session()
  const ours = new Set(await tablesInOrder(session))
  let tables = 0
  let table: string | null = null
  let waiting: string[] = []
  const flush = async () => {
    if (table !== null && waiting.length > 0) await insertRows(session, table, waiting)
    waiting = []
  }
  try {
    await session.query('begin')
    await session.query('set constraints all deferred')
    // What is loaded has happened already: it is told to nobody again.
    await session.query(`set local rollcall.restoring = 'on'`)
    // What a first start put there (default trackers, a claim link) gives way to what the backup holds.
    for (const each of [...ours].toReversed()) if (each !== 'audit_entries') await session.query(`delete from ${each}`)
    let first = true
    for await (const line of readLines(file)) {
      if (first) {
        first = false
        continue
      }
      if (line.startsWith('{"end":')) break
      if (line.startsWith('{"table":')) {
        await flush()
        table = TableLine.parse(JSON.parse(line)).table
        if (!ours.has(table)) throw new CannotStart(`The backup holds a table this build does not know (${table}). Nothing was changed.`)
        tables += 1
      } else waiting.push(line)
      if (waiting.length >= rowsAtOnce) await flush()
    }
    await flush()
    await advanceIdentities(session)
    await session.query('commit')
    return tables
  } catch (thrown) {
    await session.query('rollback').catch(() => undefined)
    throw thrown instanceof CannotStart
      ? thrown
      : new CannotStart(`The backup could not be restored: ${sentenceOf(thrown)}. Nothing was changed.`, { cause: thrown })
  } finally {
    session.release()
  }
}

/** Numbers given out from now on follow those that were restored. */
async function advanceIdentities(session: Session): Promise<void> {
  const { rows } = await session.query(
    `select quote_ident(relname) as "table", quote_ident(attname) as "column", quote_literal(attname) as name from pg_attribute join pg_class c on c.oid = attrelid
     where attidentity <> '' and not attisdropped and c.relkind = 'r' and c.relnamespace = 'public'::regnamespace`,
  )
  for (const { table, column, name } of rows)
    await session.query(
      `select setval(pg_get_serial_sequence('${String(table)}', ${String(name)}), coalesce(max(${String(column)}), 0) + 1, false) from ${String(table)}`,
    )
}

async function insertRows(session: Session, table: string, rows: readonly string[]): Promise<void> {
  // A generated column (a search vector) is computed anew and may not be written.
  const { rows: columns } = await session.query(
    `select string_agg(quote_ident(attname), ', ') as names from pg_attribute where attrelid = $1::regclass and attnum > 0 and not attisdropped and attgenerated = ''`,
    [table],
  )
  const names = String(columns[0]?.names)
  await session.query(`insert into ${table} (${names}) overriding system value select ${names} from jsonb_populate_recordset(null::${table}, $1::jsonb)`, [
    `[${rows.join(',')}]`,
  ])
}
