import type { EntraOptions } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AppAssignmentRow, IdentityRow, VendorApi } from '../kit/index.ts'
import { testCertificate, testConnector, testPorts } from '../kit/testing/index.ts'
import type { TestPorts } from '../kit/testing/index.ts'
import { entra } from './index.ts'
import { byCertificate, bySecret, idOf, seed, standIn, tenantId } from './testing/tenant.ts'

testConnector(entra, {
  standIn,
  good: bySecret('every'),
  wrong: { auth: 'oauth_client_credentials', credentials: { tenantId, clientId: 'every', clientSecret: 'wrong' } },
  powerless: { people: bySecret('no-users'), groups: bySecret('no-groups'), apps: bySecret('no-apps') },
  list: { name: 'people', read: entra.reads.identities!, path: '^/v1.0/users$', rows: seed.users.length, countsRows: false },
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
