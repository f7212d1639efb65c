import type { UserImport } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { Refused } from '../../../errors.ts'
import { decodeCsv } from '../../../csv/decode-csv.ts'
import { type CsvRow, readRows } from '../../../csv/read-rows.ts'
import { insertImport, insertLines } from './import.queries.ts'
import { openJudge } from './judge-rows.ts'
import { readHead } from './row-fields.ts'
import { readImport } from './user-import.ts'

const rowsAtOnce = 250
const mostRows = 200_000

/** Looks at a file row by row, many at a time, and keeps the verdicts; no user is changed. */
export async function previewImport(ctx: Context, { fileName, bytes }: { fileName: string; bytes: Buffer }): Promise<UserImport> {
  const rows = readRows(decodeCsv(bytes))
  const { value: first } = await rows.next()
  if (first === undefined) throw new Refused('csv_unreadable', 'The file is empty. Send a head line with a column userName and a line for each user.')
  const head = readHead(first.cells)
  const { permissions: _, ...actor } = ctx.actor
  const { id } = await insertImport(ctx.db, {
    file_name: fileName,
    state: 'previewed',
    actor: JSON.stringify(actor),
    ignored: [...head.ignored],
    created_at: ctx.clock.now(),
    applied_at: null,
    undone_at: null,
  })
  const judge = await openJudge(ctx, head)
  let batch: CsvRow[] = []
  let count = 0
  const flush = async () => {
    if (batch.length > 0) await insertLines(ctx.db, id, await judge(batch))
    batch = []
  }
  for await (const row of rows) {
    count += 1
    if (count > mostRows) throw new Refused('too_large', `The file has more than ${mostRows} lines. Send it in parts.`)
    batch.push(row)
    if (batch.length === rowsAtOnce) await flush()
  }
  await flush()
  if (count === 0) throw new Refused('csv_unreadable', 'The file has a head and no user below it.')
  return readImport(ctx, id)
}
