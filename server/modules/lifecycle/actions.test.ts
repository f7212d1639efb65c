import { attestStep, draftUndo, listEvidence, type Plan, retryStep } from '@rollcall/contract'
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { eventually } from '../../../test/support/workspace.ts'
import { type StepDraft } from './index.ts'
import { type Acme } from './testing/acme.ts'
import { type Acting, app, reason, startActing } from './testing/acting.ts'

const names = ['ana', 'bo', 'cy', 'di', 'ed', 'flo', 'gus', 'hal', 'ina', 'jo']

describe('what a plan can do', () => {
  let on: Acting
  let acme: Acme
  beforeAll(async () => {
    on = await startActing(names)
    ;({ acme } = on)
  })
  beforeEach(() => on.reset())
  afterAll(() => acme.stop())

  const states = ({ steps }: Plan) => steps.map(({ action, state }) => `${action} ${state}`)
  const newAccount = {
    userName: 'new@acme.test',
    email: 'new@acme.test',
    displayName: 'new Test',
    givenName: 'new',
    familyName: 'Test',
    externalKey: '00u-new',
    department: null,
    title: null,
    managerEmail: null,
  }
  it('carries a leaver through: sessions, identity, group, account and role, each in its order, and takes back what can be', async () => {
    const { accountId, identityId } = await on.person('ana')
    const drafted = await on.plan([
      { action: 'change_account', accountId, access: { role: 'guest' }, reason },
      { action: 'deactivate_account', accountId, reason },
      { action: 'leave_group', identityId, group: 'Sales', reason },
      { action: 'deactivate_identity', identityId, reason },
      { action: 'end_sessions', identityId, reason },
      { action: 'hand_over', accountId, what: 'open opportunities', owner: 'Bo', reason },
    ])
    expect(drafted.steps.map(({ action, route, dependsOn }) => [action, route, dependsOn])).toEqual([
      ['end_sessions', 'api', []],
      ['deactivate_identity', 'api', []],
      ['deactivate_account', 'scim', []],
      ['leave_group', 'idp', []],
      ['change_account', 'scim', [2]],
      ['hand_over', 'manual', [2]],
    ])
    expect(drafted.steps[4]).toMatchObject({ before: { role: 'agent' }, after: { role: 'guest' }, precondition: { version: null } })
    await on.approve(drafted)
    const waiting = await eventually(
      () => on.read(drafted),
      ({ steps }) => steps.every(({ state }) => ['verified', 'applied_unverified', 'waiting_for_person', 'failed', 'skipped'].includes(state)),
    )
    expect(states(waiting)).toEqual([
      'end_sessions applied_unverified',
      'deactivate_identity verified',
      'deactivate_account verified',
      'leave_group verified',
      'change_account verified',
      'hand_over waiting_for_person',
    ])
    expect(on.inOkta('ana')?.status).toBe('SUSPENDED')
    expect(on.inRelay('r-ana')).toMatchObject({ active: false, role: 'guest' })
    expect(acme.okta.state.groups[0]?.members).toEqual([])

    const handOver = waiting.steps[5]?.id ?? ''
    const verified = waiting.steps[2]?.id ?? ''
    expect(await acme.ada.refusal(attestStep, { params: { id: drafted.id, stepId: verified }, body: { statement: 'It is done.' } })).toMatchObject({
      code: 'plan_not_open',
    })
    const done = await acme.ada.call(attestStep, { params: { id: drafted.id, stepId: handOver }, body: { statement: 'Bo has all three opportunities.' } })
    expect(done).toMatchObject({ state: 'done', verifiedCount: 4, detail: '4 of 6 steps verified; 2 done, which no read can show.' })

    const undo = await acme.ada.call(draftUndo, { params: { id: drafted.id } })
    expect(undo.steps.map(({ action }) => action)).toEqual(['change_account', 'join_group', 'reactivate_account', 'reactivate_identity'])
    expect(undo.steps.map(({ dependsOn }) => dependsOn)).toEqual([[], [], [0], []])
    expect(await acme.run(undo)).toMatchObject({ state: 'done', verifiedCount: 4 })
    expect(on.inOkta('ana')?.status).toBe('ACTIVE')
    expect(on.inRelay('r-ana')).toMatchObject({ active: true, role: 'agent' })
    expect(acme.okta.state.groups[0]?.members).toEqual(['00u-ana'])
  })

  it('leaves out what depends on a step that failed, says so, and does it when that step is tried again', async () => {
    const { accountId } = await on.person('bo')
    acme.relay.misbehave({ act: 'conflict', method: 'PATCH' })
    const stopped = await acme.run(
      await on.plan([
        { action: 'deactivate_account', accountId, reason },
        { action: 'change_account', accountId, access: { role: 'guest' }, reason },
      ]),
    )
    expect(states(stopped)).toEqual(['deactivate_account failed', 'change_account skipped'])
    expect(stopped.steps[1]?.detail).toMatch(/^Left out, because step 1 did not end well: /)
    expect(on.inRelay('r-bo')).toMatchObject({ active: true, role: 'agent' })
    const [first, second] = stopped.steps
    expect(await acme.ada.refusal(retryStep, { params: { id: stopped.id, stepId: second?.id ?? '' } })).toMatchObject({ code: 'plan_not_open' })
    await acme.ada.call(retryStep, { params: { id: stopped.id, stepId: first?.id ?? '' } })
    expect(states(await on.ended(stopped))).toEqual(['deactivate_account verified', 'change_account verified'])
    expect(on.inRelay('r-bo')).toMatchObject({ active: false, role: 'guest' })
  })

  it.each([
    ['at once', null],
    ['though the answer is lost', 'do_but_time_out'],
  ] as const)('makes one account, %s, and never a second', async (_name, act) => {
    // An account of another fact is gone after two reads without it.
    await acme.sync('relay')
    const { id } = await on.person('new')
    if (act !== null) acme.relay.misbehave({ act, method: 'POST' })
    const drafted = await on.plan([
      { action: 'create_account', connectionId: acme.ids.relay, personId: id, account: newAccount, access: { role: 'agent' }, reason },
    ])
    expect(drafted.steps[0]).toMatchObject({
      route: 'scim',
      accountId: null,
      before: { exists: false },
      after: { exists: true, status: 'active', role: 'agent' },
    })
    expect((await acme.run(drafted)).steps[0]).toMatchObject({ state: 'verified' })
    expect(acme.relay.state.users.filter(({ userName }) => userName === 'new@acme.test')).toHaveLength(1)
    await acme.sync('relay')
    expect(await on.refused([{ action: 'create_account', connectionId: acme.ids.relay, personId: id, account: newAccount, reason }])).toMatchObject({
      code: 'conflict',
    })
    const undo = await acme.ada.call(draftUndo, { params: { id: drafted.id } })
    expect(undo.steps[0]).toMatchObject({ action: 'deactivate_account', accountName: 'new@acme.test' })
  })

  it('does not ask again for an account that a killed process may have asked for', async () => {
    await acme.sync('relay')
    const { id } = await on.person('new')
    const drafted = await on.plan([{ action: 'create_account', connectionId: acme.ids.relay, personId: id, account: newAccount, reason }])
    const { db } = acme.workspace.ctx
    await db.updateTable('plan_steps').set({ progress: 'intended', attempts: 1, state: 'applying' }).where('plan_id', '=', drafted.id).execute()
    expect((await acme.run(drafted)).steps[0]).toMatchObject({ state: 'applied_unverified' })
    expect(acme.relay.requests.filter(({ method }) => method === 'POST')).toHaveLength(0)
  })

  it('gives an app through its identity source, and sees it there and in the app', async () => {
    const { identityId } = await on.person('new')
    const given = await acme.run(await on.plan([{ action: 'assign_app', identityId, appExternalId: app, reason }]))
    expect(given.steps[0]).toMatchObject({ route: 'idp', state: 'verified', connectionName: 'Okta', before: { assigned: false } })
    await eventually(
      async () => acme.relay.state.users.filter(({ userName }) => userName === 'new@acme.test').length,
      found => found === 1,
    )
  })

  it('closes an account through the identity source where the app’s own credentials may not, and looks at both', async () => {
    const { accountId } = await on.person('cy')
    const { db } = acme.workspace.ctx
    const write_refusals = JSON.stringify({ deactivate_account: 'Relay refused: read only.' })
    await db.updateTable('connections').set({ write_refusals }).where('id', '=', acme.ids.relay).execute()
    const drafted = await on.plan([{ action: 'deactivate_account', accountId, reason }])
    await db.updateTable('connections').set({ write_refusals: '{}' }).where('id', '=', acme.ids.relay).execute()
    expect(drafted.steps[0]).toMatchObject({
      route: 'idp',
      via: { connectionName: 'Okta', appExternalId: app, identityExternalId: '00u-cy' },
      passedOver: [
        { route: 'scim', why: 'The credentials of Relay may not do this: Relay refused: read only.' },
        { route: 'api', why: 'Relay is connected by its SCIM server.' },
      ],
    })
    const done = await acme.run(drafted)
    expect(done.steps[0]).toMatchObject({
      state: 'verified',
      detail: expect.stringContaining('Okta shows it as not assigned. Relay shows cy@acme.test as inactive'),
    })
    expect(acme.okta.state.apps[0]?.assigned.some(({ userId }) => userId === '00u-cy')).toBe(false)
    const { items } = await acme.ada.call(listEvidence, { params: { id: drafted.id, stepId: done.steps[0]?.id ?? '' } })
    expect(items.map(({ kind }) => kind).slice(0, 2)).toEqual(['precondition_read', 'request'])
    expect(JSON.stringify(items)).not.toContain('00okta')
  })

  it('remembers that the app refused to let the connection write, and passes it over the next time', async () => {
    const { accountId } = await on.person('di')
    acme.relay.misbehave({ act: 'forbidden', method: 'PATCH' })
    const failed = await acme.run(await on.plan([{ action: 'deactivate_account', accountId, reason }]))
    expect(failed.steps[0]).toMatchObject({ state: 'failed', route: 'scim' })
    expect((await on.plan([{ action: 'deactivate_account', accountId, reason }])).steps[0]).toMatchObject({ route: 'idp' })
    await acme.workspace.ctx.db.updateTable('connections').set({ write_refusals: '{}' }).where('id', '=', acme.ids.relay).execute()
  })

  it('closes what a person did by the read that shows it, whatever it was', async () => {
    const { accountId } = await on.person('ed')
    const drafted = await on.plan([{ action: 'change_account', accountId, access: { licence: 'listener' }, reason }])
    await acme.workspace.ctx.db.updateTable('plan_steps').set({ state: 'waiting_for_person' }).where('plan_id', '=', drafted.id).execute()
    await acme.workspace.ctx.db.updateTable('plans').set({ state: 'applying' }).where('id', '=', drafted.id).execute()
    await acme.sync('relay')
    expect((await on.read(drafted)).steps[0]?.state).toBe('waiting_for_person')
    acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-ed' ? { ...user, licence: 'listener', revision: 2 } : user))
    await acme.sync('relay')
    expect(await on.read(drafted)).toMatchObject({
      state: 'done',
      steps: [{ state: 'verified', detail: 'Verified by a later read: Relay shows ed@acme.test as licence listener.' }],
    })
  })

  it('takes nothing from anybody while a read of theirs is incomplete, whichever it is (40 random cases)', async () => {
    const { accountId, identityId } = await on.person('ana')
    const { db } = acme.workspace.ctx
    const taking: (StepDraft & { needs: string[] })[] = [
      { action: 'deactivate_account', accountId, reason, needs: ['accounts', 'identities'] },
      { action: 'change_account', accountId, access: { role: 'guest' }, reason, needs: ['accounts', 'identities'] },
      { action: 'request_erasure', accountId, reason, needs: ['accounts', 'identities'] },
      { action: 'end_sessions', identityId, reason, needs: ['identities'] },
      { action: 'deactivate_identity', identityId, reason, needs: ['identities'] },
      { action: 'leave_group', identityId, group: 'Sales', reason, needs: ['identities'] },
      { action: 'unassign_app', identityId, appExternalId: app, reason, needs: ['identities', 'assignments'] },
    ]
    let allowed = 0
    for (let seed = 0; seed < 40; seed++) {
      const broken = ['accounts', 'identities', 'assignments'].filter((_, bit) => ((seed * 7 + 3) >> bit) % 2 === 1)
      await db.updateTable('reads').set({ complete: true }).execute()
      await db
        .updateTable('reads')
        .set({ complete: false })
        .where('resource', 'in', [...broken, 'none'])
        .execute()
      for (const step of taking.slice(seed % taking.length).slice(0, 1)) {
        const refusal = await on.refused([step])
        const whole = step.needs.every(resource => !broken.includes(resource))
        expect(refusal?.code ?? 'allowed', `${step.action} with ${broken.join()} incomplete`).toBe(whole ? 'allowed' : 'read_incomplete')
        if (whole) allowed++
      }
    }
    expect(allowed).toBeGreaterThan(3)
    await db.updateTable('reads').set({ complete: true }).execute()
  })

  it('refuses what is so already, the last administrator’s role, and what waits for a step after it', async () => {
    const { accountId, identityId } = await on.person('hal')
    const boss = await on.person('boss')
    expect(await on.refused([{ action: 'reactivate_account', accountId, reason }])).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('already'),
    })
    expect(await on.refused([{ action: 'leave_group', identityId, group: 'Sales', reason }])).toMatchObject({ code: 'conflict' })
    expect(await on.refused([{ action: 'change_account', accountId: boss.accountId, access: { role: 'agent' }, reason }])).toMatchObject({ code: 'excluded' })
    expect(await on.refused([{ action: 'deactivate_account', accountId, dependsOn: [3], reason }])).toMatchObject({ code: 'conflict' })
    expect(await on.refused([])).toMatchObject({ code: 'conflict' })
  })
})
