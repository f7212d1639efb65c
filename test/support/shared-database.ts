import { Client as Postgres } from 'pg'
import type { Command, Installation } from './server-process.ts'
import { eventually } from './workspace.ts'

/** Empty where there is none: what needs several processes on one database is left out then. */
export const postgresAddress = process.env.TEST_DATABASE_URL ?? ''

/** One for changes, one for the queue. */
const listenersEach = 2

/** A new database on PostgreSQL, for several processes of one installation. */
export interface SharedDatabase {
  readonly address: string
  query<Row>(text: string): Promise<Row[]>
  /** Resolves when the worker is there to take jobs. */
  startWorker(installation: Installation): Promise<Command>
  /** Takes it away, whoever is connected to it. */
  drop(): Promise<void>
}

async function onServer(...statements: string[]): Promise<void> {
  const admin = new Postgres({ connectionString: postgresAddress })
  await admin.connect()
  for (const statement of statements) await admin.query(statement)
  await admin.end()
}

/** `name`: what tells it from those of other tests. */
export async function newSharedDatabase(name: string): Promise<SharedDatabase> {
  const database = `rollcall_${name}_${process.pid}`
  const drop = `drop database if exists ${database} with (force)`
  await onServer(drop, `create database ${database}`)
  const address = new URL(postgresAddress)
  address.pathname = `/${database}`
  const client = new Postgres({ connectionString: address.href })
  await client.connect()
  const query = async <Row>(text: string): Promise<Row[]> => (await client.query(text)).rows as Row[]
  const listeners = async () =>
    (await query(`select 1 from pg_stat_activity where datname = current_database() and application_name = 'rollcall-listen'`)).length
  return {
    address: address.href,
    query,
    startWorker: async installation => {
      const before = await listeners()
      const worker = installation.run(['start', '--role', 'worker'])
      await eventually(listeners, count => count >= before + listenersEach, 60)
      return worker
    },
    drop: async () => {
      await client.end()
      await onServer(drop)
    },
  }
}
