import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
import { switching, testConnector, testPorts } from '../kit/testing/index.ts'
import { zendesk } from './index.ts'
import { admin, staff, standIn, token } from './testing/help-desk.ts'

const suspend = (api: VendorApi) => zendesk.writes.deactivateAccount!(api, { externalId: '101', version: null })

testConnector(zendesk, {
  standIn,
  good: admin,
  wrong: token('admin@acme.test', 'zd-wrong-token'),
  powerless: { writing: token('agent@acme.test', 'zd-agent-token') },
  list: { name: 'agents', read: zendesk.reads.accounts!, path: '^/api/v2/users$', rows: staff.length, countsRows: false },
  account: '101',
  changes: {
    changeAccount: {
      run: api => zendesk.writes.changeAccount!(api, { externalId: '101', version: null }, { role: 'admin' }),
      look: api => zendesk.writes.readAccount!(api, '101'),
      before: { role: 'agent' },
      after: { role: 'admin', status: 'active' },
      ofNobody: api => zendesk.writes.changeAccount!(api, { externalId: '999', version: null }, { role: 'agent' }),
      request: { method: 'PUT', path: '/users/101$' },
    },
    endAccountSessions: {
      run: api => zendesk.writes.endAccountSessions!(api, '101'),
      look: async (_api, { state }) => state.sessionsEnded.includes(101),
      before: false,
      after: true,
      ofNobody: api => zendesk.writes.endAccountSessions!(api, '999'),
      request: { method: 'DELETE', path: '/users/101/sessions$' },
    },
    deactivateAccount: switching(zendesk, 'deactivateAccount', { id: '101', nobody: '999', request: { method: 'PUT', path: '/users/101$' } }),
    reactivateAccount: switching(zendesk, 'reactivateAccount', { id: '102', nobody: '999', request: { method: 'PUT', path: '/users/102$' } }),
  },
  write: { run: suspend, effects: ({ state }) => state.changes, path: '^/api/v2/users/101$' },
})

describe('Zendesk', () => {
  it('reads agents and admins, not customers, and suspends one with the sessions', async () => {
    const simulator = await standIn()
    const api = openVendorApi({ connector: zendesk, baseUrl: simulator.url, ...admin, ports: testPorts() })
    const rows: AccountRow[] = []
    await drain(zendesk.reads.accounts!(api), page => void rows.push(...page))
    expect(rows.map(({ externalId, status, role, groups }) => [externalId, status, role, groups])).toEqual([
      ['101', 'active', 'agent', ['Support', 'Escalations']],
      ['102', 'inactive', 'light agent', ['Support']],
      ['103', 'active', 'agent', []],
      ['104', 'active', 'admin', ['Support']],
    ])
    expect(rows[0]).toMatchObject({ externalKey: 'E1', lastActiveAt: '2026-11-01T08:00:00Z' })
    // Only where Zendesk says so; nothing is concluded from silence.
    expect(rows.map(({ mfa }) => mfa)).toEqual([null, null, null, false])
    await suspend(api)
    expect(simulator.state.sessionsEnded).toEqual([101])
    expect(await zendesk.writes.readAccount!(api, '101')).toMatchObject({ status: 'inactive', vendorStatus: 'suspended' })
    await zendesk.writes.reactivateAccount!(api, { externalId: '101', version: null })
    expect(await zendesk.writes.readAccount!(api, '101')).toMatchObject({ status: 'active' })
    await api.close()
    await simulator.close()
  })

  it('makes an end user of an agent, who gives the seat back and is read no more', async () => {
    const simulator = await standIn()
    const api = openVendorApi({ connector: zendesk, baseUrl: simulator.url, ...admin, ports: testPorts() })
    await zendesk.writes.changeAccount!(api, { externalId: '101', version: null }, { role: null })
    expect(await zendesk.writes.readAccount!(api, '101')).toMatchObject({ role: null, status: 'active', groups: [] })
    expect((await drain(zendesk.reads.accounts!(api), () => {})).rows).toBe(staff.length - 1)
    for (const { access, kind } of [
      { access: { role: 'light agent' }, kind: 'not_found' },
      { access: { licence: 'Suite' }, kind: 'refused' },
    ])
      await expect(zendesk.writes.changeAccount!(api, { externalId: '104', version: null }, access)).rejects.toMatchObject({ kind })
    expect(await zendesk.writes.readAccount!(api, '104')).toMatchObject({ role: 'admin' })
    await api.close()
    await simulator.close()
  })

  it('changes nobody while it proves that it may', async () => {
    const simulator = await standIn()
    const api = openVendorApi({ connector: zendesk, baseUrl: simulator.url, ...admin, ports: testPorts() })
    expect(await zendesk.check(api)).toMatch(/suspend/)
    expect(simulator.state).toMatchObject({ changes: 0, sessionsEnded: [] })
    await api.close()
    await simulator.close()
  })
})
