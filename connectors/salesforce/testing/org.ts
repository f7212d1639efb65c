import { generateKeyPairSync } from 'node:crypto'
import { startSalesforce } from '@rollcall/simulators'
import type { SalesforceOptions, SalesforceSeed } from '@rollcall/simulators'
import { openVendorApi } from '../../kit/index.ts'
import type { CallTask, VendorApi } from '../../kit/index.ts'
import { testPorts } from '../../kit/testing/index.ts'
import { salesforce } from '../index.ts'

export const seed: SalesforceSeed = {
  users: [
    { id: '005000000000001AAA', username: 'rollcall@acme.test', email: 'rollcall@acme.test', name: 'Integration', active: true },
    { id: '005000000000002AAA', username: 'rep@acme.test', email: 'rep@acme.test', name: 'Rita Rep', active: true, sessions: 3 },
    { id: '005000000000003AAA', username: 'gone@acme.test', email: 'gone@acme.test', name: 'Gus Gone', active: false },
  ],
  profiles: [{ name: 'Sales User', licence: 'Salesforce' }],
  roles: ['EMEA', 'EMEA, North'],
  accounts: [1, 2, 3, 4, 5].map(n => ({
    id: `00100000000000${n}AAA`,
    name: `Account ${n}`,
    website: `https://www.a${n}.test/`,
    ownerId: '005000000000002AAA',
  })),
  contacts: [{ id: '003000000000001AAA', name: 'Cora Customer', email: 'cora@a1.test', title: 'CFO', accountId: '001000000000001AAA' }],
  opportunities: [
    {
      id: '006000000000001AAA',
      name: 'Robots',
      accountId: '001000000000001AAA',
      ownerId: '005000000000002AAA',
      stage: 'Proposal',
      closed: false,
      closeDate: '2026-12-31',
      amount: 1200.5,
    },
    {
      id: '006000000000002AAA',
      name: 'Old',
      accountId: '001000000000001AAA',
      ownerId: '005000000000002AAA',
      stage: 'Closed Won',
      closed: true,
      closeDate: '2026-01-31',
      amount: null,
    },
  ],
}
export const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const objects = ['Account', 'Contact', 'Opportunity', 'User', 'Task'] as const
export const username = 'rollcall@acme.test'
export const redirectUri = 'https://rollcall.test/login/connection/callback'
const clients: SalesforceOptions['clients'] = {
  'client-every': { secret: 'secret-every', publicKey, username, redirectUris: [redirectUri], rights: { api: true, read: objects, write: ['Task'] } },
  'client-no-api': { secret: 'secret-no-api', username, rights: { api: false, read: objects, write: ['Task'] } },
  'client-users': {
    secret: 'secret-users',
    username,
    rights: { api: true, read: [...objects, 'UserLogin'], write: ['Task', 'User', 'UserLogin', 'Account', 'Opportunity'] },
  },
  'client-no-tasks': { secret: 'secret-no-tasks', username, rights: { api: true, read: objects, write: [] } },
  'client-no-deals': { secret: 'secret-no-deals', username, rights: { api: true, read: ['Account', 'Contact', 'User', 'Task'], write: ['Task'] } },
}
export const signIn = (name: string) => ({ auth: 'oauth_client_credentials', credentials: { clientId: `client-${name}`, clientSecret: `secret-${name}` } })
export const standIn = (more: Partial<SalesforceOptions> = {}) => startSalesforce({ seed, clients, batchSize: 2, ...more })

export const call: CallTask = {
  deliveryKey: '7d0f5c3e-1c1e-4f2e-9a53-0f2a4f1f0001',
  subject: 'Rollcall - Acme and Account 1 Connect',
  description: 'RECORDING:\nhttps://rollcall.test/calls/1\n\nNEXT STEPS (TRANSCRIPT):\n* I will send the quote.',
  callUrl: 'https://rollcall.test/calls/1',
  startedAt: '2026-11-20T15:00:00.000Z',
  durationSeconds: 1834.4,
  direction: 'outbound',
  ownerEmail: 'rep@acme.test',
  ownerExternalId: null,
  whatId: '006000000000001AAA',
  whoId: '003000000000001AAA',
  lastWritten: null,
}
/** Runs against a fresh org, signed in as a client that may do everything but manage users, unless told. */
export const withOrg = async <T>(
  more: Partial<SalesforceOptions>,
  run: (api: VendorApi, simulator: Awaited<ReturnType<typeof standIn>>) => Promise<T>,
  client = 'every',
): Promise<T> => {
  const simulator = await standIn(more)
  const api = openVendorApi({ connector: salesforce, baseUrl: simulator.url, ...signIn(client), ports: testPorts() })
  try {
    return await run(api, simulator)
  } finally {
    await api.close()
    await simulator.close()
  }
}
