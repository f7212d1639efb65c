import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { IdentityRow, VendorApi } from '../kit/index.ts'
import { switching, testConnector, testPorts } from '../kit/testing/index.ts'
import { googleWorkspace } from './index.ts'
import { actingFor, changes, halfDelegated, privateKey, standIn, users } from './testing/domain.ts'

testConnector(googleWorkspace, {
  standIn,
  good: actingFor('admin@acme.test', { changes: changes.join(' ') }),
  wrong: actingFor('admin@acme.test', { privateKey: halfDelegated.credentials.privateKey }),
  powerless: { people: actingFor('librarian@acme.test'), groups: actingFor('help-desk@acme.test') },
  list: { name: 'people', read: googleWorkspace.reads.identities!, path: '^/admin/directory/v1/users$', rows: users.length, countsRows: false },
  changes: {
    deactivateIdentity: switching(googleWorkspace, 'deactivateIdentity', { id: '101', versioned: true, request: { method: 'PUT', path: '/users/101$' } }),
    reactivateIdentity: switching(googleWorkspace, 'reactivateIdentity', { id: '103', versioned: true, request: { method: 'PUT', path: '/users/103$' } }),
    endSessions: {
      run: api => googleWorkspace.writes.endSessions!(api, '101'),
      look: async (_api, { state }) => state.sessions?.['101'],
      before: 3,
      after: 0,
      ofNobody: api => googleWorkspace.writes.endSessions!(api, '999'),
      request: { method: 'POST', path: '/signOut$' },
    },
    joinGroup: {
      run: api => googleWorkspace.writes.joinGroup!(api, { identityExternalId: '103', groupName: 'None' }),
      look: api => googleWorkspace.writes.readMembership!(api, { identityExternalId: '103', groupName: 'None' }),
      before: false,
      after: true,
      ofNobody: api => googleWorkspace.writes.joinGroup!(api, { identityExternalId: '103', groupName: 'Nowhere' }),
      request: { method: 'POST', path: '/members$' },
    },
    leaveGroup: {
      run: api => googleWorkspace.writes.leaveGroup!(api, { identityExternalId: '101', groupName: 'Sales' }),
      look: api => googleWorkspace.writes.readMembership!(api, { identityExternalId: '101', groupName: 'Sales' }),
      before: true,
      after: false,
      ofNobody: api => googleWorkspace.writes.leaveGroup!(api, { identityExternalId: '101', groupName: 'Nowhere' }),
      request: { method: 'DELETE', path: '/members/101$' },
    },
  },
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
  it.each([
    { scopes: changes, says: 'May read people and groups. May change people, their sessions, groups.' },
    { scopes: changes.slice(0, 1), says: 'May read people and groups. May change people only.' },
    { scopes: [], says: 'May read people and groups. May change neither.' },
  ])('says what may be changed, by the scopes that were asked for: $says', ({ scopes, says }) =>
    withDomain(actingFor('admin@acme.test', { changes: scopes.join(' ') }), async api => {
      expect(await googleWorkspace.check(api)).toBe(says)
    }),
  )

  it('counts the apps that hold a token of somebody suspended, and takes the tokens away with the sessions', () =>
    withDomain(actingFor('admin@acme.test', { changes: changes.join(' ') }), async api => {
      expect((await people(api)).map(({ liveSessions }) => liveSessions)).toEqual([null, null, 2, 0, 0, null])
      await googleWorkspace.writes.endSessions!(api, '103')
      expect(await googleWorkspace.writes.readIdentity!(api, '103')).toMatchObject({ liveSessions: 0 })
    }))

  it('says nothing of tokens without the scope, and is connected all the same', () =>
    withDomain(actingFor('admin@acme.test'), async api => {
      expect((await people(api)).map(({ liveSessions }) => liveSessions)).toEqual([null, null, null, null, null, null])
    }))

  it('leaves alone whom Google itself suspended, and organizational units', () =>
    withDomain(actingFor('admin@acme.test', { changes: changes.join(' ') }), async api => {
      const { reactivateIdentity, deactivateIdentity, joinGroup, readIdentity } = googleWorkspace.writes
      await expect(reactivateIdentity!(api, { externalId: '106', version: null })).rejects.toMatchObject({ kind: 'refused' })
      await deactivateIdentity!(api, { externalId: '104', version: null })
      expect(await readIdentity!(api, '104')).toMatchObject({ vendorStatus: 'archived' })
      expect(await readIdentity!(api, '105')).toBeNull()
      const unit = joinGroup!(api, { identityExternalId: '101', groupName: '/Sales/EMEA' })
      await expect(unit).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('organizational unit') })
    }))

  it('maps every status, the deleted last', () =>
    withDomain(actingFor('admin@acme.test'), async api => {
      expect((await people(api)).map(({ vendorStatus, status, statusChangedAt }) => [vendorStatus, status, statusChangedAt])).toEqual([
        ['active', 'active', null],
        ['active', 'active', null],
        ['suspended (ADMIN)', 'inactive', null],
        ['archived', 'inactive', null],
        ['suspended (ABUSE)', 'inactive', null],
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
