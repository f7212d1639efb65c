import type { FileSource } from '@rollcall/connectors/kit'
import type { FileMapping } from '@rollcall/contract'
import { readRows } from '../../csv/read-rows.ts'
import { Refused } from '../../errors.ts'
import { headsOf } from './columns.ts'
import { openRowReader, type RowReading } from './row-reader.ts'

export type Judged = RowReading & { readonly line: number; readonly cells: readonly string[] }

/** Refuses `csv_unreadable` without a head. */
export async function readHeads(text: string): Promise<string[]> {
  for await (const { cells } of readRows(text, { only: 1 })) return headsOf(cells)
  throw new Refused('csv_unreadable', 'The file is empty. Export it again, with a head line and a line for each row.')
}

/** Every row below the head, one after another, with what it says or why it cannot be read. Refuses `csv_unreadable` where the CSV breaks off. */
export async function* judgeFile(text: string, source: FileSource, mapping: FileMapping, now: Date): AsyncGenerator<Judged> {
  /** Which line has which id. */
  const lines = new Map<string, number>()
  let read: ReturnType<typeof openRowReader> | null = null
  for await (const { line, cells } of readRows(text)) {
    if (read === null) {
      read = openRowReader(source, mapping, headsOf(cells), now)
      continue
    }
    const reading = read(cells)
    const before = 'row' in reading ? lines.get(reading.row.externalId) : undefined
    if ('row' in reading && before === undefined) lines.set(reading.row.externalId, line)
    yield {
      line,
      cells,
      ...(before === undefined || !('row' in reading) ? reading : { id: reading.row.externalId, refusal: `it has the id of line ${before}` }),
    }
  }
}
