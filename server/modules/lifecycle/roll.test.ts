import { createHash } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventShape, listAudit, listEvents, listEvidence, listPeople, readPerson } from '@rollcall/contract'
import { type Acme, left, oktaUser, relayUser, startAcme } from './testing/acme.ts'

describe('the roll line', () => {
  let acme: Acme
  beforeAll(async () => {
    acme = await startAcme({
      okta: [oktaUser('ana', left), oktaUser('bo'), oktaUser('cy'), oktaUser('di'), oktaUser('ed')],
      relay: [relayUser('ana'), relayUser('bo'), relayUser('cy', { active: false }), relayUser('di'), relayUser('zoe', { externalId: null })],
    })
  })
  afterAll(() => acme.stop())

  it('finds the account of somebody who left, with what it rests on', async () => {
    const findings = await acme.findings()
    expect(findings).toHaveLength(1)
    expect(findings[0]).toMatchObject({
      personName: 'ana Test',
      connectionName: 'Relay',
      sentence: 'ana Test is DEPROVISIONED in Okta, but the account ana@acme.test in Relay is active; it should be inactive.',
      since: '2026-03-05T17:00:00.000Z',
      blocked: null,
      evidence: [
        { source: 'Okta', statement: 'ana@acme.test is DEPROVISIONED since 2026-03-05.', complete: true },
        { source: 'Relay', statement: 'ana@acme.test is active.', complete: true },
      ],
    })
  })

  it('shows everyone with a mark for each connection', async () => {
    const { items, columns, total } = await acme.ada.call(listPeople, { query: {} })
    expect(columns.map(({ name, kind }) => [name, kind])).toEqual([
      ['Okta', 'identity'],
      ['Relay', 'app'],
    ])
    expect(total).toBe(6)
    expect(items.map(({ displayName, marks }) => [displayName, ...marks.map(({ mark }) => mark)])).toEqual([
      ['ana Test', 'inactive', 'should_not_be'],
      ['bo Test', 'present', 'present'],
      ['cy Test', 'present', 'inactive'],
      ['di Test', 'present', 'present'],
      ['ed Test', 'present'],
      ['zoe Test', 'present'],
    ])
  })

  it('brings it in step, and proves it', async () => {
    const plan = await acme.draft()
    expect(plan).toMatchObject({ state: 'draft', title: 'Deactivate 1 account of ana Test', approvalsNeeded: 1 })
    expect(plan.steps[0]).toMatchObject({ route: 'scim', before: { status: 'active' }, after: { status: 'inactive' }, precondition: { version: 'W/"1"' } })
    expect(acme.relay.state.users.filter(user => !user.active).map(user => user.id)).toEqual(['r-cy'])

    const done = await acme.run(plan)
    expect(done).toMatchObject({ state: 'done', detail: 'The step was verified.', verifiedCount: 1 })
    expect(done.steps[0]).toMatchObject({ state: 'verified', attempts: 1, detail: 'Verified: Relay shows ana@acme.test as inactive.' })
    expect(acme.relay.state.users.map(user => user.revision)).toEqual([2, 1, 1, 1, 1])
    expect(await acme.findings()).toEqual([])

    const { items } = await acme.ada.call(listEvidence, { params: { id: plan.id, stepId: done.steps[0]?.id ?? '' } })
    expect(items.map(({ kind }) => kind)).toEqual(['precondition_read', 'request', 'verification_read'])
    expect(JSON.stringify(items)).not.toContain('relay-token')
    expect(items.map(({ content }) => createHash('sha256').update(content).digest('hex'))).toEqual(items.map(({ sha256 }) => sha256))
    const actions = (await acme.ada.call(listAudit, { query: { limit: 100 } })).items.map(entry => entry.action)
    expect(actions.slice(0, 3)).toEqual(['plan.ended', 'plan.approved', 'plan.drafted'])
  })

  it('tells the feed of each step of the way, in order', async () => {
    const { items } = await acme.ada.call(listEvents, { query: { types: 'finding.opened,finding.resolved,plan.drafted,plan.approved,plan.ended' } })
    expect(items.map(({ type }) => type).toSorted()).toEqual(['finding.opened', 'finding.resolved', 'plan.approved', 'plan.drafted', 'plan.ended'])
    for (const event of items) eventShape(event.type).parse(event)
    expect(items.at(-1)).toMatchObject({
      type: 'plan.ended',
      data: { subject: { kind: 'plan', name: 'Deactivate 1 account of ana Test' }, state: { state: 'done' } },
    })
    expect(items.find(({ type }) => type === 'finding.resolved')?.data.state).toMatchObject({ personName: 'ana Test', state: 'resolved' })
  })

  it('does not find it again, and keeps the link with its reason', async () => {
    await acme.sync('okta', 'relay')
    expect(await acme.findings()).toEqual([])
    const { items } = await acme.ada.call(listPeople, { query: { q: 'ana' } })
    const ana = await acme.ada.call(readPerson, { params: { id: items[0]?.id ?? '' } })
    expect(ana.accounts[0]).toMatchObject({ status: 'inactive', link: { rule: 'external_id', detail: 'Its external id 00u-ana is its id in Okta.' } })
  })
})
