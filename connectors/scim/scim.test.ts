import { startScimApp } from '@rollcall/simulators'
import type { ScimAppOptions, ScimAppUser } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AccountRow, VendorApi } from '../kit/index.ts'
import { newcomer, scimTrials, testConnector, testPorts } from '../kit/testing/index.ts'
import { scim } from './index.ts'

const at = '2026-03-01T09:00:00.000Z'
const user = (n: number, more: Partial<ScimAppUser> = {}): ScimAppUser => ({
  id: `u${n}`,
  externalId: `00u${n}`,
  userName: `p${n}@acme.test`,
  givenName: 'Pat',
  familyName: `No ${n}`,
  emails: [`p${n}@acme.test`, `pat${n}@acme.test`],
  active: true,
  title: 'Seller',
  role: 'agent',
  licence: 'Dialer Pro',
  employeeNumber: `E${n}`,
  department: 'Sales',
  created: at,
  lastModified: at,
  ...more,
})
const users = [user(1), user(2), user(3, { active: false }), user(4), user(5)]
const tokens = {
  'relay-every-right': ['users:read', 'users:write', 'groups:read', 'groups:write'],
  'relay-read-only': ['users:read', 'groups:read'],
  'relay-no-groups': ['users:read', 'users:write'],
} as const
const groups = [{ id: 'g1', displayName: 'Sales', members: ['u1', 'u3'] }]
const standIn = (more: Partial<ScimAppOptions> = {}) => startScimApp({ seed: { users, groups }, tokens, pageSize: 2, ...more })
const token = (value: string) => ({ auth: 'bearer', credentials: { token: value } })

const deactivate = async (api: VendorApi) => {
  const before = await scim.writes.readAccount!(api, 'u1')
  await scim.writes.deactivateAccount!(api, { externalId: 'u1', version: before?.version ?? null })
}

const withApp = async <T>(more: Partial<ScimAppOptions>, run: (api: VendorApi, simulator: Awaited<ReturnType<typeof standIn>>) => Promise<T>): Promise<T> => {
  const simulator = await standIn(more)
  const api = openVendorApi({ connector: scim, baseUrl: simulator.url, ...token('relay-every-right'), ports: testPorts() })
  try {
    return await run(api, simulator)
  } finally {
    await api.close()
    await simulator.close()
  }
}
const readAll = async (api: VendorApi) => {
  const rows: AccountRow[] = []
  const verdict = await drain(scim.reads.accounts!(api), page => void rows.push(...page))
  return { rows, verdict }
}

testConnector(scim, {
  standIn,
  good: token('relay-every-right'),
  wrong: token('relay-wrong'),
  powerless: { writing: token('relay-read-only'), groups: token('relay-no-groups') },
  list: { name: 'accounts', read: scim.reads.accounts!, path: '/Users$', rows: users.length, countsRows: true },
  account: 'u3',
  changes: scimTrials(scim, {
    active: 'u1',
    inactive: 'u3',
    versioned: true,
    access: { role: 'manager', licence: null, groups: ['Sales'] },
    accessPath: '/Users/u1$',
    before: { role: 'agent', licence: 'Dialer Pro' },
    after: { role: 'manager', licence: null, groups: ['Sales'] },
  }),
  write: { run: deactivate, effects: ({ state }) => state.users.reduce((sum, { revision }) => sum + revision - 1, 0), path: '/Users/u1$' },
})

describe('SCIM', () => {
  it('reads an account with its aliases, groups, role, licence and version', () =>
    withApp({}, async api => {
      const { rows } = await readAll(api)
      expect(rows[0]).toMatchObject({
        externalId: 'u1',
        email: 'p1@acme.test',
        aliases: ['pat1@acme.test'],
        status: 'active',
        groups: ['Sales'],
        role: 'agent',
        licence: 'Dialer Pro',
        externalKey: '00u1',
        employeeNumber: 'E1',
        version: 'W/"1"',
      })
      expect(rows[2]).toMatchObject({ status: 'inactive', vendorStatus: 'inactive' })
    }))

  it.each([
    { name: 'a cursor', more: { cursor: true }, pages: 3 },
    { name: 'a server that ignores count', more: { ignoreCount: true }, pages: 1 },
  ])('reads to the end with $name', ({ more, pages }) =>
    withApp(more, async api => {
      expect((await readAll(api)).verdict).toMatchObject({ complete: true, rows: users.length, pages })
    }),
  )

  it('switches an account off and on, and sees it', () =>
    withApp({}, async (api, { state }) => {
      await deactivate(api)
      expect(await scim.writes.readAccount!(api, 'u1')).toMatchObject({ status: 'inactive', version: 'W/"2"' })
      expect(state.users.filter(({ active }) => !active).map(({ id }) => id)).toEqual(['u1', 'u3'])
      await scim.writes.reactivateAccount!(api, { externalId: 'u1', version: 'W/"2"' })
      expect(await scim.writes.readAccount!(api, 'u1')).toMatchObject({ status: 'active' })
    }))

  it('changes nothing when the account moved on since it was looked at', () =>
    withApp({}, async (api, { state }) => {
      await scim.writes.deactivateAccount!(api, { externalId: 'u1', version: 'W/"1"' })
      await expect(scim.writes.reactivateAccount!(api, { externalId: 'u1', version: 'W/"1"' })).rejects.toMatchObject({ kind: 'conflict' })
      expect(state.users[0]?.active).toBe(false)
    }))

  it('replaces the whole where the server has no PATCH, without losing anything', () =>
    withApp({ patch: false }, async (api, simulator) => {
      const before = await scim.writes.readAccount!(api, 'u1')
      await deactivate(api)
      const put = simulator.requests.find(({ method }) => method === 'PUT')
      expect(put?.body).toMatchObject({ userName: 'p1@acme.test', active: false, emails: [{ value: 'p1@acme.test' }, {}] })
      expect(await scim.writes.readAccount!(api, 'u1')).toMatchObject({ ...before, status: 'inactive', vendorStatus: 'inactive', version: 'W/"2"' })
      await expect(scim.writes.deactivateAccount!(api, { externalId: 'u1', version: 'W/"1"' })).rejects.toMatchObject({ kind: 'conflict' })
    }))

  it('makes an account with role, licence and groups, and finds the one that is there instead of a second', () =>
    withApp({}, async (api, { state }) => {
      const draft = { ...newcomer, department: 'Sales', role: 'agent', licence: 'Dialer', groups: ['Sales'] }
      const made = await scim.writes.createAccount!(api, draft)
      expect(await scim.writes.readAccount!(api, made.externalId)).toEqual(made)
      expect(made).toMatchObject({ role: 'agent', licence: 'Dialer', groups: ['Sales'], department: 'Sales', externalKey: '00unew' })
      expect((await scim.writes.createAccount!(api, { ...draft, userName: 'NEW.person@acme.test' })).externalId).toBe(made.externalId)
      expect(state.users).toHaveLength(users.length + 1)
    }))

  it('looks a login up as a whole, quotes and all', () =>
    withApp({}, async (api, { requests }) => {
      expect(await scim.writes.findAccount!(api, 'P1@acme.test')).toMatchObject({ externalId: 'u1' })
      expect(await scim.writes.findAccount!(api, 'p1" or active eq "true')).toBeNull()
      expect(requests.at(-1)?.query.filter).toBe(String.raw`userName eq "p1\" or active eq \"true"`)
    }))

  it('puts somebody into groups and takes them out, and knows the groups where a user does not tell them', () =>
    withApp({ dialect: { present: ({ groups: _left, ...shown }) => shown } }, async (api, { state }) => {
      expect(await scim.writes.readAccount!(api, 'u1')).toMatchObject({ groups: ['Sales'] })
      await scim.writes.changeAccount!(api, { externalId: 'u1', version: null }, { groups: [] })
      await scim.writes.changeAccount!(api, { externalId: 'u2', version: null }, { groups: ['Sales'] })
      expect(state.groups[0]?.members).toEqual(['u3', 'u2'])
      expect(await scim.writes.readAccount!(api, 'u2')).toMatchObject({ groups: ['Sales'] })
      expect(state.users.every(({ revision }) => revision === 1)).toBe(true)
    }))

  it('changes nothing at all when one of the groups is not there', () =>
    withApp({}, async (api, { state }) => {
      const change = scim.writes.changeAccount!(api, { externalId: 'u2', version: null }, { role: 'admin', groups: ['Sales', 'Nowhere'] })
      await expect(change).rejects.toMatchObject({ kind: 'not_found', message: expect.stringContaining('no group called Nowhere') })
      expect(state).toMatchObject({ users, groups })
    }))

  it('refuses to change members where the server has no PATCH, and replaces role and licence', () =>
    withApp({ patch: false }, async (api, { state }) => {
      const change = { externalId: 'u2', version: null }
      await expect(scim.writes.changeAccount!(api, change, { groups: ['Sales'] })).rejects.toMatchObject({ kind: 'refused' })
      await scim.writes.changeAccount!(api, change, { role: 'manager' })
      expect(state.users[1]).toMatchObject({ role: 'manager', licence: 'Dialer Pro' })
    }))

  it('notices a server that agrees and does nothing', () =>
    withApp({}, async (api, simulator) => {
      simulator.misbehave({ act: 'accept_and_not_do', method: 'PATCH' })
      await deactivate(api)
      expect(await scim.writes.readAccount!(api, 'u1')).toMatchObject({ status: 'active', version: 'W/"1"' })
    }))
})
