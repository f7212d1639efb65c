import { describe, expect, it } from 'vitest'
import { cardOf, drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow } from '../kit/index.ts'
import { testConnector, testPorts } from '../kit/testing/index.ts'
import { hubspot } from './index.ts'
import { standIn, token, users } from './testing/portal.ts'

testConnector(hubspot, {
  standIn,
  good: token('pat-every-right'),
  wrong: token('pat-wrong'),
  powerless: { users: token('pat-no-users'), teams: token('pat-no-teams') },
  list: { name: 'users', read: hubspot.reads.accounts!, path: '^/settings/v3/users$', rows: users.length, countsRows: false },
  account: '101',
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

  it('offers no way to change an account, since HubSpot could only delete it', () => {
    expect(cardOf(hubspot).capabilities).toEqual(['reads accounts'])
    expect(hubspot.summary).toMatch(/cannot deactivate/)
  })
})
