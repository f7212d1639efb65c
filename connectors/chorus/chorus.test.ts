import { startChorusScim } from '@rollcall/simulators'
import type { ScimAppUser } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { type AccountRow, drain, openVendorApi, type VendorApi } from '../kit/index.ts'
import { newcomer, scimTrials, testConnector, testPorts } from '../kit/testing/index.ts'
import { chorus } from './index.ts'

const at = '2026-03-01T09:00:00.000Z'
const user = (n: number, more: Partial<ScimAppUser> = {}): ScimAppUser => ({
  id: `ch-${n}`,
  externalId: null,
  userName: `p${n}@acme.test`,
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
const users = [user(1, { role: 'Rep (SDR)', licence: 'recorder' }), user(2, { active: false }), user(3)]
const tokens = { 'chorus-every-right': ['users:read', 'users:write', 'groups:read'], 'chorus-read-only': ['users:read', 'groups:read'] } as const
const standIn = () => startChorusScim({ seed: { users, groups: [] }, tokens, managers: { 'ch-1': 'boss@acme.test' }, pageSize: 2 })
const token = (value: string) => ({ auth: 'bearer', credentials: { token: value } })
const deactivate = (api: VendorApi) => chorus.writes.deactivateAccount!(api, { externalId: 'ch-1', version: null })

const trials = scimTrials<Awaited<ReturnType<typeof standIn>>>(chorus, {
  active: 'ch-1',
  inactive: 'ch-2',
  access: { role: 'Admin', licence: 'Listener' },
  accessPath: '/Users/ch-1$',
  before: { role: 'Rep (SDR)', licence: 'recorder' },
  after: { role: 'Admin', licence: 'listener' },
})

testConnector(chorus, {
  standIn,
  good: token('chorus-every-right'),
  wrong: token('chorus-wrong'),
  powerless: { writing: token('chorus-read-only') },
  list: { name: 'accounts', read: chorus.reads.accounts!, path: '/Users$', rows: users.length, countsRows: true },
  account: 'ch-1',
  changes: {
    ...trials,
    changeAccount: { ...trials.changeAccount!, ofNobody: api => chorus.writes.changeAccount!(api, { externalId: 'nobody', version: null }, { role: 'Admin' }) },
  },
  write: { run: deactivate, effects: ({ state }) => state.users.reduce((sum, { revision }) => sum + revision - 1, 0), path: '/Users/ch-1$' },
})

// Its console is worked in test/journeys/consoles.journey.ts.
describe('Chorus by SCIM', () => {
  it('tells role, licence and manager by attributes of its own, and takes role and licence', async () => {
    const simulator = await standIn()
    const api = openVendorApi({ connector: chorus, baseUrl: simulator.url, ...token('chorus-every-right'), ports: testPorts() })
    const rows: AccountRow[] = []
    await drain(chorus.reads.accounts!(api), page => void rows.push(...page))
    expect(rows.map(({ status, role, licence, managerEmail }) => [status, role, licence, managerEmail])).toEqual([
      ['active', 'Rep (SDR)', 'recorder', 'boss@acme.test'],
      ['inactive', null, null, null],
      ['active', null, null, null],
    ])
    const change = { externalId: 'ch-3', version: null }
    await chorus.writes.changeAccount!(api, change, { role: 'Admin', licence: 'Listener' })
    expect(await chorus.writes.readAccount!(api, 'ch-3')).toMatchObject({ role: 'Admin', licence: 'listener' })
    await expect(chorus.writes.changeAccount!(api, change, { groups: ['Team'] })).rejects.toMatchObject({ kind: 'refused' })
    await expect(chorus.writes.changeAccount!(api, change, { role: null })).rejects.toMatchObject({ kind: 'refused' })
    expect(simulator.requests.filter(({ method }) => method === 'PATCH')).toHaveLength(1)
    // Before the first sign-in (CG-295).
    const made = await chorus.writes.createAccount!(api, { ...newcomer, role: 'Manager (SDR)', licence: 'Recorder' })
    expect(made).toMatchObject({ role: 'Manager (SDR)', licence: 'recorder' })
    await api.close()
    await simulator.close()
  })
})
