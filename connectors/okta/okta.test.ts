import { generateKeyPairSync } from 'node:crypto'
import { startOkta } from '@rollcall/simulators'
import type { OktaSeed, OktaUser } from '@rollcall/simulators'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AppAssignmentRow, IdentityRow, VendorApi } from '../kit/index.ts'
import { switching, testConnector, testPorts } from '../kit/testing/index.ts'
import { okta } from './index.ts'

const at = '2026-03-01T09:00:00.000Z'
/** Free text in Okta, meant to be names of the IANA database. */
const zones = ['Canada/Eastern', 'Berlin, mostly', '+02:00', ' Europe/Berlin ']
const user = (n: number, more: Partial<OktaUser> = {}): OktaUser => ({
  id: `00u${n}`,
  status: 'ACTIVE',
  created: at,
  statusChanged: at,
  lastLogin: null,
  lastUpdated: at,
  profile: { login: `p${n}@acme.test`, email: `p${n}@acme.test`, firstName: 'Pat', lastName: `No ${n}`, employeeNumber: `E${n}`, timezone: zones[n] ?? null },
  ...more,
})
const statuses = ['STAGED', 'PROVISIONED', 'ACTIVE', 'RECOVERY', 'PASSWORD_EXPIRED', 'LOCKED_OUT', 'SUSPENDED', 'DEPROVISIONED'] as const
const seed: OktaSeed = {
  users: statuses.map((status, n) => user(n, { status })),
  groups: [
    { id: '00g0', name: 'Everyone', type: 'BUILT_IN', members: statuses.map((_, n) => `00u${n}`) },
    { id: '00g1', name: 'Sales', type: 'OKTA_GROUP', members: ['00u2', '00u3', '00u4'] },
    { id: '00g2', name: 'Admins', type: 'OKTA_GROUP', members: ['00u2'] },
    { id: '00g3', name: 'Directory', type: 'APP_GROUP', members: [] },
    { id: '00g4', name: 'Everybody in Berlin', type: 'OKTA_GROUP', members: [] },
  ],
  rules: [
    { id: '0pr1', name: 'Berlin', status: 'ACTIVE', groupIds: ['00g4'] },
    { id: '0pr2', name: 'Old', status: 'INACTIVE', groupIds: ['00g1'] },
  ],
  sessions: { '00u2': 3 },
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
const manage = ['okta.users.manage', 'okta.groups.manage', 'okta.apps.manage'] as const
const standIn = () =>
  startOkta({
    seed,
    pageSize: 2,
    tokens: {
      '00-every-right': manage,
      '00-every-read': every,
      '00-no-groups': ['okta.users.read', 'okta.apps.read'],
      '00-no-apps': ['okta.users.read', 'okta.groups.read'],
    },
    clients: { '0oaService': { publicKey, scopes: every }, '0oaWriter': { publicKey, scopes: [...every, ...manage] } },
  })
const token = (apiToken: string) => ({ auth: 'bearer', credentials: { apiToken } })
const service = { auth: 'oauth_client_credentials', credentials: { clientId: '0oaService', privateKey } }

testConnector(okta, {
  standIn,
  good: token('00-every-right'),
  wrong: token('00-wrong'),
  powerless: { groups: token('00-no-groups'), apps: token('00-no-apps') },
  list: { name: 'people', read: okta.reads.identities!, path: '^/api/v1/users$', rows: statuses.length, countsRows: false },
  changes: {
    deactivateIdentity: switching(okta, 'deactivateIdentity', {
      id: '00u2',
      versioned: true,
      inactive: { vendorStatus: 'SUSPENDED', groups: ['Sales', 'Admins'] },
      request: { method: 'POST', path: '/suspend$' },
    }),
    reactivateIdentity: switching(okta, 'reactivateIdentity', { id: '00u6', versioned: true, request: { method: 'POST', path: '/unsuspend$' } }),
    endSessions: {
      run: api => okta.writes.endSessions!(api, '00u2'),
      look: async (_api, { state }) => state.sessions?.['00u2'],
      before: 3,
      after: 0,
      ofNobody: api => okta.writes.endSessions!(api, '00u99'),
      request: { method: 'DELETE', path: '/users/00u[0-9]+/sessions$' },
    },
    assignApp: {
      run: api => okta.writes.assignApp!(api, { identityExternalId: '00u5', appExternalId: '0oa1' }, {}),
      look: api => okta.writes.readAssignment!(api, { identityExternalId: '00u5', appExternalId: '0oa1' }),
      before: null,
      after: { appName: 'Relay', through: 'person', error: null },
      ofNobody: api => okta.writes.assignApp!(api, { identityExternalId: '00u5', appExternalId: '0oa9' }, {}),
      request: { method: 'POST', path: '/apps/0oa1/users$' },
    },
    unassignApp: {
      run: api => okta.writes.unassignApp!(api, { identityExternalId: '00u2', appExternalId: '0oa1' }),
      look: api => okta.writes.readAssignment!(api, { identityExternalId: '00u2', appExternalId: '0oa1' }),
      before: { through: 'person' },
      after: null,
      request: { method: 'DELETE', path: '/apps/0oa1/users/00u2$' },
    },
    joinGroup: {
      run: api => okta.writes.joinGroup!(api, { identityExternalId: '00u5', groupName: 'Sales' }),
      look: api => okta.writes.readMembership!(api, { identityExternalId: '00u5', groupName: 'Sales' }),
      before: false,
      after: true,
      ofNobody: api => okta.writes.joinGroup!(api, { identityExternalId: '00u5', groupName: 'Nowhere' }),
      request: { method: 'PUT', path: '/groups/00g1/users/00u5$' },
    },
    leaveGroup: {
      run: api => okta.writes.leaveGroup!(api, { identityExternalId: '00u2', groupName: 'Sales' }),
      look: api => okta.writes.readMembership!(api, { identityExternalId: '00u2', groupName: 'Sales' }),
      before: true,
      after: false,
      ofNobody: api => okta.writes.leaveGroup!(api, { identityExternalId: '00u99', groupName: 'Sales' }),
      request: { method: 'DELETE', path: '/groups/00g1/users/00u2$' },
    },
  },
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

  it('tells where a person works where what is written is a time zone', async () => {
    expect((await people()).slice(0, 5).map(({ timeZone }) => timeZone)).toEqual(['Canada/Eastern', null, null, 'Europe/Berlin', null])
  })

  it('tells the groups of a person, without the one that holds everyone', async () => {
    const rows = await people()
    expect(rows[2]?.groups).toEqual(['Sales', 'Admins'])
    expect(rows[0]?.groups).toEqual([])
  })

  it('waits until the window of a real limit is over', async () => {
    const ports = testPorts()
    const narrow = await startOkta({ seed, perMinute: 5, now: ports.clock, tokens: { '00-every-read': every } })
    const api = openVendorApi({ connector: okta, baseUrl: narrow.url, ...token('00-every-read'), ports })
    expect(await okta.check(api)).toMatch(/^May read/)
    expect(ports.sleeps).toHaveLength(1)
    expect(ports.seen.map(({ remaining }) => remaining)).toEqual([4, 3, 2, 1, 0, 0, 4])
    expect(narrow.requests.map(({ status }) => status)).toEqual([200, 200, 200, 403, 403, 429, 403])
    await api.close()
    await narrow.close()
  })

  const withOkta = async <T>(
    run: (api: VendorApi, ports: ReturnType<typeof testPorts>) => Promise<T>,
    signIn: typeof service | ReturnType<typeof token> = token('00-every-right'),
  ) => {
    simulator.reset()
    const ports = testPorts()
    const api = openVendorApi({ connector: okta, baseUrl: simulator.url, ...signIn, ports })
    try {
      return await run(api, ports)
    } finally {
      await api.close()
    }
  }

  it.each([
    { who: 'an administrator', signIn: token('00-every-right'), says: 'May read people, groups and apps. May change people, groups, app assignments.' },
    { who: 'a read-only administrator', signIn: token('00-every-read'), says: 'May read people, groups and apps, and change none of them.' },
    {
      who: 'a service app with scopes for changes',
      signIn: { ...service, credentials: { clientId: '0oaWriter', privateKey, changes: 'okta.users.manage okta.groups.manage' } },
      says: 'May read people, groups and apps. May change people, groups only.',
    },
  ])('says what $who may change, and stays of use without it', ({ signIn, says }) =>
    withOkta(async (api, ports) => {
      expect(await okta.check(api)).toBe(says)
      expect(ports.failures).toEqual([])
      expect(simulator.state).toMatchObject({ users: seed.users, groups: seed.groups, apps: seed.apps })
    }, signIn),
  )

  it('refuses a change that the credential may not make, and goes on reading', () =>
    withOkta(async (api, ports) => {
      await expect(okta.writes.deactivateIdentity!(api, { externalId: '00u2', version: null })).rejects.toMatchObject({ kind: 'permission' })
      expect(ports.failures).toEqual([])
      expect(await okta.writes.readIdentity!(api, '00u2')).toMatchObject({ status: 'active', groups: ['Sales', 'Admins'] })
    }, token('00-every-read')))

  it.each([
    { groupName: 'Directory', why: /managed by the app/ },
    { groupName: 'Everyone', why: /managed by Okta/ },
    { groupName: 'Everybody in Berlin', why: /The rule "Berlin" of Okta fills/ },
  ])('leaves a group alone whose members nobody chooses: $groupName', ({ groupName, why }) =>
    withOkta(async api => {
      const of = { identityExternalId: '00u5', groupName }
      await expect(okta.writes.joinGroup!(api, of)).rejects.toMatchObject({ kind: 'refused', message: expect.stringMatching(why) })
      await expect(okta.writes.leaveGroup!(api, of)).rejects.toMatchObject({ kind: 'refused' })
      expect(simulator.state.groups).toEqual(seed.groups)
    }),
  )

  it('leaves an app to the group that gives it, and role and licence to other steps', () =>
    withOkta(async api => {
      const of = { identityExternalId: '00u3', appExternalId: '0oa1' }
      await expect(okta.writes.unassignApp!(api, of)).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('through a group') })
      await expect(okta.writes.assignApp!(api, of, { role: 'admin' })).rejects.toMatchObject({ kind: 'refused' })
      await okta.writes.assignApp!(api, of, {})
      expect(simulator.state.apps).toEqual(seed.apps)
    }))

  it.each(['00u0', '00u5'])('suspends nobody whom Okta would not: %s', externalId =>
    withOkta(async api => {
      await expect(okta.writes.deactivateIdentity!(api, { externalId, version: null })).rejects.toMatchObject({ kind: 'refused' })
      expect(simulator.requests.every(({ method }) => method === 'GET')).toBe(true)
    }),
  )

  it('says that somebody who was deactivated altogether cannot be brought back by a plan', () =>
    withOkta(async api => {
      await expect(okta.writes.reactivateIdentity!(api, { externalId: '00u7', version: null })).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('DEPROVISIONED'),
      })
    }))

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
