import type { EntraOptions } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AppAssignmentRow, IdentityRow, VendorApi } from '../kit/index.ts'
import { switching, testCertificate, testConnector, testPorts } from '../kit/testing/index.ts'
import type { TestPorts } from '../kit/testing/index.ts'
import { entra } from './index.ts'
import { byCertificate, bySecret, idOf, seed, standIn, tenantId } from './testing/tenant.ts'

const relay = (n: number) => ({ identityExternalId: idOf(n), appExternalId: idOf(201) })

testConnector(entra, {
  standIn,
  good: bySecret('every'),
  wrong: { auth: 'oauth_client_credentials', credentials: { tenantId, clientId: 'every', clientSecret: 'wrong' } },
  powerless: { people: bySecret('no-users'), groups: bySecret('no-groups'), apps: bySecret('no-apps') },
  list: { name: 'people', read: entra.reads.identities!, path: '^/v1.0/users$', rows: seed.users.length, countsRows: false },
  changes: {
    deactivateIdentity: switching(entra, 'deactivateIdentity', {
      id: idOf(1),
      nobody: idOf(99),
      versioned: true,
      request: { method: 'PATCH', path: `/users/${idOf(1)}$` },
    }),
    reactivateIdentity: switching(entra, 'reactivateIdentity', {
      id: idOf(3),
      nobody: idOf(99),
      versioned: true,
      request: { method: 'PATCH', path: `/users/${idOf(3)}$` },
    }),
    endSessions: {
      run: api => entra.writes.endSessions!(api, idOf(1)),
      look: async (_api, { state }) => state.sessions?.[idOf(1)],
      before: 3,
      after: 0,
      ofNobody: api => entra.writes.endSessions!(api, idOf(99)),
      request: { method: 'POST', path: '/revokeSignInSessions$' },
    },
    assignApp: {
      run: api => entra.writes.assignApp!(api, relay(4), { role: 'Manager' }),
      look: api => entra.writes.readAssignment!(api, relay(4)),
      before: null,
      after: { appName: 'Relay', through: 'person', error: null },
      ofNobody: api => entra.writes.assignApp!(api, relay(99), {}),
      request: { method: 'POST', path: '/appRoleAssignedTo$' },
    },
    unassignApp: {
      run: api => entra.writes.unassignApp!(api, { ...relay(1), appExternalId: idOf(202) }),
      look: api => entra.writes.readAssignment!(api, { ...relay(1), appExternalId: idOf(202) }),
      before: { through: 'person' },
      after: null,
      ofNobody: api => entra.writes.unassignApp!(api, relay(99)),
      request: { method: 'DELETE', path: '/appRoleAssignedTo/' },
    },
    joinGroup: {
      run: api => entra.writes.joinGroup!(api, { identityExternalId: idOf(4), groupName: 'Sales EMEA' }),
      look: api => entra.writes.readMembership!(api, { identityExternalId: idOf(4), groupName: 'Sales EMEA' }),
      before: false,
      after: true,
      ofNobody: api => entra.writes.joinGroup!(api, { identityExternalId: idOf(99), groupName: 'Sales' }),
      request: { method: 'POST', path: '/members/.ref$' },
    },
    leaveGroup: {
      run: api => entra.writes.leaveGroup!(api, { identityExternalId: idOf(1), groupName: 'Sales' }),
      look: api => entra.writes.readMembership!(api, { identityExternalId: idOf(1), groupName: 'Sales' }),
      before: true,
      after: false,
      ofNobody: api => entra.writes.leaveGroup!(api, { identityExternalId: idOf(1), groupName: 'Nowhere' }),
      request: { method: 'DELETE', path: '/members/' },
    },
  },
})

type SignIn = { auth: string; credentials: Record<string, string> }
const withTenant = async <T>(
  { more = {}, signIn = bySecret('every') }: { more?: Partial<EntraOptions>; signIn?: SignIn },
  run: (api: VendorApi, simulator: Awaited<ReturnType<typeof standIn>>, ports: TestPorts) => Promise<T>,
): Promise<T> => {
  const ports = testPorts()
  const simulator = await standIn(more)
  const api = openVendorApi({ connector: entra, baseUrl: simulator.url, ...signIn, ports })
  try {
    return await run(api, simulator, ports)
  } finally {
    await api.close()
    await simulator.close()
  }
}
const people = async (api: VendorApi) => {
  const rows: IdentityRow[] = []
  const verdict = await drain(entra.reads.identities!(api), page => void rows.push(...page))
  return { rows, verdict }
}

describe('Microsoft Entra ID', () => {
  it('says what the app registration may change, and stays of use without', () =>
    withTenant({ signIn: bySecret('reads-only') }, async (api, _simulator, ports) => {
      expect(await entra.check(api)).toBe('May read people, groups, apps and when people last signed in. May change none of them.')
      await expect(entra.writes.deactivateIdentity!(api, { externalId: idOf(1), version: null })).rejects.toMatchObject({ kind: 'permission' })
      expect(ports.failures).toEqual([])
    }))

  it.each([
    { groupName: 'Everybody in Berlin', why: /filled by a rule/ },
    { groupName: 'Old directory', why: /your own Active Directory/ },
    { groupName: 'Newsletter', why: /Exchange/ },
  ])('leaves a group alone whose members are managed elsewhere: $groupName', ({ groupName, why }) =>
    withTenant({}, async (api, { state }) => {
      const of = { identityExternalId: idOf(1), groupName }
      await expect(entra.writes.joinGroup!(api, of)).rejects.toMatchObject({ kind: 'refused', message: expect.stringMatching(why) })
      await expect(entra.writes.leaveGroup!(api, of)).rejects.toMatchObject({ kind: 'refused' })
      expect(state.groups).toEqual(seed.groups)
    }),
  )

  it('leaves people alone who come from a directory on the premises', () =>
    withTenant({ more: { seed: { ...seed, users: seed.users.map(user => ({ ...user, onPremisesSyncEnabled: true })) } } }, async (api, { state }) => {
      await expect(entra.writes.deactivateIdentity!(api, { externalId: idOf(1), version: null })).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('your own Active Directory'),
      })
      expect(state.users[0]?.accountEnabled).toBe(true)
    }))

  it("tells what provisioning last said, changes a role, and leaves a group's app to the group", () =>
    withTenant({}, async (api, { state }) => {
      expect(await entra.writes.readAssignment!(api, relay(1))).toMatchObject({ through: 'group', error: 'The app has no licence left.' })
      expect(await entra.writes.readAssignment!(api, relay(2))).toMatchObject({ through: 'person', error: null })
      await expect(entra.writes.unassignApp!(api, relay(1))).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('through a group') })
      await expect(entra.writes.assignApp!(api, relay(4), { role: 'Machines' })).rejects.toMatchObject({ kind: 'not_found' })
      await entra.writes.assignApp!(api, relay(4), { role: 'agent' })
      await entra.writes.assignApp!(api, relay(4), { role: 'Manager' })
      const own = state.servicePrincipals[0]?.assignedTo.filter(({ principalId }) => principalId === idOf(4))
      expect(own).toEqual([{ principalType: 'User', principalId: idOf(4), appRoleId: idOf(302) }])
    }))

  it('tells who administers the tenant and who has a second factor, of those who are not disabled', () =>
    withTenant({}, async api => {
      const { rows } = await people(api)
      expect(rows.map(({ admin, mfa }) => [admin, mfa])).toEqual([
        [false, true],
        [true, false],
        [null, null],
        [false, false],
        [null, null],
      ])
      expect(await entra.writes.readIdentity!(api, idOf(2))).toMatchObject({ admin: true, mfa: false })
      expect(await entra.writes.readIdentity!(api, idOf(3))).toMatchObject({ admin: null, mfa: null })
    }))

  it.each([{ more: { premium: false } }, { signIn: bySecret('no-sign-ins') }])('is read whole without that report: $more $signIn.credentials.clientId', world =>
    withTenant(world, async (api, _simulator, ports) => {
      const { rows, verdict } = await people(api)
      expect([verdict.complete, rows.every(({ admin, mfa }) => admin === null && mfa === null)]).toEqual([true, true])
      expect(ports.failures).toEqual([])
    }),
  )

  it('maps every status, and tells addresses from names that Entra made up', () =>
    withTenant({}, async api => {
      const { rows } = await people(api)
      expect(rows.map(({ vendorStatus, status, email, aliases }) => [vendorStatus, status, email, aliases])).toEqual([
        ['enabled', 'active', 'p1@acme.test', ['pat@acme.test']],
        ['enabled', 'active', 'p2@acme.test', []],
        ['disabled', 'inactive', 'p3@acme.test', []],
        ['PendingAcceptance', 'staged', 'guest@partner.test', []],
        ['deleted', 'deleted', 'p5@acme.test', []],
      ])
    }))

  it('tells groups in groups, the manager, and the last sign-in that succeeded where one is known', () =>
    withTenant({}, async api => {
      const { rows } = await people(api)
      expect(rows.map(({ groups }) => groups)).toEqual([['Sales'], ['Sales', 'Sales EMEA'], ['Sales', 'Sales EMEA'], [], []])
      expect(rows.map(({ managerEmail }) => managerEmail)).toEqual(['p2@acme.test', null, null, null, null])
      expect(rows.map(({ lastActiveAt }) => lastActiveAt)).toEqual(['2026-03-01T09:00:00Z', '2026-03-01T09:00:00Z', null, '2026-03-01T09:00:00Z', null])
    }))

  it.each([
    { name: 'without a licence', given: { more: { premium: false } } },
    { name: 'without AuditLog.Read.All', given: { signIn: bySecret('no-sign-ins') } },
  ])('reads everyone $name for sign-ins, says so, and stays connected', ({ given }) =>
    withTenant(given, async (api, _simulator, ports) => {
      expect(await entra.check(api)).toMatch(/last signed in stays empty/)
      const { rows, verdict } = await people(api)
      expect(verdict).toMatchObject({ complete: true, rows: seed.users.length })
      expect(rows.every(({ lastActiveAt }) => lastActiveAt === null)).toBe(true)
      expect(ports.failures).toEqual([])
    }),
  )

  it('does not take any other refusal for a missing licence', () =>
    withTenant({ signIn: bySecret('no-users') }, async api => {
      const { verdict } = await people(api)
      expect(verdict).toMatchObject({ complete: false, rows: 0, error: { kind: 'permission' } })
    }))

  it('is not complete when the licence ends in the middle of a read', () =>
    withTenant({}, async (api, simulator) => {
      const verdict = await drain(entra.reads.identities!(api), () => {
        for (const token of Object.values(simulator.state.issued)) token.rights = token.rights.filter(right => right !== 'AuditLog.Read.All')
      })
      expect(verdict).toMatchObject({ complete: false, rows: seed.users.length, problems: [expect.stringContaining('came twice')] })
      expect(simulator.requests.filter(({ status }) => status === 403)).toHaveLength(1)
    }))

  it('signs in with a certificate, and is refused with the key of another', () =>
    withTenant({ signIn: byCertificate }, async (api, simulator) => {
      expect((await people(api)).verdict.complete).toBe(true)
      const oneLine = { ...byCertificate.credentials, certificate: byCertificate.credentials.certificate.replaceAll('\n', ' ') }
      const pasted = openVendorApi({ connector: entra, baseUrl: simulator.url, ...byCertificate, credentials: oneLine, ports: testPorts() })
      expect(await entra.check(pasted)).toMatch(/^May read/)
      await pasted.close()
      const { privateKey } = testCertificate()
      const credentials = { ...byCertificate.credentials, privateKey }
      const stranger = openVendorApi({ connector: entra, baseUrl: simulator.url, ...byCertificate, credentials, ports: testPorts() })
      await expect(entra.check(stranger)).rejects.toMatchObject({ kind: 'credentials' })
      const garbled = { ...byCertificate.credentials, certificate: '-----BEGIN CERTIFICATE-----\nAAAA\n-----END CERTIFICATE-----' }
      const broken = openVendorApi({ connector: entra, baseUrl: simulator.url, ...byCertificate, credentials: garbled, ports: testPorts() })
      await expect(entra.check(broken)).rejects.toMatchObject({ message: expect.stringContaining('certificate') })
      await stranger.close()
      await broken.close()
    }))

  it('reads who was given which app: each person once, their own role before a group, direct members only', () =>
    withTenant({}, async api => {
      const rows: AppAssignmentRow[] = []
      const verdict = await drain(entra.reads.assignments!(api), page => void rows.push(...page))
      expect(verdict).toMatchObject({ complete: true, problems: [] })
      expect(new Set(rows.map(({ appName, identityExternalId, through }) => `${appName} ${identityExternalId} ${through}`))).toEqual(
        new Set([`Relay ${idOf(1)} group`, `Relay ${idOf(2)} person`, `Relay ${idOf(3)} group`]),
      )
      expect(rows).toHaveLength(3)
    }))

  it('signs in where the cloud of the tenant does', async () => {
    const clouds = {
      'https://graph.microsoft.us': 'https://login.microsoftonline.us',
      'https://microsoftgraph.chinacloudapi.cn': 'https://login.chinacloudapi.cn',
    }
    for (const { grant } of entra.auth) expect(grant?.signInAt).toMatchObject(clouds)
    expect(entra.limits.observe({ 'x-ms-throttle-limit-percentage': '0.85' }, new Date())).toBeNull()
    expect(entra.limits.observe({ 'x-ms-throttle-limit-percentage': '1.2' }, new Date(0))).toEqual({ limit: null, remaining: 0, resetAt: new Date(10_000) })
  })
})
