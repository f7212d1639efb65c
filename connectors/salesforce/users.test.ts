import type { SalesforceOptions } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { drain } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
import { salesforce } from './index.ts'
import { seed, withOrg } from './testing/org.ts'

const { readAccount, deactivateAccount, reactivateAccount } = salesforce.writes
const rep = '005000000000002AAA'
const people: Partial<SalesforceOptions> = {
  seed: {
    ...seed,
    users: [
      ...seed.users.filter(({ id }) => id !== rep),
      {
        id: rep,
        username: 'rep@acme.test.prod',
        email: 'rep@acme.test',
        name: 'Rita Rep',
        active: true,
        lastLogin: '2026-11-01T08:00:00Z',
        profile: 'Sales User',
        licence: 'Salesforce',
        role: 'EMEA',
        department: 'Sales',
        title: 'Seller',
        employeeNumber: 'E2',
        federationId: 'rep@idp.test',
        managerEmail: 'boss@acme.test',
      },
      { id: '005000000000004AAA', username: 'ice@acme.test', email: 'ice@acme.test', name: 'Ice', active: true, frozen: true },
      { id: '005000000000005AAA', username: 'site@acme.test', email: 'site@acme.test', name: 'Site guest', active: true, type: 'Guest' },
    ],
  },
}
const readAll = async (api: VendorApi) => {
  const rows: AccountRow[] = []
  const verdict = await drain(salesforce.reads.accounts!(api), page => void rows.push(...page))
  return { rows, verdict }
}
const change = { externalId: rep, version: null }

describe('the users of Salesforce', () => {
  it('are read over several pages with profile, role, licence and whether they are frozen; visitors are not', () =>
    withOrg(
      people,
      async api => {
        const { rows, verdict } = await readAll(api)
        expect(verdict).toMatchObject({ complete: true, rows: 4, problems: [] })
        expect(verdict.pages).toBeGreaterThan(1)
        expect(rows.map(({ userName, status, vendorStatus }) => [userName, status, vendorStatus])).toEqual([
          ['rollcall@acme.test', 'active', 'active'],
          ['gone@acme.test', 'inactive', 'inactive'],
          ['rep@acme.test.prod', 'active', 'active'],
          ['ice@acme.test', 'locked', 'frozen'],
        ])
        expect(rows[2]).toMatchObject({
          email: 'rep@acme.test',
          role: 'Sales User, EMEA',
          licence: 'Salesforce',
          lastActiveAt: '2026-11-01T08:00:00.000Z',
          externalKey: 'rep@idp.test',
          employeeNumber: 'E2',
          department: 'Sales',
          title: 'Seller',
          managerEmail: 'boss@acme.test',
        })
        for (const row of rows) expect(await readAccount!(api, row.externalId)).toEqual(row)
        expect(await readAccount!(api, '005000000000009AAA')).toBeNull()
      },
      'users',
    ))

  it('are frozen first and then deactivated, and come back the other way round', () =>
    withOrg(
      people,
      async (api, { requests, state }) => {
        await deactivateAccount!(api, change)
        await deactivateAccount!(api, change)
        expect(requests.filter(({ method }) => method === 'PATCH').map(({ path }) => path.split('/')[5])).toEqual(['UserLogin', 'User', 'UserLogin', 'User'])
        expect(state.userChanges).toBe(2)
        expect(await readAccount!(api, rep)).toMatchObject({ status: 'inactive' })
        await reactivateAccount!(api, change)
        expect(await readAccount!(api, rep)).toMatchObject({ status: 'active', vendorStatus: 'active' })
      },
      'users',
    ))

  it('stay frozen, and not reported as deactivated, when something still hangs on them', () =>
    withOrg(
      { ...people, stuckUsers: [rep] },
      async api => {
        await expect(deactivateAccount!(api, change)).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('default lead owner') })
        expect(await readAccount!(api, rep)).toMatchObject({ status: 'locked', vendorStatus: 'frozen' })
      },
      'users',
    ))

  it('are read by name and status alone where the connection may not manage users, and nobody is changed', () =>
    withOrg(people, async (api, { state }) => {
      expect(await salesforce.check(api)).toMatch(/Users are read without role.*Manage Users/)
      const { rows, verdict } = await readAll(api)
      expect(verdict).toMatchObject({ complete: true, rows: 4 })
      expect(rows[2]).toMatchObject({ status: 'active', role: null, licence: null, lastActiveAt: null })
      expect(await readAccount!(api, rep)).toEqual(rows[2])
      await expect(deactivateAccount!(api, change)).rejects.toMatchObject({ kind: 'permission' })
      expect(state.userChanges).toBe(0)
    }))
})
