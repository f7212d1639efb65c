import { createConnection, readConnection } from '@rollcall/contract'
import { type SalesforceSeed, startSalesforce } from '@rollcall/simulators'
import { type Client, eventually } from './workspace.ts'

const objects = ['Account', 'Contact', 'Opportunity', 'User', 'Task'] as const

/** A small org: Acme with two open deals, a second Acme on the same domain without any, and Initech, known by a private address only. */
export const org: SalesforceSeed = {
  users: [
    { id: '005000000000001AAA', username: 'rollcall@rollcall.test', email: 'rollcall@rollcall.test', name: 'Integration', active: true },
    { id: '005000000000002AAA', username: 'rita@rollcall.test', email: 'rita@rollcall.test', name: 'Rita Rep', active: true },
  ],
  accounts: [
    { id: '001000000000001AAA', name: 'Acme Europe', website: 'acme.test', ownerId: '005000000000002AAA' },
    { id: '001000000000002AAA', name: 'Acme Inc.', website: 'https://www.acme.test/', ownerId: '005000000000002AAA' },
    { id: '001000000000003AAA', name: 'Initech', website: null, ownerId: '005000000000002AAA' },
    { id: '001000000000004AAA', name: `O'Brien "<script>" \\ 株式会社`, website: 'obrien.test', ownerId: '005000000000002AAA' },
  ],
  contacts: [
    { id: '003000000000001AAA', name: 'Cora Customer', email: 'Cora@acme.test', title: 'CFO', accountId: '001000000000002AAA' },
    { id: '003000000000002AAA', name: 'Peter', email: 'peter@gmail.com', title: null, accountId: '001000000000003AAA' },
  ],
  opportunities: [
    deal('006000000000001AAA', 'Acme renewal', '001000000000002AAA', 80),
    deal('006000000000002AAA', 'Acme expansion', '001000000000002AAA', 20),
    deal('006000000000003AAA', 'Acme Europe someday', '001000000000001AAA', 400),
  ],
}

function deal(id: string, name: string, accountId: string, inDays: number): SalesforceSeed['opportunities'][number] {
  const closeDate = new Date(Date.now() + inDays * 86_400_000).toISOString().slice(0, 10)
  return { id, name, accountId, ownerId: '005000000000002AAA', stage: 'Proposal', closed: false, closeDate, amount: 1000 }
}

export type Salesforce = Awaited<ReturnType<typeof startOrg>>

/**
 * The org as a stand-in on a port of its own, without our field for the delivery key: nothing but a look beforehand keeps a call from
 * becoming two tasks. Close it in `afterAll`.
 */
export const startOrg = () =>
  startSalesforce({
    seed: org,
    externalIdField: false,
    clients: { rollcall: { secret: 'a-good-secret', username: 'rollcall@rollcall.test', rights: { api: true, read: objects, write: ['Task'] } } },
  })

export const credentials = { clientId: 'rollcall', clientSecret: 'a-good-secret' }

/** Connects the org and waits until its records have been read; answers the connection's id. */
export async function connectOrg(client: Client, salesforce: Salesforce): Promise<string> {
  const { id } = await client.call(createConnection, {
    body: { connector: 'salesforce', name: 'Salesforce', baseUrl: salesforce.url, auth: 'oauth_client_credentials', credentials },
  })
  await eventually(
    () => client.call(readConnection, { params: { id } }),
    ({ lastReads, reading }) => lastReads.length === 5 && reading === null,
  )
  return id
}
