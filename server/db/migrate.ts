import { createHash } from 'node:crypto'
import { readdirSync, readFileSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart } from '../errors.ts'
import type { Engine, Session } from './engine.ts'

export interface Migration {
  /** Counts from 1 without gaps: `0003_people.sql` is version 3. */
  readonly version: number
  readonly name: string
  readonly sql: string
  readonly sha256: string
}

/** The migrations this build brings, in order. */
export function readMigrations(folder = join(import.meta.dirname, 'migrations')): Migration[] {
  const files = readdirSync(folder)
    .filter(file => file.endsWith('.sql'))
    .toSorted()
  return files.map((file, index) => {
    const version = Number(file.slice(0, 4))
    if (version !== index + 1) throw new Error(`${file}: migrations are numbered from 0001 without gaps`)
    const sql = readFileSync(join(folder, file), 'utf8')
    return { version, name: file.replace(/\.sql$/, ''), sql, sha256: createHash('sha256').update(sql).digest('hex') }
  })
}

// Any number of processes may start at once on one PostgreSQL; the first migrates, the others wait. The number is arbitrary.
const lockKey = 7_205_164

/**
 * Brings the schema forward, one transaction a migration. Refuses (CannotStart) a database that a newer Rollcall has migrated, or
 * whose migrations are not the ones this build knows. Answers how many were applied.
 */
export async function migrate(engine: Engine, migrations: readonly Migration[] = readMigrations()): Promise<number> {
  const session = await engine.session()
  try {
    await session.query('select pg_advisory_lock($1)', [lockKey])
    await session.exec(
      'create table if not exists schema_migrations (version integer primary key, name text not null, sha256 text not null, applied_at timestamptz not null default now())',
    )
    const { rows } = await session.query('select version, name, sha256 from schema_migrations order by version')
    refuseStrangers(rows, migrations)
    const missing = migrations.slice(rows.length)
    for (const migration of missing) await apply(session, migration)
    return missing.length
  } finally {
    await session.query('select pg_advisory_unlock($1)', [lockKey]).catch(() => undefined)
    session.release()
  }
}

function refuseStrangers(applied: Record<string, unknown>[], known: readonly Migration[]): void {
  if (applied.length > known.length)
    throw new CannotStart(
      `This database was used by a newer Rollcall (schema ${applied.length}, this build knows ${known.length}). Start that version again, or restore a backup made by this one. Nothing was changed.`,
    )
  const stranger = applied.find((row, index) => row.sha256 !== known[index]?.sha256)
  if (stranger !== undefined)
    throw new CannotStart(
      `This database holds a migration this build does not know (${String(stranger.name)}): it was made by a different build of Rollcall. Nothing was changed.`,
    )
}

async function apply(session: Session, migration: Migration): Promise<void> {
  await session.query('begin')
  try {
    await session.exec(migration.sql)
    await session.query('insert into schema_migrations (version, name, sha256) values ($1, $2, $3)', [migration.version, migration.name, migration.sha256])
    await session.query('commit')
  } catch (cause) {
    await session.query('rollback').catch(() => undefined)
    throw new CannotStart(`Migration ${migration.name} failed and was rolled back: ${cause instanceof Error ? cause.message : String(cause)}`, { cause })
  }
}
