import { randomUUID } from 'node:crypto'
import type { Connector } from '@rollcall/connectors/kit'
import type { Connection } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { errorCodeOf, Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { forgetCheck } from '../consoles/index.ts'
import { prove } from './check-connection.ts'
import { connectorOf, noConnection } from './connection.ts'
import { type ConnectionRow, deleteConnectionRow, findConnection, insertConnection, updateConnectionRow } from './connection.queries.ts'
import { readConnection } from './list-connections.ts'
import { asRefused, credentialsPurpose } from './open-connection.ts'

export interface NewConnection {
  readonly connector: string
  readonly name: string
  readonly baseUrl: string
  readonly auth: string
  readonly credentials: Record<string, string>
}

/**
 * Keeps a connection after its permissions were proven. One that waits for a person's consent (OAuth code) is kept unproven.
 * Throws what the vendor refused, with the vendor's reason, and then keeps nothing.
 */
export async function createConnection(ctx: Context, wanted: NewConnection): Promise<Connection> {
  const connector = connectorOf(wanted.connector)
  const row = {
    id: randomUUID(),
    connector: connector.id,
    name: wanted.name,
    base_url: addressOf(ctx, connector, wanted.baseUrl),
    auth: wanted.auth,
    credentials: seal(ctx, connector, wanted.auth, wanted.credentials),
    oauth_tokens: null,
    state: 'unchecked',
    detail: 'Waiting for your consent at the vendor.',
    checked_at: null,
    write_refusals: {},
    created_at: ctx.clock.now(),
  } satisfies ConnectionRow
  // The rate budget and OAuth tokens hang on the row, so it exists before the vendor is asked, and goes when the vendor refuses.
  await insertConnection(ctx.db, { ...row, write_refusals: '{}' }).catch(refuseSameName)
  if (wanted.auth !== 'oauth_code') {
    try {
      await updateConnectionRow(ctx.db, row.id, await prove(ctx, row))
    } catch (thrown) {
      await deleteConnectionRow(ctx.db, row.id)
      await forgetCheck(ctx, row.id)
      throw asRefused(thrown)
    }
  }
  await ctx.transaction(async () => {
    await record(ctx, 'connection.created', row.id, { connector: row.connector, name: row.name, baseUrl: row.base_url, auth: row.auth })
    await ctx.publish({ topic: 'connections', id: row.id })
    if (wanted.auth !== 'oauth_code') await ctx.enqueue('sync-connection', { connectionId: row.id })
  })
  return readConnection(ctx, row.id)
}

export interface ConnectionChange {
  readonly name?: string | undefined
  readonly baseUrl?: string | undefined
  readonly auth?: string | undefined
  readonly credentials?: Record<string, string> | undefined
  readonly paused?: boolean | undefined
}

/** New credentials are proven before they replace the old ones, which stay in use until then. */
export async function updateConnection(ctx: Context, id: string, change: ConnectionChange): Promise<Connection> {
  const row = await findConnection(ctx.db, id)
  if (row === undefined) throw noConnection()
  const auth = change.auth ?? row.auth
  const reaches = change.credentials !== undefined || change.baseUrl !== undefined || change.auth !== undefined
  const next: ConnectionRow = {
    ...row,
    name: change.name ?? row.name,
    base_url: change.baseUrl === undefined ? row.base_url : addressOf(ctx, connectorOf(row.connector), change.baseUrl),
    auth,
    credentials: change.credentials === undefined ? row.credentials : seal(ctx, connectorOf(row.connector), auth, change.credentials),
    // A new client or address means new tokens; the old ones were given to another.
    oauth_tokens: reaches ? null : row.oauth_tokens,
    write_refusals: reaches ? {} : row.write_refusals,
  }
  const proven = reaches && auth !== 'oauth_code' ? await proveBeside(ctx, next) : {}
  const paused =
    change.paused === undefined
      ? {}
      : {
          state: change.paused ? ('paused' as const) : ('working' as const),
          detail: change.paused ? 'Paused by an admin.' : 'Resumed by an admin; check it to see what it may do.',
        }
  await ctx.transaction(async () => {
    const { id: _, write_refusals, ...columns } = { ...next, ...proven, ...paused }
    await updateConnectionRow(ctx.db, id, { ...columns, write_refusals: JSON.stringify(write_refusals) }).catch(refuseSameName)
    await record(ctx, 'connection.changed', id, { name: next.name, changed: Object.keys(change) })
    await ctx.publish({ topic: 'connections', id })
  })
  return readConnection(ctx, id)
}

// Proving may mark the row and store tokens; on a refusal the row is put back as it was.
async function proveBeside(ctx: Context, next: ConnectionRow) {
  const before = await findConnection(ctx.db, next.id)
  try {
    await updateConnectionRow(ctx.db, next.id, { oauth_tokens: null })
    return await prove(ctx, next)
  } catch (thrown) {
    if (before !== undefined) await updateConnectionRow(ctx.db, next.id, { oauth_tokens: before.oauth_tokens, state: before.state, detail: before.detail })
    throw asRefused(thrown)
  }
}

/** Everything that was read through it goes with it; the audit log keeps that it was there. */
export const deleteConnection = (ctx: Context, id: string): Promise<void> =>
  ctx.transaction(async () => {
    const row = await deleteConnectionRow(ctx.db, id)
    if (row === undefined) throw noConnection()
    await forgetCheck(ctx, id)
    await ctx.enqueue('compare-roll', {})
    await record(ctx, 'connection.deleted', id, { connector: row.connector, name: row.name })
    await ctx.publish({ topic: 'connections', id })
  })

// A vendor's address has the vendor's shape: a typing error must not send its credentials to somebody else.
function addressOf(ctx: Context, connector: Connector, given: string): string {
  if (connector.baseUrl === null) return ''
  const address = given.replace(/\/+$/, '')
  const { pattern } = connector.baseUrl
  if (address === '') throw new Refused('bad_request', pattern.message, { at: 'baseUrl' })
  const isOwn = ctx.config.allowPrivate || ctx.standIns.has(new URL(address).origin)
  if (!isOwn && !new RegExp(pattern.regex).test(address)) throw new Refused('bad_request', pattern.message, { at: 'baseUrl' })
  return address
}

function seal(ctx: Context, connector: Connector, auth: string, given: Record<string, string>): string {
  if (connector.file !== undefined) return ctx.keyring.seal('{}', credentialsPurpose)
  const choice = connector.auth.find(each => each.kind === auth)
  if (choice === undefined) throw new Refused('bad_request', `${connector.name} does not sign in by ${auth}.`, { at: 'auth' })
  const filled = choice.fields.map(field => {
    const value = (given[field.name] ?? '').trim()
    if (value === '' && field.required) throw new Refused('bad_request', `${field.label} is missing.`, { at: `credentials.${field.name}` })
    if (value !== '' && field.pattern !== null && !new RegExp(field.pattern.regex).test(value))
      throw new Refused('bad_request', field.pattern.message, { at: `credentials.${field.name}` })
    return [field.name, value] as const
  })
  return ctx.keyring.seal(JSON.stringify(Object.fromEntries(filled)), credentialsPurpose)
}

// 23505: unique_violation (PostgreSQL, appendix A).
const refuseSameName = (thrown: unknown): never => {
  if (errorCodeOf(thrown) === '23505') throw new Refused('conflict', 'There is a connection of this name already. Choose another name.', { at: 'name' })
  throw thrown
}
