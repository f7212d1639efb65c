import type { JumpCloudOptions } from '@rollcall/simulators'
import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AppAssignmentRow, IdentityRow, VendorApi } from '../kit/index.ts'
import { switching, testConnector, testPorts } from '../kit/testing/index.ts'
import { jumpcloud } from './index.ts'
import { idOf, key, standIn, users } from './testing/organization.ts'

const relay = (n: number) => ({ identityExternalId: idOf(n), appExternalId: 'app1' })

testConnector(jumpcloud, {
  standIn,
  good: key('jca-every-right'),
  wrong: key('jca-wrong'),
  powerless: { people: key('jca-no-users'), groups: key('jca-no-groups'), apps: key('jca-no-apps') },
  list: { name: 'people', read: jumpcloud.reads.identities!, path: '^/api/systemusers$', rows: users.length, countsRows: true },
  changes: {
    deactivateIdentity: switching(jumpcloud, 'deactivateIdentity', { id: idOf(1), versioned: true, request: { method: 'PUT', path: '/systemusers/' } }),
    reactivateIdentity: switching(jumpcloud, 'reactivateIdentity', {
      id: idOf(4),
      versioned: true,
      active: { vendorStatus: 'ACTIVATED (locked)' },
      request: { method: 'PUT', path: '/systemusers/' },
    }),
    assignApp: {
      run: api => jumpcloud.writes.assignApp!(api, relay(4), {}),
      look: api => jumpcloud.writes.readAssignment!(api, relay(4)),
      before: null,
      after: { appName: 'Relay', through: 'person', error: null },
      ofNobody: api => jumpcloud.writes.assignApp!(api, relay(99), {}),
      request: { method: 'POST', path: '/associations$' },
    },
    unassignApp: {
      run: api => jumpcloud.writes.unassignApp!(api, { ...relay(5), appExternalId: 'app2' }),
      look: api => jumpcloud.writes.readAssignment!(api, { ...relay(5), appExternalId: 'app2' }),
      before: { through: 'person' },
      after: null,
      ofNobody: api => jumpcloud.writes.unassignApp!(api, relay(99)),
      request: { method: 'POST', path: '/associations$' },
    },
    joinGroup: {
      run: api => jumpcloud.writes.joinGroup!(api, { identityExternalId: idOf(4), groupName: 'Admins' }),
      look: api => jumpcloud.writes.readMembership!(api, { identityExternalId: idOf(4), groupName: 'Admins' }),
      before: false,
      after: true,
      ofNobody: api => jumpcloud.writes.joinGroup!(api, { identityExternalId: idOf(99), groupName: 'Admins' }),
      request: { method: 'POST', path: '/members$' },
    },
    leaveGroup: {
      run: api => jumpcloud.writes.leaveGroup!(api, { identityExternalId: idOf(1), groupName: 'Sales' }),
      look: api => jumpcloud.writes.readMembership!(api, { identityExternalId: idOf(1), groupName: 'Sales' }),
      before: true,
      after: false,
      ofNobody: api => jumpcloud.writes.leaveGroup!(api, { identityExternalId: idOf(1), groupName: 'Nowhere' }),
      request: { method: 'POST', path: '/members$' },
    },
  },
})

const withOrganization = async <T>(
  more: Partial<JumpCloudOptions>,
  run: (api: VendorApi, simulator: Awaited<ReturnType<typeof standIn>>) => Promise<T>,
  signIn = key('jca-every-right'),
): Promise<T> => {
  const simulator = await standIn(more)
  const api = openVendorApi({ connector: jumpcloud, baseUrl: simulator.url, ...signIn, ports: testPorts() })
  try {
    return await run(api, simulator)
  } finally {
    await api.close()
    await simulator.close()
  }
}

describe('JumpCloud', () => {
  it('maps every state, and tells groups and managers', () =>
    withOrganization({}, async (api, simulator) => {
      const rows: IdentityRow[] = []
      await drain(jumpcloud.reads.identities!(api), page => void rows.push(...page))
      expect(rows.map(({ vendorStatus, status, groups, managerEmail }) => [vendorStatus, status, groups, managerEmail])).toEqual([
        ['ACTIVATED', 'active', ['Sales', 'Admins'], 'p2@acme.test'],
        ['ACTIVATED', 'active', ['Sales'], 'p5@acme.test'],
        ['STAGED', 'staged', ['Sales'], null],
        ['SUSPENDED', 'inactive', [], null],
        ['ACTIVATED (locked)', 'locked', [], null],
      ])
      expect(rows[0]).toMatchObject({ userName: 'p1', displayName: 'Pat the First', employeeNumber: 'E1', department: 'Sales', title: 'Seller' })
      expect(rows[1]).toMatchObject({ displayName: 'Pat No 2', employeeNumber: null })
      expect(rows.map(({ mfa }) => mfa)).toEqual([true, false, null, null, null])
      // Only managers that were not read yet are asked for, each once: one further down, one that is gone.
      expect(simulator.requests.filter(({ path }) => path.startsWith('/api/systemusers/')).map(({ status }) => status)).toEqual([200, 404])
    }))

  it.each([
    { signIn: key('jca-every-right'), says: 'May read people, groups and apps. May change people, groups, app assignments.' },
    { signIn: key('jca-read-only'), says: 'May read people, groups and apps. May change none of them.' },
  ])('says what the key may change: $says', ({ signIn, says }) =>
    withOrganization(
      {},
      async api => {
        expect(await jumpcloud.check(api)).toBe(says)
      },
      signIn,
    ),
  )

  it('leaves alone a dynamic group, an app that a group gives, and who was never activated', () =>
    withOrganization({}, async (api, { state }) => {
      const { joinGroup, reactivateIdentity, unassignApp } = jumpcloud.writes
      const before = structuredClone(state)
      const refused = (why: string) => ({ kind: 'refused', message: expect.stringContaining(why) })
      await expect(joinGroup!(api, { identityExternalId: idOf(1), groupName: 'Everybody in Berlin' })).rejects.toMatchObject(refused('filled by a rule'))
      await expect(unassignApp!(api, relay(2))).rejects.toMatchObject(refused('through a group'))
      await expect(reactivateIdentity!(api, { externalId: idOf(3), version: null })).rejects.toMatchObject(refused('never activated'))
      expect(state).toEqual(before)
    }))

  it('reads who is bound to which app, and by which way', () =>
    withOrganization({}, async api => {
      const rows: AppAssignmentRow[] = []
      expect(await drain(jumpcloud.reads.assignments!(api), page => void rows.push(...page))).toMatchObject({ complete: true })
      expect(rows.map(({ appName, identityExternalId, through }) => [appName, identityExternalId, through])).toEqual([
        ['Relay', idOf(1), 'person'],
        ['Relay', idOf(2), 'group'],
        ['Relay', idOf(3), 'group'],
        ['dialer', idOf(1), 'group'],
        ['dialer', idOf(5), 'person'],
      ])
    }))

  it('names the organization for an administrator of several', async () => {
    await withOrganization({ orgId: 'org-1' }, async api => expect(await jumpcloud.check(api)).toMatch(/^May read/), key('jca-every-right', 'org-1'))
    await withOrganization({ orgId: 'org-1' }, async api => expect(jumpcloud.check(api)).rejects.toMatchObject({ kind: 'credentials' }))
  })
})
