import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  approvePlan,
  attestStep,
  draftUndo,
  listEvidence,
  listFights,
  listPeople,
  pausePlan,
  type Plan,
  readPerson,
  resumePlan,
  retryStep,
  stopPlan,
  tryAnyway,
} from '@rollcall/contract'
import { eventually } from '../../../test/support/workspace.ts'
import { beginPlan, draftSteps, readPlan, type StepDraft } from './index.ts'
import { type Acme, oktaUser, relayUser, startAcme } from './testing/acme.ts'

const names = ['ana', 'bo', 'cy', 'di', 'ed', 'flo', 'gus', 'hal', 'ina', 'jo']
const app = '0oa-relay'

describe('what a plan can do', () => {
  let acme: Acme
  beforeAll(async () => {
    acme = await startAcme(
      {
        okta: [...names, 'new'].map(name => oktaUser(name)),
        relay: names.map(name => relayUser(name)).concat(relayUser('boss', { externalId: null, role: 'admin' })),
        groups: [{ id: '00g-sales', name: 'Sales', type: 'OKTA_GROUP', members: ['00u-ana'] }],
        apps: [
          { id: app, name: 'relay', label: 'Relay', assigned: names.map(name => ({ userId: `00u-${name}`, scope: 'USER' as const, externalId: `r-${name}` })) },
        ],
      },
      { environment: { ROLLCALL_VENDOR_TIMEOUT: '0.5' } },
    )
  })
  beforeEach(async () => {
    acme.okta.reset()
    acme.relay.reset()
    await acme.workspace.ctx.db.deleteFrom('verified_changes').execute()
    await acme.sync('okta', 'relay')
  })
  afterAll(() => acme.stop())

  const person = async (name: string) => {
    const { items } = await acme.ada.call(listPeople, { query: { q: name } })
    const { id, accounts, identities } = await acme.ada.call(readPerson, { params: { id: items[0]?.id ?? '' } })
    return { id, accountId: accounts.find(({ status }) => status !== 'deleted')?.id ?? '', identityId: identities[0]?.id ?? '' }
  }
  const plan = (steps: readonly StepDraft[], more: { startsAt?: Date } = {}) => draftSteps(acme.workspace.ctx, { steps, ...more })
  const refused = (steps: readonly StepDraft[]) =>
    plan(steps).then(
      () => null,
      (thrown: { code: string; message: string }) => thrown,
    )
  const read = ({ id }: Plan) => readPlan(acme.workspace.ctx, id)
  const approve = ({ id, hash }: Plan) => acme.ada.call(approvePlan, { params: { id }, body: { hash } })
  const ended = (of: Plan) =>
    eventually(
      () => read(of),
      ({ state }) => state === 'done' || state === 'stopped',
    )
  const states = ({ steps }: Plan) => steps.map(({ action, state }) => `${action} ${state}`)
  const inRelay = (id: string) => acme.relay.state.users.find(user => user.id === id)
  const inOkta = (name: string) => acme.okta.state.users.find(user => user.id === `00u-${name}`)
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
  const reason = 'A playbook asks for it.'

  it('carries a leaver through: sessions, identity, group, account and role, each in its order, and takes back what can be', async () => {
    const { accountId, identityId } = await person('ana')
    const drafted = await plan([
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
    await approve(drafted)
    const waiting = await eventually(
      () => read(drafted),
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
    expect(inOkta('ana')?.status).toBe('SUSPENDED')
    expect(inRelay('r-ana')).toMatchObject({ active: false, role: 'guest' })
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
    expect(inOkta('ana')?.status).toBe('ACTIVE')
    expect(inRelay('r-ana')).toMatchObject({ active: true, role: 'agent' })
    expect(acme.okta.state.groups[0]?.members).toEqual(['00u-ana'])
  })

  it('leaves out what depends on a step that failed, says so, and does it when that step is tried again', async () => {
    const { accountId } = await person('bo')
    acme.relay.misbehave({ act: 'conflict', method: 'PATCH' })
    const stopped = await acme.run(
      await plan([
        { action: 'deactivate_account', accountId, reason },
        { action: 'change_account', accountId, access: { role: 'guest' }, reason },
      ]),
    )
    expect(states(stopped)).toEqual(['deactivate_account failed', 'change_account skipped'])
    expect(stopped.steps[1]?.detail).toMatch(/^Left out, because step 1 did not end well: /)
    expect(inRelay('r-bo')).toMatchObject({ active: true, role: 'agent' })
    const [first, second] = stopped.steps
    expect(await acme.ada.refusal(retryStep, { params: { id: stopped.id, stepId: second?.id ?? '' } })).toMatchObject({ code: 'plan_not_open' })
    await acme.ada.call(retryStep, { params: { id: stopped.id, stepId: first?.id ?? '' } })
    expect(states(await ended(stopped))).toEqual(['deactivate_account verified', 'change_account verified'])
    expect(inRelay('r-bo')).toMatchObject({ active: false, role: 'guest' })
  })

  it.each([
    ['at once', null],
    ['though the answer is lost', 'do_but_time_out'],
  ] as const)('makes one account, %s, and never a second', async (_name, act) => {
    // An account of another fact is gone after two reads without it.
    await acme.sync('relay')
    const { id } = await person('new')
    if (act !== null) acme.relay.misbehave({ act, method: 'POST' })
    const drafted = await plan([
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
    expect(await refused([{ action: 'create_account', connectionId: acme.ids.relay, personId: id, account: newAccount, reason }])).toMatchObject({
      code: 'conflict',
    })
    const undo = await acme.ada.call(draftUndo, { params: { id: drafted.id } })
    expect(undo.steps[0]).toMatchObject({ action: 'deactivate_account', accountName: 'new@acme.test' })
  })

  it('does not ask again for an account that a killed process may have asked for', async () => {
    await acme.sync('relay')
    const { id } = await person('new')
    const drafted = await plan([{ action: 'create_account', connectionId: acme.ids.relay, personId: id, account: newAccount, reason }])
    const { db } = acme.workspace.ctx
    await db.updateTable('plan_steps').set({ progress: 'intended', attempts: 1, state: 'applying' }).where('plan_id', '=', drafted.id).execute()
    expect((await acme.run(drafted)).steps[0]).toMatchObject({ state: 'applied_unverified' })
    expect(acme.relay.requests.filter(({ method }) => method === 'POST')).toHaveLength(0)
  })

  it('gives an app through its identity source, and sees it there and in the app', async () => {
    const { identityId } = await person('new')
    const given = await acme.run(await plan([{ action: 'assign_app', identityId, appExternalId: app, reason }]))
    expect(given.steps[0]).toMatchObject({ route: 'idp', state: 'verified', connectionName: 'Okta', before: { assigned: false } })
    await eventually(
      async () => acme.relay.state.users.filter(({ userName }) => userName === 'new@acme.test').length,
      found => found === 1,
    )
  })

  it('closes an account through the identity source where the app’s own credentials may not, and looks at both', async () => {
    const { accountId } = await person('cy')
    const { db } = acme.workspace.ctx
    const write_refusals = JSON.stringify({ deactivate_account: 'Relay refused: read only.' })
    await db.updateTable('connections').set({ write_refusals }).where('id', '=', acme.ids.relay).execute()
    const drafted = await plan([{ action: 'deactivate_account', accountId, reason }])
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
    const { accountId } = await person('di')
    acme.relay.misbehave({ act: 'forbidden', method: 'PATCH' })
    const failed = await acme.run(await plan([{ action: 'deactivate_account', accountId, reason }]))
    expect(failed.steps[0]).toMatchObject({ state: 'failed', route: 'scim' })
    expect((await plan([{ action: 'deactivate_account', accountId, reason }])).steps[0]).toMatchObject({ route: 'idp' })
    await acme.workspace.ctx.db.updateTable('connections').set({ write_refusals: '{}' }).where('id', '=', acme.ids.relay).execute()
  })

  it('closes what a person did by the read that shows it, whatever it was', async () => {
    const { accountId } = await person('ed')
    const drafted = await plan([{ action: 'change_account', accountId, access: { licence: 'listener' }, reason }])
    await acme.workspace.ctx.db.updateTable('plan_steps').set({ state: 'waiting_for_person' }).where('plan_id', '=', drafted.id).execute()
    await acme.workspace.ctx.db.updateTable('plans').set({ state: 'applying' }).where('id', '=', drafted.id).execute()
    await acme.sync('relay')
    expect((await read(drafted)).steps[0]?.state).toBe('waiting_for_person')
    acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-ed' ? { ...user, licence: 'listener', revision: 2 } : user))
    await acme.sync('relay')
    expect(await read(drafted)).toMatchObject({
      state: 'done',
      steps: [{ state: 'verified', detail: 'Verified by a later read: Relay shows ed@acme.test as licence listener.' }],
    })
  })

  it('stops defending a change that somebody takes back each time, until a person says so', async () => {
    const { accountId } = await person('flo')
    const close = () => plan([{ action: 'deactivate_account', accountId, reason }])
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
    const { accountId } = await person('flo')
    const old = await plan([{ action: 'deactivate_account', accountId, reason }])
    const step_id = old.steps[0]?.id ?? ''
    const { db } = acme.workspace.ctx
    const other = (await plan([{ action: 'deactivate_account', accountId, reason }])).steps[0]?.id ?? ''
    await approve(old).catch(() => undefined)
    await ended(old)
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
    const late = await read(await draftedBefore(other))
    expect(await acme.ada.refusal(approvePlan, { params: { id: late.id }, body: { hash: late.hash } })).toMatchObject({ code: 'plan_stale' })
    expect(inRelay('r-flo')?.active).toBe(true)
  })
  const draftedBefore = async (stepId: string): Promise<Plan> => {
    const { plan_id } = await acme.workspace.ctx.db.selectFrom('plan_steps').select('plan_id').where('id', '=', stepId).executeTakeFirstOrThrow()
    return readPlan(acme.workspace.ctx, plan_id)
  }

  it('begins nothing while it is paused, goes on when it is resumed, and leaves out the rest when it is stopped', async () => {
    const [gus, hal] = await Promise.all([person('gus'), person('hal')])
    const drafted = await plan([gus, hal].map(({ accountId }) => ({ action: 'deactivate_account', accountId, reason })))
    await acme.workspace.ctx.db.updateTable('plans').set({ state: 'approved' }).where('id', '=', drafted.id).execute()
    expect(await acme.ada.call(pausePlan, { params: { id: drafted.id } })).toMatchObject({ state: 'paused' })
    expect(await acme.ada.refusal(pausePlan, { params: { id: drafted.id } })).toMatchObject({ code: 'plan_not_open' })
    await acme.workspace.ctx.enqueue('apply-step', { stepId: drafted.steps[0]?.id ?? '' })
    expect(inRelay('r-gus')?.active).toBe(true)
    await acme.ada.call(resumePlan, { params: { id: drafted.id } })
    expect(await ended(drafted)).toMatchObject({ state: 'done', verifiedCount: 2 })

    const { accountId } = await person('ina')
    const second = await plan([{ action: 'deactivate_account', accountId, reason }])
    await acme.workspace.ctx.db.updateTable('plans').set({ state: 'paused' }).where('id', '=', second.id).execute()
    expect(await acme.ada.call(stopPlan, { params: { id: second.id } })).toMatchObject({ state: 'stopped', steps: [{ state: 'skipped' }] })
    expect(inRelay('r-ina')?.active).toBe(true)
    expect(await acme.ada.refusal(resumePlan, { params: { id: second.id } })).toMatchObject({ code: 'plan_not_open' })
  })

  it('waits for its time, and looks at the clock and at the facts again when it is woken', async () => {
    const { accountId } = await person('jo')
    const startsAt = new Date(Date.now() + 3_600_000)
    const drafted = await plan([{ action: 'deactivate_account', accountId, reason }], { startsAt })
    expect(drafted).toMatchObject({ startsAt: startsAt.toISOString(), steps: [{ precondition: { version: null } }] })
    expect(await approve(drafted)).toMatchObject({ state: 'scheduled' })
    const { ctx } = acme.workspace
    await beginPlan(ctx, drafted.id)
    expect(await read(drafted)).toMatchObject({ state: 'scheduled' })
    expect(inRelay('r-jo')?.active).toBe(true)
    // Whatever else moved on in the record is no reason to let somebody stay.
    acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-jo' ? { ...user, title: 'Leaving', revision: 9 } : user))
    await acme.sync('relay')
    const later = { ...ctx, clock: { now: () => new Date(startsAt.getTime() + 1000) } }
    await beginPlan(later, drafted.id)
    expect(await ended(drafted)).toMatchObject({ state: 'done', verifiedCount: 1 })

    await acme.run(await acme.ada.call(draftUndo, { params: { id: drafted.id } }))
    const second = await plan([{ action: 'change_account', accountId, access: { role: 'guest' }, reason }], { startsAt })
    await approve(second)
    acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-jo' ? { ...user, role: 'lead', revision: 20 } : user))
    await acme.sync('relay')
    await beginPlan(later, second.id)
    expect(await read(second)).toMatchObject({ state: 'stale', detail: expect.stringContaining('was role agent') })
    expect(inRelay('r-jo')?.role).toBe('lead')
  })

  it('takes nothing from anybody while a read of theirs is incomplete, whichever it is (40 random cases)', async () => {
    const { accountId, identityId } = await person('ana')
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
        const refusal = await refused([step])
        const whole = step.needs.every(resource => !broken.includes(resource))
        expect(refusal?.code ?? 'allowed', `${step.action} with ${broken.join()} incomplete`).toBe(whole ? 'allowed' : 'read_incomplete')
        if (whole) allowed++
      }
    }
    expect(allowed).toBeGreaterThan(3)
    await db.updateTable('reads').set({ complete: true }).execute()
  })

  it('refuses what is so already, the last administrator’s role, and what waits for a step after it', async () => {
    const { accountId, identityId } = await person('hal')
    const boss = await person('boss')
    expect(await refused([{ action: 'reactivate_account', accountId, reason }])).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('already'),
    })
    expect(await refused([{ action: 'leave_group', identityId, group: 'Sales', reason }])).toMatchObject({ code: 'conflict' })
    expect(await refused([{ action: 'change_account', accountId: boss.accountId, access: { role: 'agent' }, reason }])).toMatchObject({ code: 'excluded' })
    expect(await refused([{ action: 'deactivate_account', accountId, dependsOn: [3], reason }])).toMatchObject({ code: 'conflict' })
    expect(await refused([])).toMatchObject({ code: 'conflict' })
  })
})
