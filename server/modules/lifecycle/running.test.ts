import { approvePlan, draftUndo, listFights, pausePlan, type Plan, resumePlan, stopPlan, tryAnyway } from '@rollcall/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { beginPlan, readPlan } from './index.ts'
import { type Acme } from './testing/acme.ts'
import { type Acting, reason, startActing } from './testing/acting.ts'

describe('a plan that runs', () => {
  let on: Acting
  let acme: Acme
  beforeAll(async () => {
    on = await startActing(['flo', 'gus', 'hal', 'ina', 'jo'])
    ;({ acme } = on)
  })
  beforeEach(() => on.reset())
  afterAll(() => acme.stop())

  it('stops defending a change that somebody takes back each time, until a person says so', async () => {
    const { accountId } = await on.person('flo')
    const close = () => on.plan([{ action: 'deactivate_account', accountId, reason }])
    for (let times = 0; times < 2; times++) {
      expect(await acme.run(await close())).toMatchObject({ state: 'done' })
      acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-flo' ? { ...user, active: true, revision: user.revision + 1 } : user))
      await acme.sync('relay')
    }
    await expect(close()).rejects.toMatchObject({
      code: 'flips_back',
      message: expect.stringContaining('flo@acme.test in Relay was changed like this 2 times'),
    })
    const { items } = await acme.ada.call(listFights)
    expect(items).toMatchObject([{ subject: `account:${accountId}`, field: 'status', times: 2, name: 'flo@acme.test in Relay' }])
    expect(await acme.ada.refusal(tryAnyway, { body: { subject: 'account:nobody', field: 'status' } })).toMatchObject({ code: 'not_found' })
    await acme.ada.call(tryAnyway, { body: { subject: `account:${accountId}`, field: 'status' } })
    expect(await acme.run(await close())).toMatchObject({ state: 'done' })
  })

  it('stops a run that was planned before the change was taken back a second time', async () => {
    const { accountId } = await on.person('flo')
    const old = await on.plan([{ action: 'deactivate_account', accountId, reason }])
    const step_id = old.steps[0]?.id ?? ''
    const { db } = acme.workspace.ctx
    const other = (await on.plan([{ action: 'deactivate_account', accountId, reason }])).steps[0]?.id ?? ''
    await on.approve(old).catch(() => undefined)
    await on.ended(old)
    await db.deleteFrom('verified_changes').execute()
    acme.relay.reset()
    await acme.sync('relay')
    const row = { subject: `account:${accountId}`, field: 'status', value: '"inactive"', name: 'flo', connection_id: acme.ids.relay, at: new Date() }
    await db
      .insertInto('verified_changes')
      .values([
        { ...row, step_id },
        { ...row, step_id: other },
      ])
      .execute()
    const late = await on.read(await draftedBefore(other))
    expect(await acme.ada.refusal(approvePlan, { params: { id: late.id }, body: { hash: late.hash } })).toMatchObject({ code: 'plan_stale' })
    expect(on.inRelay('r-flo')?.active).toBe(true)
  })
  const draftedBefore = async (stepId: string): Promise<Plan> => {
    const { plan_id } = await acme.workspace.ctx.db.selectFrom('plan_steps').select('plan_id').where('id', '=', stepId).executeTakeFirstOrThrow()
    return readPlan(acme.workspace.ctx, plan_id)
  }

  it('begins nothing while it is paused, goes on when it is resumed, and leaves out the rest when it is stopped', async () => {
    const [gus, hal] = await Promise.all([on.person('gus'), on.person('hal')])
    const drafted = await on.plan([gus, hal].map(({ accountId }) => ({ action: 'deactivate_account', accountId, reason })))
    await acme.workspace.ctx.db.updateTable('plans').set({ state: 'approved' }).where('id', '=', drafted.id).execute()
    expect(await acme.ada.call(pausePlan, { params: { id: drafted.id } })).toMatchObject({ state: 'paused' })
    expect(await acme.ada.refusal(pausePlan, { params: { id: drafted.id } })).toMatchObject({ code: 'plan_not_open' })
    await acme.workspace.ctx.enqueue('apply-step', { stepId: drafted.steps[0]?.id ?? '' })
    expect(on.inRelay('r-gus')?.active).toBe(true)
    await acme.ada.call(resumePlan, { params: { id: drafted.id } })
    expect(await on.ended(drafted)).toMatchObject({ state: 'done', verifiedCount: 2 })

    const { accountId } = await on.person('ina')
    const second = await on.plan([{ action: 'deactivate_account', accountId, reason }])
    await acme.workspace.ctx.db.updateTable('plans').set({ state: 'paused' }).where('id', '=', second.id).execute()
    expect(await acme.ada.call(stopPlan, { params: { id: second.id } })).toMatchObject({ state: 'stopped', steps: [{ state: 'skipped' }] })
    expect(on.inRelay('r-ina')?.active).toBe(true)
    expect(await acme.ada.refusal(resumePlan, { params: { id: second.id } })).toMatchObject({ code: 'plan_not_open' })
  })

  it('waits for its time, and looks at the clock and at the facts again when it is woken', async () => {
    const { accountId } = await on.person('jo')
    const startsAt = new Date(Date.now() + 3_600_000)
    const drafted = await on.plan([{ action: 'deactivate_account', accountId, reason }], { startsAt })
    expect(drafted).toMatchObject({ startsAt: startsAt.toISOString(), steps: [{ precondition: { version: null } }] })
    expect(await on.approve(drafted)).toMatchObject({ state: 'scheduled' })
    const { ctx } = acme.workspace
    await beginPlan(ctx, drafted.id)
    expect(await on.read(drafted)).toMatchObject({ state: 'scheduled' })
    expect(on.inRelay('r-jo')?.active).toBe(true)
    // Whatever else moved on in the record is no reason to let somebody stay.
    acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-jo' ? { ...user, title: 'Leaving', revision: 9 } : user))
    await acme.sync('relay')
    const later = { ...ctx, clock: { now: () => new Date(startsAt.getTime() + 1000) } }
    await beginPlan(later, drafted.id)
    expect(await on.ended(drafted)).toMatchObject({ state: 'done', verifiedCount: 1 })

    await acme.run(await acme.ada.call(draftUndo, { params: { id: drafted.id } }))
    const second = await on.plan([{ action: 'change_account', accountId, access: { role: 'guest' }, reason }], { startsAt })
    await on.approve(second)
    acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-jo' ? { ...user, role: 'lead', revision: 20 } : user))
    await acme.sync('relay')
    await beginPlan(later, second.id)
    expect(await on.read(second)).toMatchObject({ state: 'stale', detail: expect.stringContaining('was role agent') })
    expect(on.inRelay('r-jo')?.role).toBe('lead')
  })
})
