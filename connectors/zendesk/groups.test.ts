import { describe, expect, it } from 'vitest'
import { drain, openVendorApi } from '../kit/index.ts'
import type { AccountAccess, AccountRow, VendorApi } from '../kit/index.ts'
import { testPorts } from '../kit/testing/index.ts'
import { zendesk } from './index.ts'
import { paging } from './paging.ts'
import { admin, standIn, token } from './testing/help-desk.ts'

type Simulator = Awaited<ReturnType<typeof standIn>>

const withHelpDesk = async (run: (api: VendorApi, simulator: Simulator) => Promise<void>, { signIn = admin, totalMs = 5_000 } = {}) => {
  const simulator = await standIn()
  const api = openVendorApi({ connector: zendesk, baseUrl: simulator.url, ...signIn, ports: testPorts(), timeouts: { totalMs } })
  try {
    await run(api, simulator)
  } finally {
    await api.close()
    await simulator.close()
  }
}
const change = (api: VendorApi, externalId: string, access: AccountAccess) => zendesk.writes.changeAccount!(api, { externalId, version: null }, access)
const groupsOf = async (api: VendorApi, externalId: string) => (await zendesk.writes.readAccount!(api, externalId))?.groups
const read = async (api: VendorApi) => {
  const rows: AccountRow[] = []
  const verdict = await drain(zendesk.reads.accounts!(api), page => void rows.push(...page))
  return { rows, verdict }
}
const writesOf = ({ requests }: Simulator) => requests.filter(({ method }) => method !== 'GET').map(({ method, path }) => `${method} ${path.split('?')[0]}`)
const before = ['Support', 'Escalations']

describe("Zendesk's groups", () => {
  it('are given before others are taken, and the default one hands that over first', () =>
    withHelpDesk(async (api, simulator) => {
      await change(api, '101', { groups: ['Billing', 'Escalations'] })
      expect(writesOf(simulator)).toEqual([
        'POST /api/v2/group_memberships',
        expect.stringMatching(/^PUT \/api\/v2\/users\/101\/group_memberships\/\d+\/make_default$/),
        expect.stringMatching(/^DELETE \/api\/v2\/group_memberships\/\d+$/),
      ])
      expect(await groupsOf(api, '101')).toEqual(['Escalations', 'Billing'])
      const made = simulator.state.memberships.filter(one => one.user_id === 101)
      expect(made.filter(one => one.default)).toMatchObject([{ group_id: 3 }])
      // Membership of a group that was deleted is left alone, and so is everybody else.
      expect(made.map(one => one.group_id)).toContain(4)
      expect(await groupsOf(api, '104')).toEqual(['Support'])
      await change(api, '101', { groups: ['Escalations', 'Billing', 'Billing'] })
      expect(writesOf(simulator)).toHaveLength(3)
      expect((await read(api)).rows[0]).toMatchObject({ role: 'agent', groups: ['Escalations', 'Billing'] })
    }))

  it.each([
    { id: '101', access: { groups: ['Support', 'Nowhere'] }, kind: 'not_found', says: 'has no group called Nowhere' },
    { id: '101', access: { groups: ['Old'] }, kind: 'not_found', says: 'has no group called Old' },
    { id: '101', access: { groups: ['Twins'] }, kind: 'refused', says: '2 groups called Twins' },
    { id: '101', access: { groups: [] }, kind: 'refused', says: 'every agent in at least one group' },
    { id: '101', access: { role: 'admin', groups: ['Nowhere'] }, kind: 'not_found', says: 'Nowhere' },
    { id: '101', access: { role: null, groups: ['Support'] }, kind: 'refused', says: 'Only agents are in groups' },
    { id: '105', access: { groups: ['Support'] }, kind: 'refused', says: 'Only agents are in groups' },
    { id: '999', access: { groups: ['Support'] }, kind: 'not_found', says: 'no such user' },
  ])('are not given when they cannot be, and nothing is changed: $id $access', ({ id, access, kind, says }) =>
    withHelpDesk(async (api, simulator) => {
      await expect(change(api, id, access)).rejects.toMatchObject({ kind, message: expect.stringContaining(says) })
      expect(writesOf(simulator)).toEqual([])
      expect(await groupsOf(api, '101')).toEqual(before)
    }),
  )

  it('come and go with the role', () =>
    withHelpDesk(async api => {
      await change(api, '105', { role: 'agent', groups: ['Billing'] })
      expect(await zendesk.writes.readAccount!(api, '105')).toMatchObject({ role: 'agent', groups: ['Billing'] })
      await change(api, '105', { role: null, groups: [] })
      expect(await zendesk.writes.readAccount!(api, '105')).toMatchObject({ role: null, groups: [] })
    }))

  it.each([
    { act: 'forbidden', kind: 'permission' },
    { act: 'not_found', kind: 'not_found' },
    { act: 'accept_and_not_do', kind: 'conflict' },
  ] as const)('are not taken when the new one was not given: $act', ({ act, kind }) =>
    withHelpDesk(async (api, simulator) => {
      simulator.misbehave({ act, method: 'POST', path: '/group_memberships$', times: 1000 })
      await expect(change(api, '101', { groups: ['Billing'] })).rejects.toMatchObject({ kind })
      expect(await groupsOf(api, '101')).toEqual(before)
      expect(writesOf(simulator).filter(one => !one.startsWith('POST'))).toEqual([])
    }),
  )

  it("repeats Zendesk's words when the group went away in between", () =>
    withHelpDesk(async (api, { state }) => {
      const late: VendorApi = {
        ...api,
        request: asked => {
          for (const group of state.groups) if (asked.method === 'POST') group.deleted ||= group.name === 'Billing'
          return api.request(asked)
        },
      }
      await expect(change(late, '101', { groups: ['Billing'] })).rejects.toMatchObject({
        kind: 'refused',
        status: 422,
        message: expect.stringContaining('Group: is invalid'),
      })
      expect(await groupsOf(api, '101')).toEqual(before)
    }))

  it('are given once although the answer was lost, and taken although they were gone', () =>
    withHelpDesk(
      async (api, simulator) => {
        simulator.misbehave({ act: 'do_but_time_out', method: 'POST', path: '/group_memberships$' })
        simulator.misbehave({ act: 'not_found', method: 'DELETE', path: '/group_memberships/' })
        await change(api, '101', { groups: ['Support', 'Billing'] })
        expect(simulator.state.memberships.filter(one => one.user_id === 101 && one.group_id === 3)).toHaveLength(1)
        // What the vendor did not do is seen by looking again.
        expect(await groupsOf(api, '101')).toEqual([...before, 'Billing'])
      },
      { totalMs: 300 },
    ))

  it('are changed by admins alone', () =>
    withHelpDesk(
      async api => {
        await expect(change(api, '101', { groups: ['Billing'] })).rejects.toMatchObject({ kind: 'permission' })
        expect(await groupsOf(api, '101')).toEqual(before)
      },
      { signIn: token('agent@acme.test', 'zd-agent-token') },
    ))

  it('keep the id where there is no name, which can be held on to', () =>
    withHelpDesk(async (api, { state }) => {
      state.memberships.push({ id: 9000, user_id: 103, group_id: 99, default: true })
      expect(await groupsOf(api, '103')).toEqual(['99'])
      await change(api, '103', { groups: ['99', 'Support'] })
      expect((await read(api)).rows.find(({ externalId }) => externalId === '103')?.groups).toEqual(['99', 'Support'])
    }))

  it.each([
    { act: 'forbidden', path: '/group_memberships$', says: 'does not allow' },
    { act: 'repeat_page', path: '/group_memberships$', says: 'repeats a page of /api/v2/group_memberships' },
    { act: 'not_found', path: '/groups$', says: 'has nothing at' },
    { act: 'malformed_row', path: '/groups$', says: "Zendesk's groups could not be understood" },
    { act: 'half_a_body', path: '/groups$', says: 'breaks off' },
  ] as const)('that were not read to the end leave the agents unread: $act of $path', ({ act, path, says }) =>
    withHelpDesk(async (api, simulator) => {
      simulator.misbehave({ act, path, after: 1, times: 1000 })
      const { rows, verdict } = await read(api)
      expect(rows).toEqual([])
      expect(verdict).toMatchObject({ complete: false, problems: [expect.stringContaining(says)] })
    }),
  )

  it.each([{ meta: { has_more: true }, links: { next: null } }, { meta: { has_more: true } }, { group_memberships: [], next_page: null }])(
    'are not read to the end when the cursor is lost: %j',
    body => expect(() => paging.next({ body })).toThrow('does not say where a list goes on'),
  )
})
