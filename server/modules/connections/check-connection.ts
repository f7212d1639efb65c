import { VendorError } from '@rollcall/connectors/kit'
import type { Connection } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { connectorOf, noConnection } from './connection.ts'
import { type ConnectionRow, findConnection, updateConnectionRow } from './connection.queries.ts'
import { readConnection } from './list-connections.ts'
import { openRow } from './open-connection.ts'

/** Asks the vendor what the credentials may do; answers how the connection stands after it. Throws a VendorError. */
export async function prove(ctx: Context, row: ConnectionRow): Promise<{ state: Connection['state']; detail: string; checked_at: Date }> {
  if (connectorOf(row.connector).file !== undefined)
    return { state: 'working', detail: 'Read from the files that you upload; nobody is asked.', checked_at: ctx.clock.now() }
  const { connector, api } = openRow(ctx, row)
  try {
    return { state: 'working', detail: await connector.check(api), checked_at: ctx.clock.now() }
  } finally {
    await api.close()
  }
}

/** Proves the permissions again. What the vendor says becomes the connection's state; it is not thrown. */
export async function checkConnection(ctx: Context, id: string): Promise<Connection> {
  const row = await findConnection(ctx.db, id)
  if (row === undefined) throw noConnection()
  const verdict = await prove(ctx, row).catch((thrown: unknown) => {
    if (!(thrown instanceof VendorError)) throw thrown
    return { state: 'needs_attention' as const, detail: thrown.sentence, checked_at: ctx.clock.now() }
  })
  await ctx.transaction(async () => {
    // A paused connection stays paused: a check is a question, not a decision.
    await updateConnectionRow(ctx.db, id, {
      ...verdict,
      state: row.state === 'paused' ? 'paused' : verdict.state,
      // What was refused before may be allowed now: it is tried again.
      ...(verdict.state === 'working' ? { write_refusals: '{}' } : {}),
    })
    await record(ctx, 'connection.checked', id, { name: row.name, state: verdict.state, detail: verdict.detail })
    await ctx.publish({ topic: 'connections', id })
  })
  return readConnection(ctx, id)
}
