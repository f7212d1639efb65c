import { createHash } from 'node:crypto'
import type { PackedFile } from '@rollcall/contract'
import { tarEnd, tarEntry } from './tar.ts'

const chunkBytes = 256 * 1024
const partBytes = 1024 * 1024

export type Keep = (chunk: Buffer) => Promise<void>

/** Rows that become files of about 1 MB each: `leavers-0001.jsonl`. */
export interface Parts {
  add(line: string): Promise<void>
  /** Answers how many rows there were. */
  end(): Promise<number>
}

export interface Pack {
  readonly files: readonly PackedFile[]
  add(path: string, content: Buffer | string, rows?: number): Promise<void>
  addJson(path: string, value: unknown): Promise<void>
  /** `head` begins every part, as the line of names of a CSV file does. */
  parts(prefix: string, end: string, head?: string): Parts
  /** Nothing is added after it. */
  end(): Promise<void>
}

/** Writes a tar file in pieces; no more than one file and one piece is in memory. */
export function openPack(at: Date, keep: Keep): Pack {
  const files: PackedFile[] = []
  let held: Buffer[] = []
  let length = 0

  const flush = async (least: number) => {
    if (length < least || length === 0) return
    const chunk = Buffer.concat(held)
    held = []
    length = 0
    for (let from = 0; from < chunk.length; from += chunkBytes) await keep(chunk.subarray(from, from + chunkBytes))
  }
  const write = async (bytes: Buffer) => {
    held.push(bytes)
    length += bytes.length
    await flush(chunkBytes)
  }
  const add = async (path: string, content: Buffer | string, rows: number | null = null) => {
    const bytes = typeof content === 'string' ? Buffer.from(content) : content
    files.push({ path, bytes: bytes.length, sha256: createHash('sha256').update(bytes).digest('hex'), rows })
    await write(tarEntry(path, bytes, at))
  }
  return {
    files,
    add,
    addJson: (path, value) => add(path, `${JSON.stringify(value, null, 2)}\n`),
    parts: (prefix, end, head = '') => {
      let lines: string[] = []
      let bytes = 0
      let part = 0
      let total = 0
      const endPart = async () => {
        part += 1
        await add(`${prefix}-${String(part).padStart(4, '0')}.${end}`, head + lines.join(''), lines.length)
        total += lines.length
        lines = []
        bytes = 0
      }
      return {
        add: async line => {
          lines.push(line)
          bytes += line.length
          if (bytes >= partBytes) await endPart()
        },
        end: async () => {
          if (lines.length > 0 || part === 0) await endPart()
          return total
        },
      }
    },
    end: async () => {
      await write(tarEnd)
      await flush(1)
    },
  }
}
