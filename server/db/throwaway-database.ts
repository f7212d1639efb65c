import { randomBytes } from 'node:crypto'
import { Client, escapeIdentifier } from 'pg'
import { CannotStart, sentenceOf } from '../errors.ts'

export interface ThrowawayDatabase {
  readonly url: string
  drop(): Promise<void>
}

/** A new, empty database beside the one of the address, on the same PostgreSQL. Throws CannotStart when its user may not make one. */
export async function makeThrowawayDatabase(beside: string): Promise<ThrowawayDatabase> {
  const name = `rollcall_throwaway_${randomBytes(6).toString('hex')}`
  await run(beside, `create database ${escapeIdentifier(name)}`).catch((cause: unknown) => {
    throw new CannotStart(`No database of its own could be made on the PostgreSQL that DATABASE_URL names: ${sentenceOf(cause)}.`, { cause })
  })
  const url = new URL(beside)
  url.pathname = `/${name}`
  return { url: url.href, drop: () => run(beside, `drop database ${escapeIdentifier(name)} with (force)`) }
}

async function run(address: string, statement: string): Promise<void> {
  const client = new Client({ connectionString: address, application_name: 'rollcall' })
  await client.connect()
  try {
    await client.query(statement)
  } finally {
    await client.end()
  }
}
