import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { draftUndo, listEvidence, type Plan, protectAccount, retryStep } from '@rollcall/contract'
import { eventually } from '../../../test/support/workspace.ts'
import { readPlan, resumeRuns } from './index.ts'
import { type Acme, left, oktaUser, relayUser, startAcme } from './testing/acme.ts'

const leavers = ['ana', 'bo', 'cy', 'di', 'ed']
const stayers = ['flo', 'gus', 'hal', 'ina', 'jo', 'kim']

describe('carrying a plan out', () => {
  let acme: Acme
  beforeAll(async () => {
    acme = await startAcme(
      {
        okta: [...leavers.map(name => oktaUser(name, left)), ...stayers.map(name => oktaUser(name))],
        relay: [...leavers, ...stayers].map(name => relayUser(name)),
      },
      { environment: { ROLLCALL_VENDOR_TIMEOUT: '0.3' } },
    )
  })
  beforeEach(async () => {
    acme.relay.reset()
    // Each fact begins a new story of the same accounts.
    await acme.workspace.ctx.db.deleteFrom('verified_changes').execute()
    await acme.sync('relay')
  })
  afterAll(() => acme.stop())

  const draft = (...names: string[]) => acme.draft(({ personName }) => names.includes(personName.split(' ')[0] ?? ''))
  const changed = () => acme.relay.state.users.filter(user => user.revision > 1).map(user => [user.id, user.active, user.revision])
  const writes = () => acme.relay.requests.filter(({ method }) => method !== 'GET').length
  const read = (plan: Plan) => readPlan(acme.workspace.ctx, plan.id)
  const ended = (plan: Plan) =>
    eventually(
      () => read(plan),
      ({ state }) => state === 'done' || state === 'stopped',
    )
  const stepId = (plan: Plan) => plan.steps[0]?.id ?? ''

  it('does not call it verified when the app accepts the change and does not make it', async () => {
    acme.relay.misbehave({ act: 'accept_and_not_do', method: 'PATCH' })
    const plan = await acme.run(await draft('ana'))
    expect(plan).toMatchObject({ state: 'stopped', verifiedCount: 0, detail: '0 of 1 step verified; 1 applied but not verified.' })
    expect(plan.steps[0]).toMatchObject({ state: 'applied_unverified', detail: 'Relay accepted the change, but Relay shows ana@acme.test as active.' })
    expect(changed()).toEqual([])
    expect((await acme.findings()).find(({ personName }) => personName === 'ana Test')).toMatchObject({ state: 'open', planId: null })

    await acme.ada.call(retryStep, { params: { id: plan.id, stepId: stepId(plan) } })
    expect(await ended(plan)).toMatchObject({ state: 'done', verifiedCount: 1 })
    expect(changed()).toEqual([['r-ana', false, 2]])
  })

  it('makes one change when the answer is lost, and finds out that it was made', async () => {
    acme.relay.misbehave({ act: 'do_but_time_out', method: 'PATCH' })
    const plan = await acme.run(await draft('ana'))
    expect(plan.steps[0]).toMatchObject({
      state: 'verified',
      detail: 'The change was made, though its answer did not say so: Relay shows ana@acme.test as inactive.',
    })
    expect(changed()).toEqual([['r-ana', false, 2]])
    expect(writes()).toBe(1)
    const { items } = await acme.ada.call(listEvidence, { params: { id: plan.id, stepId: stepId(plan) } })
    expect(items.map(({ kind }) => kind)).toEqual(['precondition_read', 'error', 'verification_read'])
  })

  it('looks before it asks again when the app does not answer', async () => {
    acme.relay.misbehave({ act: 'stall', method: 'PATCH' })
    const plan = await acme.run(await draft('ana'))
    expect(plan.steps[0]).toMatchObject({ state: 'verified', attempts: 2 })
    expect(changed()).toEqual([['r-ana', false, 2]])
  })

  it('sends nothing when somebody was faster', async () => {
    const plan = await draft('ana')
    acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-ana' ? { ...user, active: false, revision: 2 } : user))
    expect((await acme.run(plan)).steps[0]).toMatchObject({ state: 'verified', detail: 'ana@acme.test in Relay is inactive without us; nothing was sent.' })
    expect(writes()).toBe(0)
  })

  it('sends nothing when the account changed after it was approved', async () => {
    const plan = await draft('ana')
    acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-ana' ? { ...user, title: 'Back as a contractor', revision: 7 } : user))
    expect((await acme.run(plan)).steps[0]).toMatchObject({ state: 'failed', detail: expect.stringContaining('changed after the plan was made') })
    expect(writes()).toBe(0)
  })

  it('stops a plan in which one step after the other fails, and leaves the rest as it was', async () => {
    const plan = await draft(...leavers)
    acme.relay.misbehave({ act: 'conflict', method: 'PATCH', times: 3 })
    const stopped = await acme.run(plan)
    expect(stopped.steps.map(({ state }) => state)).toEqual(['failed', 'failed', 'failed', 'skipped', 'skipped'])
    expect(stopped).toMatchObject({ state: 'stopped', detail: '0 of 5 steps verified; 3 failed, 2 left out.' })
    expect(changed()).toEqual([])
    expect((await acme.findings()).map(({ state }) => state)).toEqual(leavers.map(() => 'open'))
  })

  it('runs no more steps of one app at once than may fail, and each account as if it were alone', async () => {
    const plan = await acme.run(await draft(...leavers.slice(0, 4)))
    expect(plan).toMatchObject({ state: 'done', verifiedCount: 4, detail: 'All 4 steps were verified.' })
    const asked = acme.relay.requests.flatMap(({ method, path }) => (/Users\/r-/.test(path) ? [{ method, user: path.split('/').at(-1) ?? '' }] : []))
    for (const of of Map.groupBy(asked, ({ user }) => user).values()) expect(of.map(({ method }) => method)).toEqual(['GET', 'PATCH', 'GET'])
    const underWay = asked.map((_, index) => {
      const begun = new Set(asked.slice(0, index + 1).map(({ user }) => user))
      return [...begun].filter(user => asked.slice(index).some(later => later.user === user)).length
    })
    expect(Math.max(...underWay)).toBeLessThanOrEqual(3)
  })

  it('takes it back by a plan of its own', async () => {
    const plan = await acme.run(await draft('ana'))
    const undo = await acme.ada.call(draftUndo, { params: { id: plan.id } })
    expect(undo).toMatchObject({ title: 'Undo: Deactivate 1 account of ana Test', undoes: plan.id, state: 'draft' })
    expect(undo.steps[0]).toMatchObject({ action: 'reactivate_account', before: { status: 'inactive' }, after: { status: 'active' } })
    expect(changed()).toEqual([['r-ana', false, 2]])
    expect(await acme.run(undo)).toMatchObject({ state: 'done', verifiedCount: 1 })
    expect(changed()).toEqual([['r-ana', true, 3]])
    expect((await read(plan)).undonePlanId).toBe(undo.id)
    expect(await acme.ada.refusal(draftUndo, { params: { id: plan.id } })).toMatchObject({ code: 'conflict' })
    await acme.sync('relay')
    expect((await acme.findings()).map(({ personName }) => personName)).toContain('ana Test')
  })

  it('leaves out an account that was protected after the approval', async () => {
    const plan = await draft('ana')
    const accountId = plan.steps[0]?.accountId ?? ''
    await acme.workspace.ctx.db.updateTable('plans').set({ state: 'approved' }).where('id', '=', plan.id).execute()
    await acme.ada.call(protectAccount, { params: { id: accountId }, body: { protection: 'service' } })
    await resumeRuns(acme.workspace.ctx, { allAreAbandoned: false })
    expect((await ended(plan)).steps[0]).toMatchObject({ state: 'skipped' })
    expect(changed()).toEqual([])
    await acme.ada.call(protectAccount, { params: { id: accountId }, body: { protection: 'none' } })
  })

  // What a process that was killed leaves behind: a claim, and how far it had come.
  it.each([
    ['before it had asked', 'nothing', false],
    ['after it had written down that it would ask', 'intended', false],
    ['after the app had made the change, before that was written down', 'intended', true],
    ['after the change, before it was verified', 'requested', true],
  ] as const)('finishes what a killed process left %s, and does it once', async (_name, progress, alreadyDone) => {
    const plan = await draft('ana')
    const { db } = acme.workspace.ctx
    if (alreadyDone) acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-ana' ? { ...user, active: false, revision: 2 } : user))
    await db.updateTable('plans').set({ state: 'applying' }).where('id', '=', plan.id).execute()
    const claimed_until = new Date(Date.now() + 3_600_000)
    await db.updateTable('plan_steps').set({ state: 'applying', progress, attempts: 1, claim: plan.id, claimed_until }).where('plan_id', '=', plan.id).execute()

    await resumeRuns(acme.workspace.ctx, { allAreAbandoned: false })
    expect((await read(plan)).steps[0]?.state).toBe('applying')
    await resumeRuns(acme.workspace.ctx, { allAreAbandoned: true })
    expect(await ended(plan)).toMatchObject({ state: 'done', verifiedCount: 1 })
    expect(changed()).toEqual([['r-ana', false, 2]])
    expect(writes()).toBe(alreadyDone ? 0 : 1)
  })
})
