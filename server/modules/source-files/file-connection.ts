import type { FileSource } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { type ConnectionRow, connectorOf, findConnection, noConnection } from '../connections/index.ts'

export interface FileConnection {
  readonly row: ConnectionRow
  readonly source: FileSource
}

/** Throws `conflict` for a connection that asks a vendor. */
export async function fileConnection(ctx: Context, id: string): Promise<FileConnection> {
  const row = await findConnection(ctx.db, id)
  if (row === undefined) throw noConnection()
  const source = connectorOf(row.connector).file
  if (source === undefined) throw new Refused('conflict', `${row.name} is asked by itself and takes no files. Use Sync.`)
  return { row, source }
}
