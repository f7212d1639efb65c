import { startSlack } from '@rollcall/simulators'
import type { ScimAppUser } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
import { scimTrials, testConnector, testPorts } from '../kit/testing/index.ts'
import { slack } from './index.ts'

const at = '2026-03-01T09:00:00.000Z'
const user = (n: number, more: Partial<ScimAppUser> = {}): ScimAppUser => ({
  id: `W${n}`,
  externalId: null,
  userName: `p${n}`,
  givenName: 'Pat',
  familyName: `No ${n}`,
  emails: [`p${n}@acme.test`],
  active: true,
  title: null,
  role: null,
  licence: null,
  employeeNumber: null,
  department: null,
  created: at,
  lastModified: at,
  ...more,
})
const users = [user(1), user(2, { active: false }), user(3)]
const tokens = { 'xoxp-every-right': ['users:read', 'users:write', 'groups:read', 'groups:write'], 'xoxp-read-only': ['users:read', 'groups:read'] } as const
const standIn = () =>
  startSlack({ seed: { users, groups: [{ id: 'S1', displayName: 'sales', members: ['W1'] }] }, tokens, guests: { W3: 'single' }, pageSize: 2 })
const token = (value: string) => ({ auth: 'bearer', credentials: { token: value } })

const deactivate = async (api: VendorApi) => {
  const before = await slack.writes.readAccount!(api, 'W1')
  await slack.writes.deactivateAccount!(api, { externalId: 'W1', version: before?.version ?? null })
}

testConnector(slack, {
  standIn,
  good: token('xoxp-every-right'),
  wrong: token('xoxp-wrong'),
  powerless: { writing: token('xoxp-read-only') },
  list: { name: 'accounts', read: slack.reads.accounts!, path: '/Users$', rows: users.length, countsRows: true },
  account: 'W3',
  changes: scimTrials(slack, {
    active: 'W1',
    inactive: 'W2',
    access: { groups: [] },
    accessPath: '/Groups/S1$',
    before: { groups: ['sales'] },
    after: { groups: [] },
  }),
  write: { run: deactivate, effects: ({ state }) => state.users.reduce((sum, { revision }) => sum + revision - 1, 0), path: '/Users/W1$' },
})

describe('Slack', () => {
  it('reads members and guests, switches one off and on, and repeats what Slack says', async () => {
    const simulator = await standIn()
    const api = openVendorApi({ connector: slack, baseUrl: simulator.url, ...token('xoxp-every-right'), ports: testPorts() })
    const rows: AccountRow[] = []
    await drain(slack.reads.accounts!(api), page => void rows.push(...page))
    expect(rows.map(({ status, role, groups }) => [status, role, groups])).toEqual([
      ['active', null, ['sales']],
      ['inactive', null, []],
      ['active', 'guest (single)', []],
    ])
    await deactivate(api)
    const off = await slack.writes.readAccount!(api, 'W1')
    expect(off).toMatchObject({ status: 'inactive' })
    expect(off?.version).not.toBe(rows[0]?.version)
    await slack.writes.reactivateAccount!(api, { externalId: 'W1', version: off?.version ?? null })
    expect(await slack.writes.readAccount!(api, 'W1')).toEqual({ ...rows[0], groups: ['sales'] })
    await expect(slack.writes.deactivateAccount!(api, { externalId: 'W9', version: null })).rejects.toMatchObject({
      kind: 'not_found',
      message: expect.stringContaining('the_resource_was_not_found'),
    })
    expect(simulator.requests.some(({ path }) => path.includes('ServiceProviderConfig'))).toBe(false)
    await api.close()
    await simulator.close()
  })
})
