import { randomUUID } from 'node:crypto'
import {
  acceptFinding,
  assignFinding,
  compareNow,
  createToken,
  draftPlan,
  listAudit,
  listFindingOwners,
  listFindings,
  listLicencePrices,
  listPeople,
  readFinding,
  readFindingThresholds,
  readMe,
  reopenFinding,
  summarizeFindings,
  writeFindingThresholds,
  writeLicencePrices,
} from '@rollcall/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { daysAgo, type Roll, startRoll } from '../../modules/lifecycle/testing/roll.ts'

describe('findings', () => {
  let roll: Roll
  let relay = ''
  let now = new Date()
  const stranger = '00000000-0000-4000-8000-000000000000'
  beforeAll(async () => {
    roll = await startRoll({ clock: { now: () => now } })
  })
  beforeEach(async () => {
    now = new Date()
    await roll.clear()
    const okta = await roll.connect('Okta', 'okta', ['identities'])
    relay = await roll.connect('Relay', 'scim', ['accounts'])
    await roll.identity(okta, 'ana', { status: 'inactive', vendor_status: 'DEPROVISIONED', status_changed_at: daysAgo(9) })
    await roll.account(relay, 'ana', { licence: 'Pro', last_active_at: daysAgo(120) })
    await roll.identity(okta, 'bo')
    await roll.account(relay, 'bo', { licence: null, last_active_at: daysAgo(100) })
    await roll.compare()
  })
  afterAll(() => roll.stop())

  const idle = async (name = 'bo') => {
    const finding = (await roll.findings('idle')).find(({ personName }) => personName === name)
    if (finding === undefined) throw new Error(`no finding about ${name}`)
    return finding
  }
  const actions = async () => (await roll.ada.call(listAudit, { query: { limit: 20 } })).items.map(({ action }) => action)

  it('are listed by kind, owner, connection, person and state, in the order of their age', async () => {
    const { items, total } = await roll.ada.call(listFindings)
    expect(total).toBe(3)
    expect(items.map(({ kind, personName }) => [kind, personName])).toEqual([
      ['idle', 'ana'],
      ['idle', 'bo'],
      ['active_after_deactivation', 'ana'],
    ])
    const newest = await roll.ada.call(listFindings, { query: { sort: 'newest', limit: 1 } })
    expect(newest.items.map(({ kind }) => kind)).toEqual(['active_after_deactivation'])
    const ana = items[0]?.personId ?? ''
    const count = async (query: object) => (await roll.ada.call(listFindings, { query })).total
    expect([await count({ kind: 'idle' }), await count({ personId: ana }), await count({ connectionId: relay }), await count({ state: 'accepted' })]).toEqual([
      2, 2, 3, 0,
    ])
    expect([await count({ owner: 'nobody' }), await count({ owner: 'me' }), await count({ kind: 'no_role' })]).toEqual([3, 0, 0])
    expect(await roll.ada.refusal(listFindings, { query: { kind: 'bored' as 'idle' } })).toMatchObject({ code: 'bad_request' })
    expect(await roll.ada.refusal(readFinding, { params: { id: stranger } })).toMatchObject({ code: 'not_found' })
    const { secret } = await roll.ada.call(createToken, { body: { name: 'reader', scopes: ['people:read'] } })
    const reader = roll.workspace.clientWith({ authorization: `Bearer ${secret}` })
    expect(await reader.refusal(listFindings, { query: { owner: 'me' } })).toMatchObject({ code: 'bad_request' })
    expect(
      await reader.refusal(acceptFinding, { params: { id: items[0]?.id ?? '' }, body: { until: daysAgo(-1).toISOString(), reason: 'No use' } }),
    ).toMatchObject({
      code: 'not_allowed',
    })
  })

  it('mark the roster only where somebody should not be there', async () => {
    const marks = async (mark?: 'should_not_be') => (await roll.ada.call(listPeople, { query: mark ? { mark } : {} })).items
    expect((await marks('should_not_be')).map(({ displayName }) => displayName)).toEqual(['ana'])
    expect((await marks()).map(({ displayName, openFindings, marks: [, app] }) => [displayName, openFindings, app?.mark])).toEqual([
      ['ana', 2, 'should_not_be'],
      ['bo', 1, 'present'],
    ])
  })

  it('belong to somebody, with a note, who keeps them when they are compared again', async () => {
    const { id } = await idle()
    const me = (await roll.ada.call(readMe)).user
    const owners = await roll.ada.call(listFindingOwners, { query: { q: 'ada' } })
    expect(owners.items.map(owner => owner.email)).toEqual([me.email])
    await roll.ada.call(assignFinding, { params: { id }, body: { userId: owners.items[0]?.id ?? '', note: 'Asked their manager.' } })
    await roll.compare()
    expect(await idle()).toMatchObject({ owner: { name: me.name }, note: 'Asked their manager.' })
    expect((await roll.ada.call(listFindings, { query: { owner: 'me' } })).items.map(each => each.id)).toEqual([id])
    expect(await actions()).toContain('finding.assigned')
    expect(await roll.ada.refusal(assignFinding, { params: { id }, body: { userId: stranger, note: '' } })).toMatchObject({ code: 'not_found', at: 'userId' })
    expect(await roll.ada.refusal(assignFinding, { params: { id }, body: { userId: null, note: 'x'.repeat(2001) } })).toMatchObject({ code: 'bad_request' })
    expect(await roll.ada.call(assignFinding, { params: { id }, body: { userId: null, note: '' } })).toMatchObject({ owner: null, note: '' })
  })

  it('can be accepted until a date, and open again after it', async () => {
    const { id } = await idle()
    const until = daysAgo(-1 / 24).toISOString()
    expect(await roll.ada.call(acceptFinding, { params: { id }, body: { until, reason: 'On parental leave.' } })).toMatchObject({
      state: 'accepted',
      accepted: { until, reason: 'On parental leave.', by: 'ada@rollcall.test' },
    })
    await roll.compare()
    expect(await idle()).toMatchObject({ id, state: 'accepted' })
    expect((await roll.ada.call(listPeople, { query: { q: 'bo' } })).items[0]?.openFindings).toBe(0)
    expect(await roll.ada.refusal(draftPlan, { body: { findingIds: [id] } })).toMatchObject({
      code: 'conflict',
      message: 'The finding about bo is accepted for now.',
    })
    now = daysAgo(-2 / 24)
    expect(await roll.ada.call(compareNow)).toMatchObject({ opened: 1 })
    expect(await idle()).toMatchObject({ id, state: 'open', accepted: null })
    expect(await actions()).toEqual(expect.arrayContaining(['finding.accepted']))
  })

  it('can be taken back before the date; what is resolved meanwhile is no exception any more', async () => {
    const { id, accountId } = await idle()
    const accept = () => roll.ada.call(acceptFinding, { params: { id }, body: { until: daysAgo(-10).toISOString(), reason: 'On leave.' } })
    await accept()
    expect(await roll.ada.call(reopenFinding, { params: { id } })).toMatchObject({ state: 'open', accepted: null })
    expect(await roll.ada.refusal(reopenFinding, { params: { id } })).toMatchObject({ code: 'conflict' })
    await accept()
    await roll.set('accounts', accountId ?? '', { last_active_at: daysAgo(0) })
    await roll.compare()
    expect(await roll.ada.call(readFinding, { params: { id } })).toMatchObject({ state: 'resolved', accepted: null })
    expect(await roll.ada.refusal(acceptFinding, { params: { id }, body: { until: daysAgo(-1).toISOString(), reason: 'On leave.' } })).toMatchObject({
      code: 'conflict',
    })
  })

  it.each([
    ['a date that has passed', { until: daysAgo(1).toISOString(), reason: 'On leave.' }],
    ['a date years away', { until: daysAgo(-800).toISOString(), reason: 'On leave.' }],
    ['no date', { until: 'next week', reason: 'On leave.' }],
    ['no reason', { until: daysAgo(-1).toISOString(), reason: '  ' }],
  ])('are not accepted with %s', async (_name, body) => {
    const { id } = await idle()
    expect(await roll.ada.refusal(acceptFinding, { params: { id }, body })).toMatchObject({ code: 'bad_request' })
    expect((await idle()).state).toBe('open')
  })

  it('go into a plan only where a plan can repair them', async () => {
    const { id } = await idle()
    const [open] = await roll.findings('active_after_deactivation')
    expect(await roll.ada.refusal(draftPlan, { body: { findingIds: [open?.id ?? '', id] } })).toMatchObject({
      code: 'conflict',
      message: 'No plan repairs the finding about bo: a person decides what to do. Leave it out of the plan.',
    })
    expect((await roll.ada.call(draftPlan, { body: { findingIds: [open?.id ?? ''] } })).steps).toHaveLength(1)
  })

  it('say what they cost in a month, and each account is counted once', async () => {
    expect((await idle('ana')).cost).toBeNull()
    const items = [
      { connectionId: relay, licence: 'Pro', amount: 90.5, currency: 'EUR' },
      { connectionId: relay, licence: null, amount: 20, currency: 'EUR' },
    ]
    await roll.ada.call(writeLicencePrices, { body: { items } })
    const prices = await roll.ada.call(listLicencePrices)
    expect(prices.items).toEqual(expect.arrayContaining(items))
    expect(prices.licences).toEqual([
      { connectionId: relay, licence: null, accounts: 1 },
      { connectionId: relay, licence: 'Pro', accounts: 1 },
    ])
    expect([(await idle('ana')).cost, (await idle('bo')).cost]).toEqual([
      { amount: 90.5, currency: 'EUR' },
      { amount: 20, currency: 'EUR' },
    ])
    const summary = await roll.ada.call(summarizeFindings)
    expect(summary).toEqual({
      open: 3,
      planned: 0,
      accepted: 0,
      ages: { day: 0, week: 0, month: 1, quarter: 0, older: 2 },
      costs: [{ amount: 110.5, currency: 'EUR' }],
      kinds: [
        expect.objectContaining({ kind: 'active_after_deactivation', open: 1, costs: [{ amount: 90.5, currency: 'EUR' }] }) as object,
        expect.objectContaining({
          kind: 'idle',
          open: 2,
          ages: { day: 0, week: 0, month: 0, quarter: 0, older: 2 },
          costs: [{ amount: 110.5, currency: 'EUR' }],
        }) as object,
      ],
    })
    expect(await actions()).toContain('findings.prices_changed')
  })

  it.each([
    ['of a connection that is not there', [{ connectionId: stranger, licence: null, amount: 1, currency: 'EUR' }], 'not_found'],
    ['below nothing', [{ licence: null, amount: -1, currency: 'EUR' }], 'bad_request'],
    ['in no currency', [{ licence: null, amount: 1, currency: 'euro' }], 'bad_request'],
    ['of fractions of a cent', [{ licence: null, amount: 0.001, currency: 'EUR' }], 'bad_request'],
    [
      'twice',
      [
        { licence: 'Pro', amount: 1, currency: 'EUR' },
        { licence: 'Pro', amount: 2, currency: 'EUR' },
      ],
      'bad_request',
    ],
  ])('have no price %s', async (_name, prices, code) => {
    const items = prices.map(price => ({ connectionId: relay, ...price }))
    expect(await roll.ada.refusal(writeLicencePrices, { body: { items } })).toMatchObject({ code })
    expect((await roll.ada.call(listLicencePrices)).items).toEqual([])
  })

  it('come and go with the thresholds, and wrong ones are refused', async () => {
    const before = await roll.ada.call(readFindingThresholds)
    for (const idleDays of [0, -3, 1.5, 4000])
      expect(await roll.ada.refusal(writeFindingThresholds, { body: { ...before, idleDays } })).toMatchObject({ code: 'bad_request', at: 'idleDays' })
    expect(await roll.ada.call(readFindingThresholds)).toEqual(before)
    await roll.ada.call(writeFindingThresholds, { body: { ...before, idleDays: 110 } })
    await roll.compare()
    expect((await roll.findings('idle')).map(({ personName }) => personName)).toEqual(['ana'])
    expect(await actions()).toContain('findings.thresholds_changed')
  })

  it('go with the connection they are about', async () => {
    await sql`delete from connections where id = ${relay}::uuid`.execute(roll.workspace.ctx.db)
    await roll.compare()
    expect((await roll.ada.call(listFindings)).items).toEqual([])
    expect(await roll.ada.refusal(assignFinding, { params: { id: randomUUID() }, body: { userId: null, note: '' } })).toMatchObject({ code: 'not_found' })
  })
})
