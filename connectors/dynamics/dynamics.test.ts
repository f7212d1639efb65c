import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
import { switching, testConnector, testPorts } from '../kit/testing/index.ts'
import { dynamics } from './index.ts'
import { by, every, idOf, seed, standIn } from './testing/environment.ts'

const disable = (api: VendorApi) => dynamics.writes.deactivateAccount!(api, { externalId: idOf(1), version: null })

testConnector(dynamics, {
  standIn,
  good: every,
  wrong: by(idOf(700), 'wrong-secret'),
  powerless: { users: by('no-users'), roles: by('no-roles'), writing: by('no-writing') },
  list: { name: 'users', read: dynamics.reads.accounts!, path: '/systemusers$', rows: seed.users.length, countsRows: false },
  account: idOf(1),
  nobody: idOf(999),
  changes: {
    deactivateAccount: switching(dynamics, 'deactivateAccount', {
      id: idOf(1),
      nobody: idOf(999),
      versioned: true,
      request: { method: 'PATCH', path: String.raw`/systemusers\(` },
    }),
    reactivateAccount: switching(dynamics, 'reactivateAccount', {
      id: idOf(3),
      nobody: idOf(999),
      versioned: true,
      request: { method: 'PATCH', path: String.raw`/systemusers\(` },
    }),
    changeAccount: {
      run: api => dynamics.writes.changeAccount!(api, { externalId: idOf(4), version: null }, { role: null }),
      look: api => dynamics.writes.readAccount!(api, idOf(4)),
      before: { role: 'Salesperson' },
      after: { role: null },
      ofNobody: api => dynamics.writes.changeAccount!(api, { externalId: idOf(999), version: null }, { role: 'Salesperson' }),
      request: { method: 'DELETE', path: 'systemuserroles_association' },
    },
  },
  write: { run: disable, effects: ({ state }) => state.changes, path: String.raw`/systemusers\(` },
})

const withEnvironment = async <T>(run: (api: VendorApi, simulator: Awaited<ReturnType<typeof standIn>>) => Promise<T>): Promise<T> => {
  const simulator = await standIn()
  const api = openVendorApi({ connector: dynamics, baseUrl: simulator.url, ...every, ports: testPorts() })
  try {
    return await run(api, simulator)
  } finally {
    await api.close()
    await simulator.close()
  }
}
const change = (api: VendorApi, n: number, access: Parameters<NonNullable<typeof dynamics.writes.changeAccount>>[2]) =>
  dynamics.writes.changeAccount!(api, { externalId: idOf(n), version: null }, access)

describe('Dynamics 365', () => {
  it('reads users with roles, access mode, licence and business unit, and apps by their client id', () =>
    withEnvironment(async api => {
      const rows: AccountRow[] = []
      await drain(dynamics.reads.accounts!(api), page => void rows.push(...page))
      expect(rows.map(({ userName, status, role, licence, department }) => [userName, status, role, licence, department])).toEqual([
        ['p1@acme.test', 'active', 'Sales Manager, Salesperson', 'Read-Write', 'Sales'],
        ['p2@acme.test', 'active', 'System Administrator', 'Administrative', 'Sales'],
        ['p3@acme.test', 'inactive', null, 'Read-Write, no licence', 'Sales'],
        ['p4@acme.test', 'active', 'Salesperson', 'Read-Write, no licence', 'Service'],
        [idOf(700), 'active', null, 'Application', 'Sales'],
      ])
      expect(rows[0]).toMatchObject({ employeeNumber: 'E1', title: 'Seller', managerEmail: 'p2@acme.test', version: 'W/"101"', lastActiveAt: null })
    }))

  it('disables at the version that was seen, and refuses when the record moved on', () =>
    withEnvironment(async (api, { state }) => {
      const [externalId, version] = [idOf(1), 'W/"101"']
      await dynamics.writes.deactivateAccount!(api, { externalId, version })
      expect(await dynamics.writes.readAccount!(api, externalId)).toMatchObject({ status: 'inactive', vendorStatus: 'disabled', version: 'W/"102"' })
      await expect(dynamics.writes.reactivateAccount!(api, { externalId, version })).rejects.toMatchObject({ kind: 'conflict' })
      await dynamics.writes.reactivateAccount!(api, { externalId, version: 'W/"102"' })
      expect(state.changes).toBe(2)
    }))

  it('gives and takes roles by name, in the business unit of the user, and does nothing twice', () =>
    withEnvironment(async (api, { state }) => {
      await change(api, 1, { role: 'Salesperson, System Administrator' })
      await change(api, 1, { role: 'System Administrator, Salesperson' })
      expect(await dynamics.writes.readAccount!(api, idOf(1))).toMatchObject({ role: 'Salesperson, System Administrator' })
      expect(state.changes).toBe(2)
      await change(api, 4, { role: null })
      expect(state.users[3]?.roleIds).toEqual([])
      await expect(change(api, 4, { role: 'Sales Manager' })).rejects.toMatchObject({
        kind: 'refused',
        message: expect.stringMatching(/no security role Sales Manager/) as string,
      })
      await expect(change(api, 4, { licence: 'Enterprise' })).rejects.toMatchObject({ kind: 'refused' })
      await expect(change(api, 999, { role: 'Salesperson' })).rejects.toMatchObject({ kind: 'not_found' })
      expect(state.changes).toBe(3)
    }))

  it('finds a user by what they sign in with, whatever stands in it', () =>
    withEnvironment(async api => {
      expect(await dynamics.writes.findAccount!(api, 'P2@acme.test')).toMatchObject({ externalId: idOf(2) })
      expect(await dynamics.writes.findAccount!(api, "o'neil' or 'x' eq 'x")).toBeNull()
    }))

  it('signs in at the Entra of its own cloud', () => {
    for (const { grant } of dynamics.auth) expect(Object.keys(grant?.signInAt ?? {})).toContain('https://*.*.dynamics.com')
    const pattern = new RegExp(dynamics.baseUrl?.pattern.regex ?? '')
    for (const address of ['https://acme.crm.dynamics.com', 'https://acme.crm9.dynamics.com', 'https://acme.crm.dynamics.cn']) expect(address).toMatch(pattern)
    for (const address of ['https://crm.dynamics.com', 'https://acme.crm.dynamics.com.evil.example', 'https://acme.crm.dynamics.com/main.aspx'])
      expect(address).not.toMatch(pattern)
  })
})
