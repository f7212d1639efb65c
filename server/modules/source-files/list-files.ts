import type { FileMapping, SourceFile } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findConnection, findReads, noConnection, verdictOf } from '../connections/index.ts'
import { type FileRow, findFiles, findMapping } from './source-file.queries.ts'

const mostShown = 50

export async function listFiles(ctx: Context, connectionId: string): Promise<{ items: SourceFile[]; mapping: FileMapping | null }> {
  if ((await findConnection(ctx.db, connectionId)) === undefined) throw noConnection()
  const [rows, saved] = [await findFiles(ctx.db, connectionId, mostShown), await findMapping(ctx.db, connectionId)]
  return { items: await toSourceFiles(ctx, rows), mapping: saved?.mapping ?? null }
}

async function toSourceFiles(ctx: Context, rows: readonly FileRow[]): Promise<SourceFile[]> {
  const reads = new Map(
    (
      await findReads(
        ctx.db,
        rows.flatMap(({ state, read_id }) => (state === 'read' && read_id !== null ? [read_id] : [])),
      )
    ).map(read => [read.id, read]),
  )
  return rows.map(row => {
    const read = reads.get(row.read_id ?? '')
    return {
      id: row.id,
      fileName: row.file_name,
      sha256: row.sha256,
      uploadedBy: row.uploaded_by,
      uploadedAt: row.uploaded_at.toISOString(),
      state: row.state,
      verdict: read === undefined ? null : verdictOf(read),
      doubt: row.doubt,
      confirmedBy: row.confirmed_by,
      confirmedAt: row.confirmed_at?.toISOString() ?? null,
    }
  })
}

export async function toSourceFile(ctx: Context, row: FileRow): Promise<SourceFile> {
  const [file] = await toSourceFiles(ctx, [row])
  if (file === undefined) throw new Error('a row is always answered')
  return file
}
