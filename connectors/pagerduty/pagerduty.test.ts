import { startPagerDuty } from '@rollcall/simulators'
import type { PagerDutyUser } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { cardOf, drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
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
  user(2, { role: 'observer', held: 'User is on an escalation policy' }),
  user(3, { invitation_sent: true }),
]
const { changeAccount, deleteAccount } = pagerduty.writes
const keys = { 'pd-every-right': ['read', 'write'], 'pd-read-only': ['read'], 'pd-no-users': [] } as const
const standIn = () => startPagerDuty({ seed: { users }, keys, pageSize: 2 })
const key = (apiKey: string) => ({ auth: 'api_key', credentials: { apiKey } })

testConnector(pagerduty, {
  standIn,
  good: key('pd-every-right'),
  wrong: key('pd-wrong'),
  powerless: { users: key('pd-no-users') },
  list: { name: 'users', read: pagerduty.reads.accounts!, path: '^/users$', rows: users.length, countsRows: true },
  account: 'P1',
  changes: {
    changeAccount: {
      run: api => changeAccount!(api, { externalId: 'P3', version: null }, { role: 'limited_user' }),
      look: api => pagerduty.writes.readAccount!(api, 'P3'),
      before: { role: 'user', displayName: 'Pat No 3' },
      after: { role: 'limited_user', displayName: 'Pat No 3', userName: 'p3@acme.test' },
      ofNobody: api => changeAccount!(api, { externalId: 'P99', version: null }, { role: 'user' }),
      request: { method: 'PUT', path: '/users/P3$' },
    },
    deleteAccount: {
      run: api => deleteAccount!(api, { externalId: 'P3', version: null }),
      look: api => pagerduty.writes.readAccount!(api, 'P3'),
      before: { userName: 'p3@acme.test' },
      after: null,
      request: { method: 'DELETE', path: '/users/P3$' },
    },
  },
})

const withAccount = async <T>(run: (api: VendorApi) => Promise<T>, signIn = key('pd-every-right')): Promise<T> => {
  const simulator = await standIn()
  const api = openVendorApi({ connector: pagerduty, baseUrl: simulator.url, ...signIn, ports: testPorts() })
  try {
    return await run(api)
  } finally {
    await api.close()
    await simulator.close()
  }
}

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

  it('offers no way to switch an account off, since PagerDuty could only delete it', () => {
    expect(cardOf(pagerduty).capabilities).toEqual(['reads accounts', 'changes roles, licences and groups', 'deletes accounts'])
  })

  it('repeats why somebody who is on call cannot be deleted, and leaves them', () =>
    withAccount(async api => {
      const refused = deleteAccount!(api, { externalId: 'P2', version: null })
      await expect(refused).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('User is on an escalation policy') })
      expect(await pagerduty.writes.readAccount!(api, 'P2')).toMatchObject({ status: 'active', role: 'observer' })
    }))

  it.each([
    { id: 'P2', access: { role: 'Boss' }, kind: 'not_found' },
    { id: 'P2', access: { role: 'owner' }, kind: 'not_found' },
    { id: 'P2', access: { role: null }, kind: 'refused' },
    { id: 'P2', access: { groups: ['Platform'] }, kind: 'refused' },
    { id: 'P1', access: { role: 'user' }, kind: 'refused' },
  ])('gives $id no access that cannot be given here: $access', ({ id, access, kind }) =>
    withAccount(async api => {
      const before = await pagerduty.writes.readAccount!(api, id)
      await expect(changeAccount!(api, { externalId: id, version: null }, access)).rejects.toMatchObject({ kind })
      expect(await pagerduty.writes.readAccount!(api, id)).toEqual(before)
    }),
  )

  it('says that a read-only key changes nobody, and reads with it', () =>
    withAccount(async api => {
      expect(await pagerduty.check(api)).toBe('May read users, and change none.')
      expect(await drain(pagerduty.reads.accounts!(api), () => {})).toMatchObject({ complete: true })
    }, key('pd-read-only')))
})
