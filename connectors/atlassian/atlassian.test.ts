import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
import { scimTrials, testConnector, testPorts } from '../kit/testing/index.ts'
import { atlassian } from './index.ts'
import { standIn, token, users } from './testing/directory.ts'

const deactivate = (api: VendorApi) => atlassian.writes.deactivateAccount!(api, { externalId: 'a1', version: null })

testConnector(atlassian, {
  standIn,
  good: token('atl-every-right'),
  wrong: token('atl-wrong'),
  powerless: { writing: token('atl-read-only') },
  list: { name: 'accounts', read: atlassian.reads.accounts!, path: '/Users$', rows: users.length, countsRows: true },
  account: 'a2',
  changes: scimTrials(atlassian, {
    active: 'a3',
    inactive: 'a2',
    access: { groups: ['engineers'] },
    accessPath: '/Groups/g1$',
    before: { groups: [] },
    after: { groups: ['engineers'] },
  }),
  write: { run: deactivate, effects: ({ state }) => state.users.reduce((sum, { revision }) => sum + revision - 1, 0), path: '/Users/a1$' },
})

describe('Atlassian', () => {
  it('reads below its directory, and switches an account off and on', async () => {
    const simulator = await standIn()
    const api = openVendorApi({ connector: atlassian, baseUrl: simulator.url, ...token('atl-every-right'), ports: testPorts() })
    const rows: AccountRow[] = []
    await drain(atlassian.reads.accounts!(api), page => void rows.push(...page))
    expect(rows.map(({ status, groups, department, externalKey }) => [status, groups, department, externalKey])).toEqual([
      ['active', ['engineers'], 'Engineering', '00u1'],
      ['inactive', ['engineers'], 'Engineering', '00u2'],
      ['active', [], 'Engineering', '00u3'],
    ])
    await deactivate(api)
    expect(await atlassian.writes.readAccount!(api, 'a1')).toMatchObject({ status: 'inactive' })
    await atlassian.writes.reactivateAccount!(api, { externalId: 'a1', version: null })
    expect(await atlassian.writes.readAccount!(api, 'a1')).toMatchObject({ status: 'active' })
    expect(simulator.requests.every(({ path }) => path.startsWith('/scim/directory/0a1b2c3d/'))).toBe(true)
    await api.close()
    await simulator.close()
  })
})
