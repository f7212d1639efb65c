import { randomUUID } from 'node:crypto'
import { assignFinding, decideFindings, draftPlan, type FindingDecision, listFindingOwners, listFindings, listTasks, readOverview } from '@rollcall/contract'
import { sql } from 'kysely'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { daysAgo, type Roll, startRoll } from '../../modules/lifecycle/testing/roll.ts'

const hours = (count: number) => count * 3600
const left = (days: number) => ({ status: 'inactive', vendor_status: 'DEPROVISIONED', status_changed_at: daysAgo(days) })
const closed = (days: number | null) => ({ status: 'inactive', status_changed_at: days === null ? null : daysAgo(days) })

describe('the overview', () => {
  let roll: Roll
  let [okta, relay, desk] = ['', '', '']
  beforeAll(async () => {
    roll = await startRoll()
  })
  beforeEach(async () => {
    await roll.clear()
    okta = await roll.connect('Okta', 'okta', ['identities'])
    relay = await roll.connect('Relay', 'scim', ['accounts'])
    desk = await roll.connect('Desk', 'scim', ['accounts'])
  })
  afterAll(() => roll.stop())

  const overview = () => roll.ada.call(readOverview)

  it('says of an empty workspace that nothing is there, and of nothing that it is known', async () => {
    await roll.clear()
    expect(await overview()).toEqual({
      people: { total: 0, statuses: [] },
      sources: { identity: 0, apps: 0, attention: [] },
      findings: { open: 0, kinds: [] },
      deprovisioning: { days: 90, measured: 0, medianSeconds: null, slowest: [], open: 0, unknown: 0, undated: 0 },
      waste: { priced: false, costs: [], kinds: [], unpriced: 0 },
      plansToApprove: 0,
      tasksOverdue: 0,
      readsIncomplete: [],
    })
  })

  it('measures exactly how long it took until the last account of each leaver was closed', async () => {
    for (const [name, days, ...doors] of [
      ['ana', 10, 9.5, 8],
      ['bo', 20, 19],
      ['cy', 30, 40],
      ['dee', 40, 36],
      ['eve', 50, null],
      ['flo', 100, 1],
    ] as const) {
      await roll.identity(okta, name, left(days))
      for (const [place, each] of doors.entries()) await roll.account(place === 0 ? relay : desk, name, closed(each))
    }
    await roll.identity(okta, 'gus', left(5))
    await roll.account(relay, 'gus')
    await roll.account(desk, 'gus', closed(5))
    await roll.identity(okta, 'hal', { ...left(1), status_changed_at: null })
    // Still there at one source, and an account that is nobody's own.
    await roll.identity(okta, 'ida', { external_id: 'ida-1', ...left(3) })
    await roll.identity(okta, 'ida', { external_id: 'ida-2' })
    await roll.account(relay, 'ida', closed(1))
    await roll.identity(okta, 'jo', left(8))
    await roll.account(relay, 'jo', { protection: 'service' })
    await roll.compare()

    const { deprovisioning } = await overview()
    expect(deprovisioning).toMatchObject({ days: 90, measured: 4, open: 1, unknown: 1, undated: 1 })
    expect(deprovisioning.slowest.map(({ personName, connectionName, seconds }) => [personName, connectionName, Math.round(seconds)])).toEqual([
      ['dee', 'Relay', hours(96)],
      ['ana', 'Desk', hours(48)],
      ['bo', 'Relay', hours(24)],
      ['cy', 'Relay', 0],
    ])
    expect(Math.round(deprovisioning.medianSeconds ?? -1)).toBe(hours(36))
  })

  it('counts what its lists hold, by kind and by age', async () => {
    for (const [name, days] of [
      ['ana', 0.5],
      ['bo', 3],
      ['cy', 200],
    ] as const) {
      await roll.identity(okta, name, left(days))
      await roll.account(relay, name, { licence: 'Pro' })
    }
    await roll.account(desk, 'bo')
    await roll.read(desk, 'accounts', false)
    await roll.set('connections', relay, { state: 'needs_attention', detail: 'The token has expired.' })
    await roll.compare()
    const { people, sources, findings, readsIncomplete } = await overview()
    expect(people).toEqual({ total: 3, statuses: [{ status: 'inactive', people: 3 }] })
    expect(sources).toMatchObject({ identity: 1, apps: 2, attention: [{ name: 'Relay', detail: 'The token has expired.' }] })
    expect(readsIncomplete).toEqual([{ connectionId: desk, connectionName: 'Desk', problem: 'The vendor did not answer.' }])
    expect(findings.kinds.length).toBeGreaterThan(1)
    for (const { kind, open, ages } of findings.kinds) {
      expect((await roll.ada.call(listFindings, { query: { kind, state: 'open' } })).total).toBe(open)
      for (const { age, open: aged } of ages) expect((await roll.ada.call(listFindings, { query: { kind, age, state: 'open' } })).total).toBe(aged)
    }
    expect(findings.kinds.find(({ kind }) => kind === 'active_after_deactivation')?.ages.map(({ open }) => open)).toEqual([1, 2, 0, 0, 1])
    expect((await roll.ada.call(listFindings, { query: { state: 'open' } })).total).toBe(findings.open)
  })

  it('says nothing of waste without prices, and with some how much is not in the sum', async () => {
    for (const [name, licence] of [
      ['ana', 'Pro'],
      ['bo', 'Basic'],
    ] as const) {
      await roll.identity(okta, name, left(9))
      await roll.account(relay, name, { licence, last_active_at: daysAgo(200) })
    }
    await roll.compare()
    expect((await overview()).waste).toMatchObject({ priced: false, costs: [], unpriced: 2 })
    await sql`insert into licence_prices (connection_id, licence, amount, currency) values (${relay}, 'Pro', 40.5, 'EUR')`.execute(roll.workspace.ctx.db)
    const { waste } = await overview()
    expect(waste).toMatchObject({ priced: true, costs: [{ amount: 40.5, currency: 'EUR' }], unpriced: 1 })
    expect(waste.kinds.length).toBeGreaterThan(0)
  })

  it('counts plans that wait and tasks that are overdue, and lists the same', async () => {
    const { db } = roll.workspace.ctx
    const plan = randomUUID()
    await sql`insert into plans (id, title, state, detail, hash, guards, approvals_needed, created_by, created_at)
      values (${plan}, 'Waits', 'draft', '', 'h', '[]', 1, 'ada', now()), (${randomUUID()}, 'Ended', 'done', '', 'h', '[]', 1, 'ada', now())`.execute(db)
    for (const [position, due] of [daysAgo(1), daysAgo(-1)].entries()) {
      const step = randomUUID()
      await sql`insert into plan_steps (id, plan_id, position, connection_id, subject, definition, state, detail)
        values (${step}, ${plan}, ${position}, ${relay}, 'account:x', '{"connectionName":"Relay","personName":"ana","accountName":"ana"}', 'waiting_for_person', '')`.execute(
        db,
      )
      await sql`insert into tasks (step_id, title, checklist, opened_at, due_at) values (${step}, 'Close it', '[]', now(), ${due})`.execute(db)
    }
    expect(await overview()).toMatchObject({ plansToApprove: 1, tasksOverdue: 1 })
    expect((await roll.ada.call(listTasks, { query: { state: 'overdue' } })).total).toBe(1)
    await sql`truncate plans cascade`.execute(db)
  })

  it('is decided about in one go, each keeping its note, and says what could not be', async () => {
    for (const name of ['ana', 'bo', 'cy']) {
      await roll.identity(okta, name, left(9))
      await roll.account(relay, name)
    }
    await roll.compare()
    const ids = (await roll.findings('active_after_deactivation')).map(({ id }) => id)
    const [first = ''] = ids
    await roll.ada.call(assignFinding, { params: { id: first }, body: { userId: null, note: 'Asked HR.' } })
    const [owner] = (await roll.ada.call(listFindingOwners)).items
    const decide = (findingIds: string[], decision: FindingDecision) => roll.ada.call(decideFindings, { body: { findingIds, decision } })
    const gone = randomUUID()
    expect(await decide([...ids, gone, first], { how: 'assign', userId: owner?.id ?? null })).toEqual({
      decided: 3,
      refused: [{ id: gone, sentence: 'It is not there any more.' }],
    })
    await roll.ada.call(draftPlan, { body: { findingIds: [first] } })
    const until = daysAgo(-30).toISOString()
    expect(await decide(ids, { how: 'accept', until, reason: 'They hand over.' })).toMatchObject({ decided: 2, refused: [{ id: first }] })
    const now = await roll.findings('active_after_deactivation')
    expect(now.map(({ id, state, note, owner: whose }) => [id === first, state, note, whose?.id])).toEqual(
      expect.arrayContaining([
        [true, 'planned', 'Asked HR.', owner?.id],
        [false, 'accepted', '', owner?.id],
      ]),
    )
    expect((await overview()).findings.kinds.some(({ kind }) => kind === 'active_after_deactivation')).toBe(false)
    const refusal = (decision: FindingDecision) => roll.ada.refusal(decideFindings, { body: { findingIds: ids, decision } })
    expect(await refusal({ how: 'accept', until: daysAgo(1).toISOString(), reason: 'Too late.' })).toMatchObject({ code: 'bad_request' })
    expect(await refusal({ how: 'accept', until: daysAgo(-500).toISOString(), reason: 'Too long.' })).toMatchObject({ code: 'bad_request' })
    expect(await refusal({ how: 'assign', userId: randomUUID() })).toMatchObject({ code: 'not_found' })
  })

  it('is for those who may read people', async () => {
    expect(await roll.workspace.guest.refusal(readOverview)).toMatchObject({ status: 401, code: 'not_signed_in' })
  })
})
