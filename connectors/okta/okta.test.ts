import { generateKeyPairSync } from 'node:crypto'
import { startOkta } from '@rollcall/simulators'
import type { OktaSeed, OktaUser } from '@rollcall/simulators'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AppAssignmentRow, IdentityRow } from '../kit/index.ts'
import { testConnector, testPorts } from '../kit/testing/index.ts'
import { okta } from './index.ts'

const at = '2026-03-01T09:00:00.000Z'
const user = (n: number, more: Partial<OktaUser> = {}): OktaUser => ({
  id: `00u${n}`,
  status: 'ACTIVE',
  created: at,
  statusChanged: at,
  lastLogin: null,
  lastUpdated: at,
  profile: { login: `p${n}@acme.test`, email: `p${n}@acme.test`, firstName: 'Pat', lastName: `No ${n}`, employeeNumber: `E${n}` },
  ...more,
})
const statuses = ['STAGED', 'PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT', 'SUSPENDED', 'DEPROVISIONED'] as const
const seed: OktaSeed = {
  users: statuses.map((status, n) => user(n, { status })),
  groups: [
    { id: '00g0', name: 'Everyone', type: 'BUILT_IN', members: statuses.map((_, n) => `00u${n}`) },
    { id: '00g1', name: 'Sales', type: 'OKTA_GROUP', members: ['00u2', '00u3', '00u4'] },
    { id: '00g2', name: 'Admins', type: 'OKTA_GROUP', members: ['00u2'] },
  ],
  apps: [
    {
      id: '0oa1',
      name: 'relay',
      label: 'Relay',
      assigned: [
        { userId: '00u2', scope: 'USER' },
        { userId: '00u3', scope: 'GROUP' },
        { userId: '00u4', scope: 'GROUP' },
      ],
    },
  ],
}
const { publicKey, privateKey } = generateKeyPairSync('rsa', {
  modulusLength: 2048,
  publicKeyEncoding: { type: 'spki', format: 'pem' },
  privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
})
const every = ['okta.users.read', 'okta.groups.read', 'okta.apps.read'] as const
const standIn = () =>
  startOkta({
    seed,
    pageSize: 2,
    tokens: { '00-every-read': every, '00-no-groups': ['okta.users.read', 'okta.apps.read'], '00-no-apps': ['okta.users.read', 'okta.groups.read'] },
    clients: { '0oaService': { publicKey, scopes: every } },
  })
const token = (apiToken: string) => ({ auth: 'bearer', credentials: { apiToken } })
const service = { auth: 'oauth_client_credentials', credentials: { clientId: '0oaService', privateKey } }

testConnector(okta, {
  standIn,
  good: token('00-every-read'),
  wrong: token('00-wrong'),
  powerless: { groups: token('00-no-groups'), apps: token('00-no-apps') },
  list: { name: 'people', read: okta.reads.identities!, path: '^/api/v1/users$', rows: statuses.length, countsRows: false },
})

describe('Okta', () => {
  let simulator: Awaited<ReturnType<typeof standIn>>
  beforeAll(async () => {
    simulator = await standIn()
  })
  afterAll(() => simulator.close())

  const people = async (signIn: typeof service | ReturnType<typeof token> = token('00-every-read')): Promise<IdentityRow[]> => {
    const api = openVendorApi({ connector: okta, baseUrl: simulator.url, ...signIn, ports: testPorts() })
    const rows: IdentityRow[] = []
    await drain(okta.reads.identities!(api), page => void rows.push(...page))
    await api.close()
    return rows
  }

  it('maps every status, the deprovisioned included', async () => {
    const rows = await people()
    expect(rows.map(({ vendorStatus, status }) => [vendorStatus, status])).toEqual([
      ['STAGED', 'staged'],
      ['PROVISIONED', 'staged'],
      ['ACTIVE', 'active'],
      ['RECOVERY', 'active'],
      ['PASSWORD_EXPIRED', 'active'],
      ['LOCKED_OUT', 'locked'],
      ['SUSPENDED', 'inactive'],
      ['DEPROVISIONED', 'inactive'],
    ])
  })

  it('tells the groups of a person, without the one that holds everyone', async () => {
    const rows = await people()
    expect(rows[2]?.groups).toEqual(['Sales', 'Admins'])
    expect(rows[0]?.groups).toEqual([])
  })

  it('waits until the window of a real limit is over', async () => {
    const ports = testPorts()
    const narrow = await startOkta({ seed, perMinute: 2, now: ports.clock, tokens: { '00-every-read': every } })
    const api = openVendorApi({ connector: okta, baseUrl: narrow.url, ...token('00-every-read'), ports })
    expect(await okta.check(api)).toMatch(/^May read/)
    expect(ports.sleeps).toHaveLength(1)
    expect(ports.seen.map(({ remaining }) => remaining)).toEqual([1, 0, 0, 1])
    expect(narrow.requests.map(({ status }) => status)).toEqual([200, 200, 429, 200])
    await api.close()
    await narrow.close()
  })

  it('signs in as a service app with a signed assertion', async () => {
    expect(await people(service)).toHaveLength(statuses.length)
    expect(simulator.requests.filter(({ path }) => path === '/oauth2/v1/token')).toHaveLength(1)
  })

  it('reads app assignments with the way they were given', async () => {
    const api = openVendorApi({ connector: okta, baseUrl: simulator.url, ...token('00-every-read'), ports: testPorts() })
    const rows: AppAssignmentRow[] = []
    const verdict = await drain(okta.reads.assignments!(api), page => void rows.push(...page))
    await api.close()
    expect(verdict.complete).toBe(true)
    expect(rows.map(({ appName, identityExternalId, through }) => [appName, identityExternalId, through])).toEqual([
      ['Relay', '00u2', 'person'],
      ['Relay', '00u3', 'group'],
      ['Relay', '00u4', 'group'],
    ])
  })
})
