import type { Connection } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { connectorOf } from './connection.ts'
import { readConnection } from './list-connections.ts'

/** Puts a read of everything on the queue; one that waits already is enough. */
export async function askSync(ctx: Context, id: string): Promise<Connection> {
  const connection = await readConnection(ctx, id)
  if (connection.state !== 'working') throw new Refused('conflict', `${connection.name} cannot be read now: ${connection.detail}`)
  if (connectorOf(connection.connector).file !== undefined)
    throw new Refused('conflict', `${connection.name} is read from files. Upload one; it is read at once.`)
  await ctx.transaction(async () => {
    await ctx.enqueue('sync-connection', { connectionId: id })
    await record(ctx, 'connection.sync_asked', id, { name: connection.name })
  })
  return connection
}
