import { describe, expect, it } from 'vitest'
import { cardOf, drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow } from '../kit/index.ts'
import { newcomer, testConnector, testPorts } from '../kit/testing/index.ts'
import { hubspot } from './index.ts'
import { standIn, token, users } from './testing/portal.ts'

testConnector(hubspot, {
  standIn,
  good: token('pat-every-right'),
  wrong: token('pat-wrong'),
  powerless: { users: token('pat-no-users'), teams: token('pat-no-teams') },
  list: { name: 'users', read: hubspot.reads.accounts!, path: '^/settings/v3/users$', rows: users.length, countsRows: false },
  account: '101',
  changes: {
    createAccount: {
      run: api => hubspot.writes.createAccount!(api, { ...newcomer, role: 'Sales rep', groups: ['EMEA'] }),
      look: api => hubspot.writes.findAccount!(api, newcomer.userName),
      before: null,
      after: { role: 'Sales rep', groups: ['EMEA'], displayName: 'New Person', status: 'active' },
      request: { method: 'POST', path: '/users$' },
    },
    changeAccount: {
      run: api => hubspot.writes.changeAccount!(api, { externalId: '101', version: null }, { role: 'Sales manager', groups: ['EMEA'] }),
      look: api => hubspot.writes.readAccount!(api, '101'),
      before: { role: 'Sales rep, r9', groups: ['Sales', 'EMEA'] },
      after: { role: 'Sales manager', groups: ['EMEA'] },
      ofNobody: api => hubspot.writes.changeAccount!(api, { externalId: '999', version: null }, { role: 'Sales rep' }),
      request: { method: 'PUT', path: '/users/' },
    },
    deleteAccount: {
      run: api => hubspot.writes.deleteAccount!(api, { externalId: '101', version: null }),
      look: api => hubspot.writes.readAccount!(api, '101'),
      before: { userName: 'p1@acme.test' },
      after: null,
      request: { method: 'DELETE', path: '/users/101$' },
    },
  },
})

describe('HubSpot', () => {
  it('reads users with roles and teams by name, and with an id where there is no name', async () => {
    const simulator = await standIn()
    const ports = testPorts()
    const api = openVendorApi({ connector: hubspot, baseUrl: simulator.url, ...token('pat-every-right'), ports })
    const rows: AccountRow[] = []
    await drain(hubspot.reads.accounts!(api), page => void rows.push(...page))
    expect(rows.map(({ role, groups, status }) => [role, groups, status])).toEqual([
      ['Sales rep, r9', ['Sales', 'EMEA'], 'active'],
      ['Super Admin', [], 'active'],
      [null, [], 'active'],
    ])
    expect(ports.seen[0]).toMatchObject({ limit: 100, remaining: 99 })
    await api.close()
    await simulator.close()
  })

  it('offers no way to switch an account off, since HubSpot could only delete it', () => {
    expect(cardOf(hubspot).capabilities).toEqual(['reads accounts', 'creates accounts', 'changes roles, licences and groups', 'deletes accounts'])
    expect(hubspot.writes.deactivateAccount).toBeUndefined()
    expect(hubspot.summary).toMatch(/cannot deactivate/)
  })

  it.each([
    { access: { role: 'Nobody' }, kind: 'not_found' },
    { access: { groups: ['Nowhere'] }, kind: 'not_found' },
    { access: { licence: 'Sales Hub' }, kind: 'refused' },
    { access: { role: null }, kind: 'refused' },
  ])('gives no access that there is not: $access', async ({ access, kind }) => {
    const simulator = await standIn()
    const api = openVendorApi({ connector: hubspot, baseUrl: simulator.url, ...token('pat-every-right'), ports: testPorts() })
    await expect(hubspot.writes.changeAccount!(api, { externalId: '101', version: null }, access)).rejects.toMatchObject({ kind })
    expect(simulator.state.users).toEqual(users)
    await api.close()
    await simulator.close()
  })

  it('says when the token may only read', async () => {
    const simulator = await standIn()
    const ports = testPorts()
    const api = openVendorApi({ connector: hubspot, baseUrl: simulator.url, ...token('pat-read-only'), ports })
    expect(await hubspot.check(api)).toBe('May read users, roles and teams, and change none.')
    expect(ports.failures).toEqual([])
    await api.close()
    await simulator.close()
  })
})
