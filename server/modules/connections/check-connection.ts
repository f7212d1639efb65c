import { VendorError } from '@rollcall/connectors/kit'
import type { Connection } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { connectorOf, noConnection } from './connection.ts'
import { type ConnectionRow, findConnection, findConnections, updateConnectionRow } from './connection.queries.ts'
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
  return keepVerdict(ctx, row, await prove(ctx, row).catch((thrown: unknown) => asVerdict(ctx, thrown)))
}

/** Puts every admin console on the queue that is worked in a browser, for its daily look. */
export async function askConsoleChecks(ctx: Context): Promise<void> {
  for (const { id, auth, state } of await findConnections(ctx.db))
    if (auth === 'console' && state !== 'paused') await ctx.enqueue('check-console', { connectionId: id })
}

/**
 * The daily look at an admin console: signs in and walks the harmless part of its recipes, so that a changed console is known before it is
 * needed. Throws what may pass by itself, such as an outage, so that it is tried later and the connection stays as it is.
 */
export async function checkConsole(ctx: Context, id: string): Promise<void> {
  const row = await findConnection(ctx.db, id)
  if (row === undefined || row.state === 'paused') return
  const verdict = await prove(ctx, row).catch((thrown: unknown) => {
    if (thrown instanceof VendorError && (thrown.kind === 'unreachable' || thrown.kind === 'limited')) throw thrown
    return asVerdict(ctx, thrown)
  })
  await keepVerdict(ctx, row, verdict)
}

type Verdict = Awaited<ReturnType<typeof prove>>

function asVerdict(ctx: Context, thrown: unknown): Verdict {
  if (!(thrown instanceof VendorError)) throw thrown
  return { state: 'needs_attention', detail: thrown.sentence, checked_at: ctx.clock.now() }
}

async function keepVerdict(ctx: Context, { id, name, state }: ConnectionRow, verdict: Verdict): Promise<Connection> {
  await ctx.transaction(async () => {
    // A paused connection stays paused: a check is a question, not a decision.
    await updateConnectionRow(ctx.db, id, {
      ...verdict,
      state: state === 'paused' ? 'paused' : verdict.state,
      // What was refused before may be allowed now: it is tried again.
      ...(verdict.state === 'working' ? { write_refusals: '{}' } : {}),
    })
    await record(ctx, 'connection.checked', id, { name, state: verdict.state, detail: verdict.detail })
    await ctx.publish({ topic: 'connections', id })
  })
  return readConnection(ctx, id)
}
