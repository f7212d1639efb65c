import type { SalesforceOptions } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { drain } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
import { salesforce } from './index.ts'
import { seed, withOrg } from './testing/org.ts'

const { changeAccount, countOwned, deactivateAccount, handOver, reactivateAccount, readAccount } = salesforce.writes
const boss = '005000000000001AAA'
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

  it('hand over what is open, and leave to them what is closed', () =>
    withOrg(
      {},
      async (api, { state }) => {
        expect(await handOver!(api, { fromExternalId: rep, toExternalId: boss })).toEqual({ moved: 6 })
        expect(await handOver!(api, { fromExternalId: rep, toExternalId: boss })).toEqual({ moved: 0 })
        expect(state.org.Opportunity.map(({ Name, OwnerId }) => [Name, OwnerId])).toEqual([
          ['Robots', boss],
          ['Old', rep],
        ])
      },
      'users',
    ))

  it('hand nothing over to somebody who cannot sign in', () =>
    withOrg(
      {},
      async (api, { state }) => {
        const toGone = handOver!(api, { fromExternalId: rep, toExternalId: '005000000000003AAA' })
        await expect(toGone).rejects.toMatchObject({ kind: 'refused', message: expect.stringContaining('somebody who can sign in') })
        expect(state.org.Account.every(({ OwnerId }) => OwnerId === rep)).toBe(true)
      },
      'users',
    ))

  it('say which records did not move, and try only those again', () =>
    withOrg(
      { lockedRecords: ['001000000000003AAA'] },
      async (api, { requests }) => {
        const half = handOver!(api, { fromExternalId: rep, toExternalId: boss })
        await expect(half).rejects.toMatchObject({ kind: 'refused', message: expect.stringMatching(/handed over 5 of 6 records.*locked for editing/) })
        expect(await countOwned!(api, rep)).toBe(1)
        await expect(handOver!(api, { fromExternalId: rep, toExternalId: boss })).rejects.toMatchObject({ message: expect.stringContaining('0 of 1') })
        expect(requests.at(-1)?.body).toMatchObject({ records: [{ id: '001000000000003AAA' }] })
      },
      'users',
    ))

  it.each([
    { access: { role: 'Nobody' }, kind: 'not_found', why: /no profile and role called Nobody/ },
    { access: { role: 'Sales User', licence: 'Chatter Free' }, kind: 'refused', why: /comes with the licence Salesforce/ },
    { access: { role: null }, kind: 'refused', why: /nobody is without one/ },
    { access: { groups: ['Sales'] }, kind: 'refused', why: /no groups/ },
  ])('are given no access that there is not: $access', ({ access, kind, why }) =>
    withOrg(
      {},
      async (api, { state }) => {
        await expect(changeAccount!(api, change, access)).rejects.toMatchObject({ kind, message: expect.stringMatching(why) })
        expect(state.userChanges).toBe(0)
      },
      'users',
    ),
  )

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
