import { closeSync, existsSync, mkdirSync, openSync, readFileSync, rmSync, writeSync } from 'node:fs'
import { dirname } from 'node:path'
import { z } from 'zod'
import { CannotStart, errorCodeOf } from '../errors.ts'

const Holder = z.object({ pid: z.number().int(), startedAt: z.string(), boot: z.string() })

/**
 * The embedded database has no lock of its own: two processes on one folder lose rows without an error
 * (electric-sql/pglite#1106). The lock stands beside the folder, is made with O_EXCL, and is taken over only from a process that
 * is certainly dead.
 */
export function lockFolder(folder: string): () => void {
  const path = `${folder}.lock`
  mkdirSync(dirname(path), { recursive: true })
  for (let attempt = 0; attempt < 3; attempt++) {
    try {
      const file = openSync(path, 'wx', 0o600)
      writeSync(file, JSON.stringify({ pid: process.pid, startedAt: new Date().toISOString(), boot: bootId() }))
      closeSync(file)
      return () => rmSync(path, { force: true })
    } catch (cause) {
      if (errorCodeOf(cause) !== 'EEXIST') throw cause
      const holder = readHolder(path)
      if (holder !== null && holder.boot === bootId() && isAlive(holder.pid))
        throw new CannotStart(
          `The data folder ${folder} is in use by process ${holder.pid}, started ${holder.startedAt}. Stop that process, or give this one another ROLLCALL_DATA.`,
        )
      rmSync(path, { force: true })
    }
  }
  throw new CannotStart(`The lock ${path} cannot be taken: another process takes it at the same moment. Start again.`)
}

/** True while some live process holds the folder. */
export function isFolderLocked(folder: string): boolean {
  const holder = existsSync(`${folder}.lock`) ? readHolder(`${folder}.lock`) : null
  return holder !== null && holder.boot === bootId() && isAlive(holder.pid)
}

// A process id means nothing after a reboot (or in a new container), so the lock names the boot it was taken in.
const bootId = (): string => {
  const id = '/proc/sys/kernel/random/boot_id'
  return existsSync(id) ? readFileSync(id, 'utf8').trim() : 'unknown'
}

const readHolder = (path: string) => {
  try {
    const parsed = Holder.safeParse(JSON.parse(readFileSync(path, 'utf8')))
    return parsed.success ? parsed.data : null
  } catch {
    return null // half-written by a process that was killed in the act
  }
}

const isAlive = (pid: number): boolean => {
  try {
    process.kill(pid, 0)
    return true
  } catch (cause) {
    return errorCodeOf(cause) === 'EPERM'
  }
}
