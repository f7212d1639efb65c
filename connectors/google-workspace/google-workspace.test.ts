import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { IdentityRow, VendorApi } from '../kit/index.ts'
import { testConnector, testPorts } from '../kit/testing/index.ts'
import { googleWorkspace } from './index.ts'
import { actingFor, halfDelegated, privateKey, standIn, users } from './testing/domain.ts'

testConnector(googleWorkspace, {
  standIn,
  good: actingFor('admin@acme.test'),
  wrong: actingFor('admin@acme.test', { privateKey: halfDelegated.credentials.privateKey }),
  powerless: { people: actingFor('librarian@acme.test'), groups: actingFor('help-desk@acme.test') },
  list: { name: 'people', read: googleWorkspace.reads.identities!, path: '^/admin/directory/v1/users$', rows: users.length, countsRows: false },
})

const withDomain = async <T>(signIn: ReturnType<typeof actingFor>, run: (api: VendorApi) => Promise<T>): Promise<T> => {
  const simulator = await standIn()
  const api = openVendorApi({ connector: googleWorkspace, baseUrl: simulator.url, ...signIn, ports: testPorts() })
  try {
    return await run(api)
  } finally {
    await api.close()
    await simulator.close()
  }
}
const people = async (api: VendorApi) => {
  const rows: IdentityRow[] = []
  await drain(googleWorkspace.reads.identities!(api), page => void rows.push(...page))
  return rows
}

describe('Google Workspace', () => {
  it('maps every status, the deleted last', () =>
    withDomain(actingFor('admin@acme.test'), async api => {
      expect((await people(api)).map(({ vendorStatus, status, statusChangedAt }) => [vendorStatus, status, statusChangedAt])).toEqual([
        ['active', 'active', null],
        ['active', 'active', null],
        ['suspended (ADMIN)', 'inactive', null],
        ['archived', 'inactive', null],
        ['deleted', 'deleted', '2026-11-20T08:00:00.000Z'],
      ])
    }))

  it('tells administrators, delegated ones included, and who has a second step', () =>
    withDomain(actingFor('admin@acme.test'), async api => {
      expect((await people(api)).slice(0, 2).map(({ admin, mfa }) => [admin, mfa])).toEqual([
        [false, false],
        [true, true],
      ])
    }))

  it('reads what a person is known by, and where they stand', () =>
    withDomain(actingFor('admin@acme.test'), async api => {
      const [pat, boss] = await people(api)
      expect(pat).toMatchObject({
        email: 'p1@acme.test',
        aliases: ['pat@acme.test', 'p1@acme.test.test-google-a.com'],
        displayName: 'Pat No 1',
        employeeNumber: 'E1',
        department: 'Sales',
        title: 'Seller',
        managerEmail: 'p2@acme.test',
        lastActiveAt: '2026-11-01T08:00:00.000Z',
        groups: ['Sales', '/Sales/EMEA'],
      })
      // In a group inside a group; one without a name is called by its address. Never signed in.
      expect(boss).toMatchObject({ groups: ['Sales', 'emea@acme.test'], lastActiveAt: null, managerEmail: null })
    }))

  it('takes the key as it stands in the key file, with its line breaks escaped', () =>
    withDomain(actingFor('admin@acme.test', { privateKey: privateKey.replaceAll('\n', '\\n') }), async api => {
      expect(await googleWorkspace.check(api)).toMatch(/^May read/)
    }))

  it.each([
    { what: 'a scope that was not delegated', signIn: halfDelegated, says: /not authorized for any of the scopes/ },
    { what: 'an administrator that does not exist', signIn: actingFor('nobody@acme.test'), says: /Invalid email/ },
    { what: 'a key that is none', signIn: actingFor('admin@acme.test', { privateKey: '-----BEGIN PRIVATE KEY-----\nAAAA' }), says: /private key/ },
  ])('says what is wrong with: $what', ({ signIn, says }) =>
    withDomain(signIn, async api => {
      await expect(googleWorkspace.check(api)).rejects.toMatchObject({ kind: 'credentials', message: expect.stringMatching(says) })
    }),
  )
})
