import { startPagerDuty } from '@rollcall/simulators'
import type { PagerDutyUser } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { cardOf, drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow } from '../kit/index.ts'
import { testConnector, testPorts } from '../kit/testing/index.ts'
import { pagerduty } from './index.ts'

const user = (n: number, more: Partial<PagerDutyUser> = {}): PagerDutyUser => ({
  id: `P${n}`,
  name: `Pat No ${n}`,
  email: `p${n}@acme.test`,
  role: 'user',
  job_title: null,
  invitation_sent: false,
  teams: [],
  ...more,
})
const users = [
  user(1, { role: 'owner', job_title: 'Lead', teams: [{ id: 'T1', summary: 'Platform' }] }),
  user(2, { role: 'observer' }),
  user(3, { invitation_sent: true }),
]
const keys = { 'pd-every-right': true, 'pd-no-users': false }
const standIn = () => startPagerDuty({ seed: { users }, keys, pageSize: 2 })
const key = (apiKey: string) => ({ auth: 'api_key', credentials: { apiKey } })

testConnector(pagerduty, {
  standIn,
  good: key('pd-every-right'),
  wrong: key('pd-wrong'),
  powerless: { users: key('pd-no-users') },
  list: { name: 'users', read: pagerduty.reads.accounts!, path: '^/users$', rows: users.length, countsRows: true },
  account: 'P1',
})

describe('PagerDuty', () => {
  it('reads users with role and teams, the invited apart', async () => {
    const simulator = await standIn()
    const api = openVendorApi({ connector: pagerduty, baseUrl: simulator.url, ...key('pd-every-right'), ports: testPorts() })
    const rows: AccountRow[] = []
    await drain(pagerduty.reads.accounts!(api), page => void rows.push(...page))
    await api.close()
    await simulator.close()
    expect(rows.map(({ status, vendorStatus, role, groups, title }) => [status, vendorStatus, role, groups, title])).toEqual([
      ['active', 'listed', 'owner', ['Platform'], 'Lead'],
      ['active', 'listed', 'observer', [], null],
      ['staged', 'invited', 'user', [], null],
    ])
  })

  it('is not complete beyond the 10,000 rows that PagerDuty lets anybody page through', async () => {
    const many = { users: Array.from({ length: 10_001 }, (_, n) => user(n)) }
    const simulator = await startPagerDuty({ seed: many, keys })
    const api = openVendorApi({ connector: pagerduty, baseUrl: simulator.url, ...key('pd-every-right'), ports: testPorts() })
    expect(await drain(pagerduty.reads.accounts!(api), () => {})).toMatchObject({ complete: false, rows: 10_000, error: { kind: 'refused' } })
    await api.close()
    await simulator.close()
  })

  it('offers no way to change an account, since PagerDuty could only delete it', () => {
    expect(cardOf(pagerduty).capabilities).toEqual(['reads accounts'])
  })
})
