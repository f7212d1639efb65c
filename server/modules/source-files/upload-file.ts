import { createHash } from 'node:crypto'
import type { FileMapping, SourceFile } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { decodeCsv } from '../../csv/decode-csv.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { chooseMapping } from './choose-mapping.ts'
import { fileConnection } from './file-connection.ts'
import { readHeads } from './judge-file.ts'
import { toSourceFile } from './list-files.ts'
import { type FileRow, findFiles, insertFile, lockUploads, saveMapping } from './source-file.queries.ts'
import { dayIn } from '../../zone.ts'

export interface Upload {
  readonly fileName: string
  readonly bytes: Buffer
  readonly mapping?: FileMapping | undefined
  readonly expectedRows?: number | undefined
}

/** The text of a file as the database takes it, which knows no NUL. */
export const textOf = (bytes: Buffer): string => decodeCsv(bytes).replaceAll('\0', '')

/** Keeps a file and its mapping, and puts its read on the queue. The file that was uploaded last is not read again. */
export async function uploadFile(ctx: Context, connectionId: string, { fileName, bytes, ...given }: Upload): Promise<{ file: SourceFile; created: boolean }> {
  const { row, source } = await fileConnection(ctx, connectionId)
  if (row.state !== 'working') throw new Refused('conflict', `${row.name} cannot be read now: ${row.detail}`)
  const content = textOf(bytes)
  const heads = await readHeads(content)
  const mapping = await chooseMapping(ctx, connectionId, source, heads, given.mapping)
  const sha256 = createHash('sha256').update(bytes).digest('hex')
  const now = ctx.clock.now()
  const { file, created } = await ctx.transaction(async () => {
    await lockUploads(ctx.db, connectionId)
    const [last] = await findFiles(ctx.db, connectionId, 1)
    if (last !== undefined && isSame(last, { sha256, mapping, expectedRows: given.expectedRows ?? null, now })) return { file: last, created: false }
    await saveMapping(ctx.db, connectionId, heads, mapping)
    const kept = await insertFile(ctx.db, {
      connection_id: connectionId,
      file_name: fileName,
      sha256,
      content,
      mapping: JSON.stringify(mapping),
      expected_rows: given.expectedRows ?? null,
      ends_in_break: /[\r\n]$/.test(content),
      state: 'waiting',
      uploaded_by: nameOf(ctx.actor),
      uploaded_at: now,
    })
    await ctx.enqueue('sync-connection', { connectionId })
    await ctx.publish({ topic: 'connections', id: connectionId })
    await record(ctx, 'source_file.uploaded', connectionId, { connection: row.name, file: fileName, fileId: kept.id, sha256 })
    return { file: kept, created: true }
  })
  return { file: await toSourceFile(ctx, file), created }
}

interface Same {
  readonly sha256: string
  readonly mapping: FileMapping
  readonly expectedRows: number | null
  readonly now: Date
}

/** Read by the same mapping it would say the same, unless working days pass between the two. */
function isSame(last: FileRow, { sha256, mapping, expectedRows, now }: Same): boolean {
  const hasDays = mapping.columns.startsOn !== undefined || mapping.columns.endsOn !== undefined
  const sameDay = dayIn(mapping.timeZone, last.uploaded_at) === dayIn(mapping.timeZone, now)
  return last.sha256 === sha256 && last.expected_rows === expectedRows && canonical(last.mapping) === canonical(mapping) && (!hasDays || sameDay)
}

const canonical = ({ columns, statuses, dates, timeZone }: FileMapping): string =>
  JSON.stringify([...[columns, statuses, dates].map(part => Object.entries(part).toSorted(([a], [b]) => (a < b ? -1 : 1))), timeZone])
