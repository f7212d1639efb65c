// The embedded database lives in this thread: a long query inside it would otherwise stop the server's event loop.
import { parentPort, workerData } from 'node:worker_threads'
import { PGlite } from '@electric-sql/pglite'
import { openStatements } from './embedded-statements.ts'

export type Ask =
  | { readonly id: number; readonly kind: 'query'; readonly text: string; readonly values: readonly unknown[] }
  | { readonly id: number; readonly kind: 'exec' | 'listen'; readonly text: string }
  | { readonly id: number; readonly kind: 'dump' | 'close' }

export type Answer =
  | { readonly kind: 'done'; readonly id: number; readonly rows: Record<string, unknown>[]; readonly affected: number; readonly dump?: Blob | File }
  | { readonly kind: 'failed'; readonly id: number; readonly message: string; readonly code: string | null; readonly constraint: string | null }
  | { readonly kind: 'notified'; readonly channel: string; readonly payload: string }

const port = parentPort
if (port === null) throw new Error('The embedded database runs in a worker thread only.')

const { folder, snapshot } = workerData as { folder: string | null; snapshot: Blob | null }
const database = new PGlite({
  ...(folder === null ? {} : { dataDir: folder }),
  ...(snapshot === null ? {} : { loadDataDir: snapshot }),
})

const query = openStatements(database)

async function answer(ask: Ask): Promise<Answer> {
  switch (ask.kind) {
    case 'query':
      return { kind: 'done', id: ask.id, ...(await query(ask.text, ask.values)) }
    case 'exec': {
      const results = await database.exec(ask.text)
      return { kind: 'done', id: ask.id, rows: results.flatMap(result => result.rows), affected: 0 }
    }
    case 'listen':
      await database.listen(ask.text, payload => port?.postMessage({ kind: 'notified', channel: ask.text, payload } satisfies Answer))
      return { kind: 'done', id: ask.id, rows: [], affected: 0 }
    case 'dump':
      return { kind: 'done', id: ask.id, rows: [], affected: 0, dump: await database.dumpDataDir('none') }
    case 'close':
      await database.close()
      return { kind: 'done', id: ask.id, rows: [], affected: 0 }
  }
}

const failure = (id: number, thrown: unknown): Answer => {
  const error = thrown as { message?: string; code?: string; constraint?: string }
  return { kind: 'failed', id, message: error.message ?? String(thrown), code: error.code ?? null, constraint: error.constraint ?? null }
}

port.on('message', (ask: Ask) => {
  void answer(ask)
    .catch((thrown: unknown) => failure(ask.id, thrown))
    .then(reply => port.postMessage(reply))
})
