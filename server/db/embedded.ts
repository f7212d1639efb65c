import { chmodSync, closeSync, existsSync, mkdirSync, openSync, rmSync } from 'node:fs'
import { join } from 'node:path'
import { CannotStart, sentenceOf } from '../errors.ts'
import { readBlankCluster } from './blank-cluster.ts'
import { type EmbeddedThread, openThread } from './embedded-thread.ts'
import type { Engine, QueryOutcome, Session } from './engine.ts'
import { lockFolder } from './folder-lock.ts'

export interface EmbeddedEngine extends Engine {
  /** The whole database as one file, for tests that start from a prepared state. */
  dump(): Promise<Blob>
}

/**
 * PostgreSQL inside this process (PGlite), in a worker thread; one that died is replaced at the next session. `folder` null keeps it in
 * memory. Throws CannotStart when another process holds the folder or the files do not open.
 */
export async function openEmbedded(folder: string | null, snapshot: Blob | null = null): Promise<EmbeddedEngine> {
  const unlock = folder === null ? () => undefined : prepare(folder)
  const begin = folder !== null && existsSync(readyMark(folder)) ? null : (snapshot ?? readBlankCluster())
  const listeners = new Map<string, Set<(payload: string) => void>>()
  const notify = (channel: string, payload: string) => {
    for (const listener of listeners.get(channel) ?? []) listener(payload)
  }
  const turn = oneAtATime()
  let thread = await openThread(folder, begin, notify).catch((cause: unknown) => {
    unlock()
    throw new CannotStart(
      `The embedded database in ${folder ?? 'memory'} does not open: ${sentenceOf(cause)}. If it was made by another version of Rollcall, restore a backup of it; the files are left as they are.`,
      { cause },
    )
  })
  if (folder !== null) closeSync(openSync(readyMark(folder), 'a', 0o600))
  // What a thread that died has committed is in the files; what it had in memory alone is gone for good.
  const living = async (): Promise<EmbeddedThread> => {
    if (folder === null || !thread.isDead()) return thread
    thread = await openThread(folder, null, notify)
    for (const channel of listeners.keys()) await thread.ask({ kind: 'listen', text: channel })
    return thread
  }
  return {
    kind: 'embedded',
    session: async () => {
      const release = await turn()
      try {
        return sessionOf(await living(), release)
      } catch (thrown) {
        release()
        throw thrown
      }
    },
    listen: async (channel, onPayload) => {
      const all = listeners.get(channel) ?? new Set()
      listeners.set(channel, all.add(onPayload))
      await thread.ask({ kind: 'listen', text: channel })
      return async () => void all.delete(onPayload)
    },
    dump: async () => (await thread.ask({ kind: 'dump' })).dump ?? new Blob(),
    close: async () => {
      const release = await turn()
      if (!thread.isDead()) await thread.ask({ kind: 'close' })
      await thread.end()
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

const sessionOf = (thread: EmbeddedThread, release: () => void): Session => ({
  query: async (text, values = []): Promise<QueryOutcome> => thread.ask({ kind: 'query', text, values }),
  exec: async (text): Promise<QueryOutcome> => thread.ask({ kind: 'exec', text }),
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
