import { type Connector, openVendorApi, type VendorPorts } from '@rollcall/connectors/kit'
import type { Context } from '@rollcall/server/context.ts'
import { connectorOf, findConnection } from '@rollcall/server/modules/connections/index.ts'
import { collectAccounts, collectIdentities } from '@rollcall/server/modules/people/index.ts'

/** Vendors that set no limit, so that what is measured is ours. */
const unlimited = (connector: Connector): VendorPorts => ({
  budget: { take: async () => undefined, observe: () => undefined },
  tokens: { read: async () => null, write: async () => undefined, exclusively: work => work() },
  onAuthFailure: (_kind, sentence) => {
    throw new Error(`${connector.name}: ${sentence}`)
  },
  log: () => undefined,
  clock: () => new Date(),
  sleep: async () => undefined,
  allowPrivate: true,
})

// As many as the job that reads has at once.
const atOnce = 4

/** Reads connections to their end over HTTP, with the connectors' own reads. */
export async function readAll(ctx: Context, connectionIds: readonly string[]): Promise<void> {
  const waiting = [...connectionIds]
  const readOne = async (id: string) => {
    const row = await findConnection(ctx.db, id)
    if (row === undefined) throw new Error(`There is no connection ${id}.`)
    const connector = connectorOf(row.connector)
    const credentials = row.connector === 'okta' ? { apiToken: '00okta-1234' } : { token: 'token-1234' }
    const api = openVendorApi({ connector, baseUrl: row.base_url, auth: row.auth, credentials, ports: unlimited(connector) })
    const { identities, accounts } = connector.reads
    const reads = [
      ...(identities === undefined ? [] : [await collectIdentities(ctx, id, identities(api))]),
      ...(accounts === undefined ? [] : [await collectAccounts(ctx, id, accounts(api))]),
    ]
    await api.close()
    if (reads.some(({ complete }) => complete !== true)) throw new Error(`${row.name} was not read to its end: ${JSON.stringify(reads)}`)
  }
  await Promise.all(
    Array.from({ length: atOnce }, async () => {
      for (let id = waiting.shift(); id !== undefined; id = waiting.shift()) await readOne(id)
    }),
  )
}
