import { Client, escapeIdentifier, Pool, type PoolClient, type QueryResult, types as wireTypes } from 'pg'
import { CannotStart, sentenceOf } from '../errors.ts'
import type { Engine, QueryOutcome, Session } from './engine.ts'
import { statementNames } from './statement-names.ts'

// int8 arrives as string because it may exceed 2^53; our counts never do, and the embedded engine gives numbers.
const types = { getTypeParser: (oid: number, format: 'text' | 'binary' = 'text') => (oid === 20 ? Number : wireTypes.getTypeParser(oid, format)) }

const reconnectMilliseconds = 1000

/** PostgreSQL 14 or newer through a pool; the address is never put into an error, as it holds the password. */
export async function openPostgres(url: string, options: { connections?: number } = {}): Promise<Engine> {
  const pool = new Pool({ connectionString: url, max: options.connections ?? 10, types, application_name: 'rollcall' })
  pool.on('error', () => undefined) // an idle connection that breaks is replaced by the pool; the next query tells
  try {
    await pool.query('select 1')
  } catch (cause) {
    await pool.end()
    throw new CannotStart(
      `The PostgreSQL that DATABASE_URL names cannot be reached: ${sentenceOf(cause)}. Check the address, the password and that it is running.`,
      { cause },
    )
  }
  const nameOf = statementNames()
  return {
    kind: 'postgres',
    session: async () => sessionOf(await pool.connect(), nameOf),
    listen: (channel, onPayload) => keepListening(url, channel, onPayload),
    close: () => pool.end(),
  }
}

const sessionOf = (client: PoolClient, nameOf: (text: string) => string | undefined): Session => ({
  query: async (text, values) => {
    if (values === undefined || values.length === 0) return outcomeOf(await client.query<Record<string, unknown>>(text))
    const name = nameOf(text)
    return outcomeOf(await client.query<Record<string, unknown>>({ ...(name === undefined ? {} : { name }), text, values: [...values] }))
  },
  exec: async text => outcomeOf(await client.query<Record<string, unknown>>(text)),
  release: broken => client.release(broken === true),
})

// node-postgres answers an array when one text held several statements.
const outcomeOf = (result: QueryResult<Record<string, unknown>> | QueryResult<Record<string, unknown>>[]): QueryOutcome =>
  Array.isArray(result)
    ? { rows: result.flatMap(each => each.rows), affected: result.reduce((sum, each) => sum + (each.rowCount ?? 0), 0) }
    : { rows: result.rows, affected: result.rowCount ?? 0 }

/** A connection of its own for NOTIFY that is opened again when it breaks. */
async function keepListening(url: string, channel: string, onPayload: (payload: string) => void): Promise<() => Promise<void>> {
  let closed = false
  let client: Client | null = null
  let timer: NodeJS.Timeout | null = null
  const open = async () => {
    const next = new Client({ connectionString: url, application_name: 'rollcall-listen' })
    next.on('notification', message => onPayload(message.payload ?? ''))
    next.on('error', () => undefined)
    next.on('end', () => {
      if (!closed) timer = setTimeout(() => void open().catch(() => next.emit('end')), reconnectMilliseconds)
    })
    await next.connect()
    await next.query(`listen ${escapeIdentifier(channel)}`)
    client = next
  }
  await open()
  return async () => {
    closed = true
    if (timer !== null) clearTimeout(timer)
    await client?.end()
  }
}
