import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
import { scimTrials, testConnector, testPorts } from '../kit/testing/index.ts'
import { github } from './index.ts'
import { standIn, token, users } from './testing/enterprise.ts'

const suspend = (api: VendorApi) => github.writes.deactivateAccount!(api, { externalId: 'h1', version: null })

testConnector(github, {
  standIn,
  good: token('ghp_every-right'),
  wrong: token('ghp_wrong'),
  powerless: { writing: token('ghp_read-only') },
  list: { name: 'accounts', read: github.reads.accounts!, path: '/Users$', rows: users.length, countsRows: true },
  account: 'h2',
  changes: scimTrials(github, {
    active: 'h1',
    inactive: 'h2',
    access: { role: 'billing_manager' },
    accessPath: '/Users/h1$',
    before: { role: 'user' },
    after: { role: 'billing_manager' },
  }),
  write: { run: suspend, effects: ({ state }) => state.users.reduce((sum, { revision }) => sum + revision - 1, 0), path: '/Users/h1$' },
})

describe('GitHub', () => {
  it('knows a suspended user by the id, since handle and address are obfuscated', async () => {
    const simulator = await standIn()
    const api = openVendorApi({ connector: github, baseUrl: simulator.url, ...token('ghp_every-right'), ports: testPorts() })
    const rows: AccountRow[] = []
    await drain(github.reads.accounts!(api), page => void rows.push(...page))
    expect(rows.map(({ externalId, userName, status, role, groups }) => [externalId, userName, status, role, groups])).toEqual([
      ['h1', 'p1@acme.test', 'active', 'user', ['engineers']],
      ['h2', 'suspended-h2', 'inactive', 'user', ['engineers']],
      ['h3', 'p3@acme.test', 'active', 'user', []],
    ])
    await suspend(api)
    expect(await github.writes.readAccount!(api, 'h1')).toMatchObject({ status: 'inactive', userName: 'suspended-h1', externalKey: '00u1' })
    await github.writes.reactivateAccount!(api, { externalId: 'h1', version: null })
    expect(await github.writes.readAccount!(api, 'h1')).toMatchObject({ status: 'active', userName: 'p1@acme.test' })
    await api.close()
    await simulator.close()
  })
})
