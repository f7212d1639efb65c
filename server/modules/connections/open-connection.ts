import { randomUUID } from 'node:crypto'
import type { Connection } from '@rollcall/contract'
import { type Connector, type ConsoleDesk, type Credentials, type Exchange, openVendorApi, type VendorApi, VendorError } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { openConsole } from '../consoles/index.ts'
import { connectorOf, noConnection } from './connection.ts'
import { type ConnectionRow, findConnection, takeLease } from './connection.queries.ts'
import { mayReachPrivate, vendorPorts } from './vendor-ports.ts'

export const credentialsPurpose = 'connections.credentials'

export interface OpenConnection {
  readonly id: string
  readonly name: string
  readonly state: Connection['state']
  readonly connector: Connector
  readonly api: VendorApi
  /** What was entered besides the secrets: user names, addresses, client ids. An account of such a name is the connection's own. */
  readonly ownLogins: readonly string[]
}

export const openRow = (ctx: Context, row: ConnectionRow, recorder?: (exchange: Exchange) => void): OpenConnection => {
  const connector = connectorOf(row.connector)
  const credentials = JSON.parse(ctx.keyring.open(row.credentials, credentialsPurpose)) as Credentials
  const fields = connector.auth.find(choice => choice.kind === row.auth)?.fields ?? []
  const ownLogins = fields.flatMap(({ name, secret }) => (secret ? [] : [credentials[name] ?? '']))
  const api = openVendorApi({
    connector,
    baseUrl: row.base_url,
    auth: row.auth,
    credentials,
    ports: { ...vendorPorts(ctx, row, connector), ...(row.auth === 'console' ? { console: consoleOf(ctx, row, credentials, recorder) } : {}) },
    timeouts: { totalMs: ctx.config.vendorTimeoutSeconds * 1000 },
    ...(recorder === undefined ? {} : { recorder }),
  })
  return { id: row.id, name: row.name, state: row.state, connector, api, ownLogins }
}

/** The browser that works the console of this connection. A code of its authenticator belongs to one sign-in, among all processes. */
const consoleOf = (ctx: Context, row: ConnectionRow, credentials: Credentials, recorder: ((exchange: Exchange) => void) | undefined): ConsoleDesk =>
  openConsole(ctx, {
    connectionId: row.id,
    baseUrl: row.base_url,
    credentials,
    allowPrivate: mayReachPrivate(ctx, row.base_url),
    takeUntil: end => takeLease(ctx.db, { name: `one-time-code:${row.id}`, holder: randomUUID(), expires_at: end }, ctx.clock.now()),
    ...(recorder === undefined ? {} : { recorder }),
  })

/**
 * Runs work against a vendor and closes the client. Refuses with the connection's own sentence while it needs attention or is
 * paused, so that a revoked credential is not tried again and again. A VendorError leaves as it is.
 */
export async function withConnection<T>(
  ctx: Context,
  id: string,
  work: (open: OpenConnection) => Promise<T>,
  options: { recorder?: (exchange: Exchange) => void } = {},
): Promise<T> {
  const row = await findConnection(ctx.db, id)
  if (row === undefined) throw noConnection()
  if (row.state === 'paused') throw new Refused('vendor_refused', `${row.name} is paused. Resume it under Connections first.`)
  if (row.state === 'needs_attention') throw new Refused('credentials_refused', `${row.name} needs attention: ${row.detail}`)
  const open = openRow(ctx, row, options.recorder)
  try {
    return await work(open)
  } finally {
    await open.api.close()
  }
}

/** A vendor's refusal as ours: its sentence and code go to the caller. */
export const asRefused = (thrown: unknown): unknown => (thrown instanceof VendorError ? new Refused(thrown.code, thrown.sentence, { cause: thrown }) : thrown)
