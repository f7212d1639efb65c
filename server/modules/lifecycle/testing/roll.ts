// A roll written straight into the database, for the tests of what is found in it: any state of any source, at any time.
import { randomUUID } from 'node:crypto'
import { compareNow, type Finding, type FindingKind, listFindings } from '@rollcall/contract'
import { sql } from 'kysely'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../../../test/support/workspace.ts'

const day = 86_400_000

export interface Roll {
  readonly workspace: Workspace
  readonly ada: Client
  /** Forgets everything but the users. */
  clear(): Promise<void>
  /** A connection whose reads all ended well a minute ago. */
  connect(name: string, connector: string, resources: readonly string[], baseUrl?: string): Promise<string>
  /** A newer read of a connection. */
  read(connectionId: string, resource: string, complete: boolean): Promise<void>
  identity(connectionId: string, name: string, more?: Record<string, unknown>): Promise<string>
  account(connectionId: string, name: string, more?: Record<string, unknown>): Promise<string>
  set(table: string, id: string, values: Record<string, unknown>): Promise<void>
  compare(): Promise<void>
  /** Those that are not resolved. */
  findings(kind: FindingKind): Promise<Finding[]>
  stop(): Promise<void>
}

export const daysAgo = (days: number): Date => new Date(Date.now() - days * day)

export async function startRoll(options: Parameters<typeof startWorkspace>[0] = {}): Promise<Roll> {
  const workspace = await startWorkspace({ roles: ['web'], ...options })
  const ada = await signInAdmin(workspace)
  const { db } = workspace.ctx
  const insert = async (table: string, values: Record<string, unknown>) => {
    const row = { id: randomUUID(), ...values }
    await sql`insert into ${sql.table(table)} (${sql.join(Object.keys(row).map(name => sql.ref(name)))}) values (${sql.join(Object.values(row))})`.execute(db)
    return row.id
  }
  const login = async (table: 'identities' | 'accounts', connectionId: string, name: string, more: Record<string, unknown>) => {
    const { rows } = await sql<{
      id: string
    }>`select id from reads where connection_id = ${connectionId}::uuid and resource = ${table} order by started_at desc limit 1`.execute(db)
    return insert(table, {
      connection_id: connectionId,
      external_id: `${table}-${name}`,
      user_name: `${name}@acme.test`,
      email: `${name}@acme.test`,
      emails: [`${name}@acme.test`],
      domains: ['acme.test'],
      display_name: name,
      status: 'active',
      vendor_status: 'ACTIVE',
      groups: [],
      version: '1',
      last_read_id: rows[0]?.id ?? randomUUID(),
      last_seen_at: daysAgo(0),
      first_seen_at: daysAgo(100),
      ...more,
    })
  }
  const read = async (connectionId: string, resource: string, complete: boolean, at: Date) =>
    void (await insert('reads', {
      connection_id: connectionId,
      resource,
      complete,
      problems: JSON.stringify(complete ? [] : ['The vendor did not answer.']),
      rows: 1,
      pages: 1,
      started_at: at,
      ended_at: at,
    }))
  return {
    workspace,
    ada,
    clear: async () => void (await sql`truncate connections, persons, identity_links, account_links, findings, settings cascade`.execute(db)),
    connect: async (name, connector, resources, baseUrl = 'https://vendor.example') => {
      const id = await insert('connections', {
        connector,
        name,
        base_url: baseUrl,
        auth: 'bearer',
        credentials: '',
        state: 'working',
        detail: 'Works.',
        created_at: daysAgo(100),
      })
      for (const [n, resource] of resources.entries()) await read(id, resource, true, new Date(Date.now() - 60_000 + n))
      return id
    },
    read: (connectionId, resource, complete) => read(connectionId, resource, complete, new Date()),
    identity: (connectionId, name, more = {}) => login('identities', connectionId, name, more),
    account: (connectionId, name, more = {}) => login('accounts', connectionId, name, { looks_shared: false, ...more }),
    set: async (table, id, values) => {
      const changes = sql.join(Object.entries(values).map(([name, value]) => sql`${sql.ref(name)} = ${value}`))
      await sql`update ${sql.table(table)} set ${changes} where id = ${id}::uuid`.execute(db)
    },
    compare: async () => void (await ada.call(compareNow)),
    findings: async kind => (await ada.call(listFindings, { query: { kind, limit: 200 } })).items.filter(({ state }) => state !== 'resolved'),
    stop: () => workspace.stop(),
  }
}
