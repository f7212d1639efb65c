import { statfsSync } from 'node:fs'
import { join } from 'node:path'
import { Worker } from 'node:worker_threads'
import type { Answer, Ask } from './embedded-worker.ts'

type Done = Extract<Answer, { kind: 'done' }>
type Question = Ask extends infer A ? (A extends Ask ? Omit<A, 'id'> : never) : never

/** The thread that an embedded database lives in, and the questions it has yet to answer. */
export interface EmbeddedThread {
  ask(question: Question): Promise<Done>
  isDead(): boolean
  end(): Promise<void>
}

const lookMilliseconds = 2_000
const patienceMilliseconds = 5_000
// What PostgreSQL's log grows by (wal_segment_size).
const segmentBytes = 16 * 1024 * 1024

/** Resolves when the database answers. `folder` null keeps it in memory; `snapshot` is what an empty one begins with. */
export async function openThread(folder: string | null, snapshot: Blob | null, onNotify: (channel: string, payload: string) => void): Promise<EmbeddedThread> {
  const worker = new Worker(new URL('embedded-worker.ts', import.meta.url), {
    workerData: { folder: folder === null ? null : join(folder, 'pg'), snapshot },
    execArgv: [], // the flags of this process (an inspector, --eval) are not the worker's
  })
  const waiting = new Map<number, { since: number; resolve: (done: Done) => void; reject: (error: Error) => void }>()
  let lastId = 0
  let dead: Error | null = null
  const die = (error: Error) => {
    dead ??= error
    clearInterval(watch)
    for (const each of waiting.values()) each.reject(dead)
    waiting.clear()
  }
  worker.on('error', error => die(error instanceof Error ? error : new Error(String(error))))
  worker.on('exit', () => die(new Error('The embedded database has stopped.')))
  worker.on('message', (answer: Answer) => {
    if (answer.kind === 'notified') return onNotify(answer.channel, answer.payload)
    const asked = waiting.get(answer.id)
    waiting.delete(answer.id)
    if (answer.kind === 'done') asked?.resolve(answer)
    else asked?.reject(Object.assign(new Error(answer.message), { code: answer.code, constraint: answer.constraint }))
  })
  // Without room for its log PostgreSQL gives up its process (PANIC). Inside WebAssembly there is no process to give up: it spins for ever.
  const watch = setInterval(() => {
    const [oldest] = waiting.values()
    if (oldest === undefined || performance.now() - oldest.since < patienceMilliseconds || hasRoom(folder)) return
    die(noRoom())
    void worker.terminate()
  }, lookMilliseconds)
  watch.unref()
  const ask: EmbeddedThread['ask'] = question =>
    new Promise((resolve, reject) => {
      if (dead !== null) return reject(dead)
      const id = ++lastId
      waiting.set(id, { since: performance.now(), resolve, reject })
      worker.postMessage({ ...question, id })
    })
  const end = async () => void (await worker.terminate())
  try {
    await ask({ kind: 'query', text: 'select 1', values: [] })
  } catch (cause) {
    await end()
    throw hasRoom(folder) ? cause : noRoom(cause)
  }
  return { ask, isDead: () => dead !== null, end }
}

function hasRoom(folder: string | null): boolean {
  if (folder === null) return true
  const { bavail, bsize } = statfsSync(folder)
  return bavail * bsize >= segmentBytes
}

const noRoom = (cause?: unknown): Error =>
  Object.assign(new Error('The embedded database has stopped: no space left on device.', { cause }), { code: 'ENOSPC' })
