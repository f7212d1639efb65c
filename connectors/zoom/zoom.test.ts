import type { ZoomOptions } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
import { newcomer, switching, testConnector, testPorts } from '../kit/testing/index.ts'
import { zoom } from './index.ts'
import { app, standIn, users } from './testing/account.ts'

const deactivate = (api: VendorApi) => zoom.writes.deactivateAccount!(api, { externalId: 'z1', version: null })

testConnector(zoom, {
  standIn,
  good: app('every'),
  wrong: app('every', 'wrong'),
  powerless: { writing: app('read-only'), groups: app('no-groups') },
  list: { name: 'users', read: zoom.reads.accounts!, path: '^/v2/users$', rows: users.length, countsRows: true },
  account: 'z1',
  changes: {
    createAccount: {
      run: api => zoom.writes.createAccount!(api, { ...newcomer, licence: 'Licensed' }),
      look: api => zoom.writes.findAccount!(api, newcomer.userName),
      before: null,
      after: { displayName: 'New Person', status: 'staged', licence: 'Licensed' },
      request: { method: 'POST', path: '/v2/users$' },
    },
    changeAccount: {
      run: api => zoom.writes.changeAccount!(api, { externalId: 'z1', version: null }, { licence: null }),
      look: api => zoom.writes.readAccount!(api, 'z1'),
      before: { licence: 'Licensed' },
      after: { licence: 'Basic' },
      ofNobody: api => zoom.writes.changeAccount!(api, { externalId: 'z99', version: null }, { licence: 'Licensed' }),
      request: { method: 'PATCH', path: '/users/' },
    },
    endAccountSessions: {
      run: api => zoom.writes.endAccountSessions!(api, 'z1'),
      look: async (_api, { state }) => state.sessions?.z1,
      before: 3,
      after: 0,
      ofNobody: api => zoom.writes.endAccountSessions!(api, 'z99'),
      request: { method: 'DELETE', path: '/token$' },
    },
    deactivateAccount: switching(zoom, 'deactivateAccount', { id: 'z1', request: { method: 'PUT', path: '/users/z1/status$' } }),
    reactivateAccount: switching(zoom, 'reactivateAccount', {
      id: users.find(({ status }) => status === 'inactive')?.id ?? '',
      request: { method: 'PUT', path: '/status$' },
    }),
  },
  write: { run: deactivate, effects: ({ state }) => state.changes, path: '/status$' },
})

const withAccount = async <T>(more: Partial<ZoomOptions>, run: (api: VendorApi) => Promise<T>, signIn = app('every')): Promise<T> => {
  const simulator = await standIn(more)
  const api = openVendorApi({ connector: zoom, baseUrl: simulator.url, ...signIn, ports: testPorts() })
  try {
    return await run(api)
  } finally {
    await api.close()
    await simulator.close()
  }
}
const readAll = async (api: VendorApi) => {
  const rows: AccountRow[] = []
  const verdict = await drain(zoom.reads.accounts!(api), page => void rows.push(...page))
  return { rows, verdict }
}

describe('Zoom', () => {
  it.each([
    { access: { licence: 'Gold' }, kind: 'not_found' },
    { access: { role: 'Admin' }, kind: 'refused' },
    { access: { groups: ['Sales', 'Nowhere'] }, kind: 'not_found' },
    { access: { licence: 'Basic', groups: ['Nowhere'] }, kind: 'not_found' },
  ])('gives no access that cannot be given here: $access', ({ access, kind }) =>
    withAccount({}, async api => {
      await expect(zoom.writes.changeAccount!(api, { externalId: 'z1', version: null }, access)).rejects.toMatchObject({ kind })
      expect(await zoom.writes.readAccount!(api, 'z1')).toMatchObject({ role: 'Member', licence: 'Licensed', groups: ['Sales', 'g9'] })
    }),
  )

  it('puts somebody into groups and takes them out, and leaves the licence alone', () =>
    withAccount({}, async api => {
      for (const groups of [
        ['EMEA', 'Sales'],
        ['Sales', 'EMEA'],
      ])
        await zoom.writes.changeAccount!(api, { externalId: 'z1', version: null }, { groups })
      expect(await zoom.writes.readAccount!(api, 'z1')).toMatchObject({ licence: 'Licensed', groups: ['Sales', 'EMEA'] })
      await zoom.writes.changeAccount!(api, { externalId: 'z1', version: null }, { groups: [] })
      expect(await zoom.writes.readAccount!(api, 'z1')).toMatchObject({ licence: 'Licensed', groups: [] })
    }))

  it('moves nobody between groups who has not accepted, and says which permission is missing', async () => {
    const groups = ['EMEA']
    await withAccount({}, async api => {
      const pending = zoom.writes.changeAccount!(api, { externalId: 'p5@acme.test', version: null }, { groups })
      await expect(pending).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('has not accepted') })
      const invited = zoom.writes.createAccount!(api, { ...newcomer, groups })
      await expect(invited).rejects.toMatchObject({ kind: 'refused' })
      expect(await zoom.writes.findAccount!(api, newcomer.userName)).toBeNull()
    })
    await withAccount(
      {},
      async api => {
        const change = zoom.writes.changeAccount!(api, { externalId: 'z1', version: null }, { groups })
        await expect(change).rejects.toMatchObject({ kind: 'permission' })
        expect(await zoom.writes.readAccount!(api, 'z1')).toMatchObject({ groups: ['Sales', 'g9'] })
      },
      app('read-only'),
    )
  })

  it('reads the active, the deactivated and the invited, who are known by their e-mail', () =>
    withAccount({}, async api => {
      const { rows } = await readAll(api)
      expect(rows.map(({ externalId, status, role, licence, groups }) => [externalId, status, role, licence, groups])).toEqual([
        ['z1', 'active', 'Member', 'Licensed', ['Sales', 'g9']],
        ['z2', 'active', 'Owner', 'Basic', []],
        ['z3', 'active', 'custom-role', 'Basic', []],
        ['z4', 'inactive', 'Member', 'Basic', []],
        ['p5@acme.test', 'staged', 'Member', 'None', []],
      ])
      expect(rows[0]).toMatchObject({ lastActiveAt: '2026-11-01T08:00:00Z', employeeNumber: 'E1', department: 'Sales' })
      expect(await zoom.writes.readAccount!(api, 'p5@acme.test')).toMatchObject({ status: 'staged' })
    }))

  it('switches a user off and on; the licence stays away', () =>
    withAccount({}, async api => {
      await deactivate(api)
      expect(await zoom.writes.readAccount!(api, 'z1')).toMatchObject({ status: 'inactive', licence: 'Basic' })
      await zoom.writes.reactivateAccount!(api, { externalId: 'z1', version: null })
      expect(await zoom.writes.readAccount!(api, 'z1')).toMatchObject({ status: 'active', licence: 'Basic' })
    }))

  it('repeats what Zoom says when an admin cannot be deactivated', () =>
    withAccount({}, async api => {
      await expect(zoom.writes.deactivateAccount!(api, { externalId: 'z2', version: null })).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringContaining('Admin users'),
      })
      expect(await zoom.writes.readAccount!(api, 'z2')).toMatchObject({ status: 'active' })
    }))

  it('reads an account that is not paid for without groups', () =>
    withAccount({ paid: false }, async api => {
      expect(await zoom.check(api)).toMatch(/^May read/)
      const { rows, verdict } = await readAll(api)
      expect(verdict.complete).toBe(true)
      expect(rows[0]?.groups).toEqual(['g1', 'g9'])
    }))

  it('says when the account is another', () =>
    withAccount({}, async api => expect(zoom.check(api)).rejects.toMatchObject({ kind: 'credentials' }), app('every', 'secret-every', 'other')))
})
