import { companySeed, integrationUser } from './company/index.ts'
import { startOkta } from './okta/index.ts'
import { startSalesforce } from './salesforce/index.ts'
import { startScimApp } from './scim-app/index.ts'

/** How to connect one stand-in: a connector's id, and what its form asks for. */
export type StandInConnection = { connector: string; name: string; baseUrl: string; auth: string; credentials: Record<string, string> }

export type StandIns = {
  company: ReturnType<typeof companySeed>
  okta: Awaited<ReturnType<typeof startOkta>>
  relay: Awaited<ReturnType<typeof startScimApp>>
  salesforce: Awaited<ReturnType<typeof startSalesforce>>
  connections: StandInConnection[]
  close(): Promise<void>
}

const relayRights = ['users:read', 'users:write', 'groups:read', 'groups:write'] as const
const oktaScopes = ['okta.users.manage', 'okta.groups.manage', 'okta.apps.manage'] as const
const everyObject = ['Account', 'Contact', 'Opportunity', 'User', 'Task'] as const

/** Starts the demo company's vendors. The credentials are worth nothing outside them. */
export const startStandIns = async ({ now = new Date(), ports = [0, 0, 0] as readonly [number, number, number] } = {}): Promise<StandIns> => {
  const company = companySeed(now)
  const [oktaPort, relayPort, salesforcePort] = ports
  const relay = await startScimApp({
    name: 'Relay',
    seed: company.relay,
    tokens: { 'demo-relay-token': relayRights, 'demo-okta-to-relay-token': relayRights },
    pageSize: 25,
    port: relayPort,
  })
  const okta = await startOkta({
    seed: company.okta,
    tokens: { '00-demo-okta-token': oktaScopes },
    provisioning: { '0oafernrelay': { url: relay.url, token: 'demo-okta-to-relay-token' } },
    port: oktaPort,
  })
  const rights = { api: true, read: everyObject, write: ['Task'] } as const
  const clients = { 'demo-client': { secret: 'demo-salesforce-secret', username: integrationUser, rights } }
  const salesforce = await startSalesforce({ seed: company.salesforce, clients, batchSize: 25, port: salesforcePort })
  return {
    company,
    okta,
    relay,
    salesforce,
    connections: [
      { connector: 'okta', name: 'Okta', baseUrl: okta.url, auth: 'bearer', credentials: { apiToken: '00-demo-okta-token' } },
      { connector: 'scim', name: 'Relay', baseUrl: relay.url, auth: 'bearer', credentials: { token: 'demo-relay-token' } },
      {
        connector: 'salesforce',
        name: 'Salesforce',
        baseUrl: salesforce.url,
        auth: 'oauth_client_credentials',
        credentials: { clientId: 'demo-client', clientSecret: 'demo-salesforce-secret' },
      },
    ],
    close: async () => {
      await Promise.all([okta.close(), relay.close(), salesforce.close()])
    },
  }
}
