import { AsyncLocalStorage } from 'node:async_hooks'
import type { CompiledQuery } from 'kysely'
import { type DatabaseConnection, type Driver, Kysely, PostgresAdapter, PostgresIntrospector, PostgresQueryCompiler, type QueryResult } from 'kysely'
import type { Engine, Session } from './engine.ts'
import type { Tables } from './tables.ts'

export type Db = Kysely<Tables>

export interface Database {
  readonly engine: Engine
  /** The one query handle. Inside `transaction` every query of it joins the transaction, wherever it is written. */
  readonly db: Db
  /** Commits when `run` resolves, rolls back when it throws. Nested calls join the outer transaction. */
  transaction<T>(run: () => Promise<T>): Promise<T>
  /** For the job queue, which brings its own SQL. */
  executeSql(text: string, values?: readonly unknown[]): Promise<{ rows: Record<string, unknown>[] }>
  close(): Promise<void>
}

interface Running {
  readonly session: Session
  /** Set at commit or rollback: what was started inside but runs on must not use the session any more. */
  over: boolean
}

/**
 * One Kysely handle over either engine. The open transaction travels in AsyncLocalStorage: on the embedded engine, which has one
 * connection, a query that strayed outside would wait for its own transaction for ever.
 */
export function databaseOver(engine: Engine): Database {
  const current = new AsyncLocalStorage<Running>()

  const withSession = async <T>(run: (session: Session) => Promise<T>): Promise<T> => {
    const joined = current.getStore()
    if (joined !== undefined && !joined.over) return run(joined.session)
    const session = await engine.session()
    try {
      return await run(session)
    } finally {
      session.release()
    }
  }

  const transaction = async <T>(run: () => Promise<T>): Promise<T> => {
    const joined = current.getStore()
    if (joined !== undefined && !joined.over) return run()
    const session = await engine.session()
    const running: Running = { session, over: false }
    let broken = false
    try {
      await session.query('begin')
      const value = await current.run(running, run)
      running.over = true
      await session.query('commit')
      return value
    } catch (thrown) {
      running.over = true
      await session.query('rollback').catch(() => {
        broken = true
      })
      throw thrown
    } finally {
      session.release(broken)
    }
  }

  const connection: DatabaseConnection = {
    executeQuery: async <R>(query: CompiledQuery): Promise<QueryResult<R>> => {
      const { rows, affected } = await withSession(session => session.query(query.sql, query.parameters))
      return { rows: rows as R[], numAffectedRows: BigInt(affected) }
    },
    streamQuery: () => {
      throw new Error('Large results are read in pages, so that no session is held while they are handled.')
    },
  }
  const refuse = () => Promise.reject(new Error('Use ctx.transaction, which every query inside it joins.'))
  const driver: Driver = {
    init: async () => undefined,
    acquireConnection: async () => connection,
    beginTransaction: refuse,
    commitTransaction: refuse,
    rollbackTransaction: refuse,
    releaseConnection: async () => undefined,
    destroy: async () => undefined,
  }
  const db = new Kysely<Tables>({
    dialect: {
      createAdapter: () => new PostgresAdapter(),
      createDriver: () => driver,
      createIntrospector: each => new PostgresIntrospector(each),
      createQueryCompiler: () => new PostgresQueryCompiler(),
    },
  })

  return {
    engine,
    db,
    transaction,
    executeSql: (text, values) =>
      withSession(async session => {
        if (values !== undefined && values.length > 0) return session.query(text, values)
        // The queue sends blocks of `begin ... commit` as one text; a failed one must not poison the only session.
        return runBlock(session, text)
      }),
    close: () => engine.close(),
  }
}

async function runBlock(session: Session, text: string): Promise<{ rows: Record<string, unknown>[] }> {
  try {
    return await session.exec(text)
  } catch (thrown) {
    await session.query('rollback').catch(() => undefined)
    throw thrown
  }
}
