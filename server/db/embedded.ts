import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import { CannotStart, sentenceOf } from '../errors.ts'
import { readBlankCluster } from './blank-cluster.ts'
import type { Answer, Ask } from './embedded-worker.ts'
import type { Engine, QueryOutcome, Session } from './engine.ts'
import { lockFolder } from './folder-lock.ts'

type Done = Extract<Answer, { kind: 'done' }>
type Question = Ask extends infer A ? (A extends Ask ? Omit<A, 'id'> : never) : never

export interface EmbeddedEngine extends Engine {
  /** The whole database as one file, for tests that start from a prepared state. */
  dump(): Promise<Blob>
}

/**
 * PostgreSQL inside this process (PGlite), in a worker thread. `folder` null keeps it in memory.
 * Throws CannotStart when another process holds the folder or the files do not open.
 */
export async function openEmbedded(folder: string | null, snapshot: Blob | null = null): Promise<EmbeddedEngine> {
  const unlock = folder === null ? () => undefined : prepare(folder)
  const begin = folder !== null && existsSync(readyMark(folder)) ? null : (snapshot ?? readBlankCluster())
  const worker = new Worker(new URL('embedded-worker.ts', import.meta.url), {
    workerData: { folder: folder === null ? null : join(folder, 'pg'), snapshot: begin },
    execArgv: [], // the flags of this process (an inspector, --eval) are not the worker's
  })
  const rpc = speakWith(worker)
  const turn = oneAtATime()
  try {
    await rpc.ask({ kind: 'query', text: 'select 1', values: [] })
    if (folder !== null) closeSync(openSync(readyMark(folder), 'a', 0o600))
  } catch (cause) {
    await worker.terminate()
    unlock()
    throw new CannotStart(
      `The embedded database in ${folder ?? 'memory'} does not open: ${sentenceOf(cause)}. If it was made by another version of Rollcall, restore a backup of it; the files are left as they are.`,
      { cause },
    )
  }
  return {
    kind: 'embedded',
    session: async () => sessionOf(rpc, await turn()),
    listen: async (channel, onPayload) => {
      const end = rpc.onNotify(channel, onPayload)
      await rpc.ask({ kind: 'listen', text: channel })
      return async () => end()
    },
    dump: async () => (await rpc.ask({ kind: 'dump' })).dump ?? new Blob(),
    close: async () => {
      const release = await turn()
      await rpc.ask({ kind: 'close' })
      await worker.terminate()
      release()
      unlock()
    },
  }
}

/** Stands in the folder once its cluster has opened for the first time. */
const readyMark = (folder: string): string => join(folder, 'ready')

// PGlite makes its files 0666 and its directory 0755: the folder around them is what keeps others out.
function prepare(folder: string): () => void {
  if (!existsSync(folder)) mkdirSync(folder, { recursive: true, mode: 0o700 })
  chmodSync(folder, 0o700)
  const unlock = lockFolder(folder)
  // A first start that was killed leaves half a cluster, in which nothing can have been stored yet.
  if (!existsSync(readyMark(folder))) rmSync(join(folder, 'pg'), { recursive: true, force: true })
  return unlock
}

const sessionOf = (rpc: ReturnType<typeof speakWith>, release: () => void): Session => ({
  query: async (text, values = []): Promise<QueryOutcome> => rpc.ask({ kind: 'query', text, values }),
  exec: async (text): Promise<QueryOutcome> => rpc.ask({ kind: 'exec', text }),
  release,
})

/** The engine has one connection: whoever holds it runs alone, the others wait in line. */
function oneAtATime(): () => Promise<() => void> {
  let last: Promise<void> = Promise.resolve()
  return async () => {
    const { promise, resolve } = Promise.withResolvers<void>()
    const before = last
    last = promise
    await before
    return resolve
  }
}

function speakWith(worker: Worker) {
  const waiting = new Map<number, { resolve: (done: Done) => void; reject: (error: Error) => void }>()
  const listeners = new Map<string, Set<(payload: string) => void>>()
  let lastId = 0
  let dead: Error | null = null
  const die = (error: Error) => {
    dead = error
    for (const each of waiting.values()) each.reject(error)
    waiting.clear()
  }
  worker.on('error', error => die(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => die(new Error('The embedded database has stopped.')))
  worker.on('message', (answer: Answer) => {
    if (answer.kind === 'notified') {
      for (const listener of listeners.get(answer.channel) ?? []) listener(answer.payload)
      return
    }
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.kind === 'done') asked?.resolve(answer)
    else asked?.reject(Object.assign(new Error(answer.message), { code: answer.code, constraint: answer.constraint }))
  })
  return {
    ask: (question: Question): Promise<Done> =>
      new Promise((resolve, reject) => {
        if (dead !== null) return reject(dead)
        const id = ++lastId
        waiting.set(id, { resolve, reject })
        worker.postMessage({ ...question, id })
      }),
    onNotify: (channel: string, listener: (payload: string) => void) => {
      const all = listeners.get(channel) ?? new Set()
      listeners.set(channel, all.add(listener))
      return () => void all.delete(listener)
    },
  }
}
