import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  type ApprovalPolicy,
  type ApprovalRules,
  type Ask,
  approvePlan,
  approveStep,
  commentPlan,
  confirmApprovalRules,
  createToken,
  discardPlan,
  draftPlan,
  listModes,
  listPlanComments,
  listPlans,
  listSubstitutes,
  listWaitingApprovals,
  type Plan,
  readApprovalRules,
  readMe,
  readPlan,
  writeApprovalRules,
  writeMode,
  writeSubstitute,
} from '@rollcall/contract'
import { type Acme, left, oktaUser, relayUser, startAcme } from '../../modules/lifecycle/testing/acme.ts'
import { expireDrafts } from '../../modules/lifecycle/index.ts'
import { admin, type Client, eventually } from '../../../test/support/workspace.ts'

const leavers = ['ana', 'bo', 'cy', 'di']

describe('who approves what, and how far Rollcall goes', () => {
  let acme: Acme
  let grace: Client
  let ids: { ada: string; grace: string }
  let rules: ApprovalRules
  beforeAll(async () => {
    acme = await startAcme({
      okta: [...leavers.map(name => oktaUser(name, left)), oktaUser('eve'), oktaUser('ada', { ...left, profile: { email: admin.email, login: admin.email } })],
      relay: [...leavers, 'eve', 'ada'].map(name => relayUser(name)),
    })
    grace = await acme.colleague()
    ids = { ada: (await acme.ada.call(readMe)).user.id, grace: (await grace.call(readMe)).user.id }
    rules = (await acme.ada.call(readApprovalRules)).rules
  })
  beforeEach(async () => {
    acme.okta.reset()
    acme.relay.reset()
    await acme.sync('okta', 'relay')
  })
  afterEach(async () => {
    await acme.workspace.ctx.db.deleteFrom('settings').where('name', '=', 'lifecycle.approvals').execute()
    await acme.workspace.ctx.db.deleteFrom('app_modes').execute()
    await acme.workspace.ctx.db.deleteFrom('approval_substitutes').execute()
    // What one test takes, the next has again: that is no fight.
    await acme.workspace.ctx.db.deleteFrom('verified_changes').execute()
    for (const { id } of (await acme.ada.call(listPlans, { query: { state: 'draft', limit: 50 } })).items) await acme.ada.call(discardPlan, { params: { id } })
  })
  afterAll(() => acme.stop())

  const set = (body: Ask<typeof writeMode>['body']) => acme.ada.call(writeMode, { params: { id: acme.ids.relay }, body })
  const findingsOf = async (...names: string[]) =>
    (await acme.findings()).filter(({ personName }) => names.includes(personName.split(' ')[0] ?? '')).map(({ id }) => id)
  const draft = async (...names: string[]) => acme.ada.call(draftPlan, { body: { findingIds: await findingsOf(...names) } })
  const approve = (client: Client, { id, hash }: Plan) => client.call(approvePlan, { params: { id }, body: { hash } })
  const refused = (client: Client, { id, hash }: Plan) => client.refusal(approvePlan, { params: { id }, body: { hash } })
  const ended = (id: string) =>
    eventually(
      () => acme.ada.call(readPlan, { params: { id } }),
      ({ state }) => state === 'done' || state === 'stopped',
    )
  const activeInRelay = () => acme.relay.state.users.filter(({ active }) => active).map(({ id }) => id.slice(2))
  const policy = (more: Partial<ApprovalPolicy>): ApprovalPolicy => ({
    name: 'Leavers',
    when: { actions: [], connectionIds: [], guardExceeded: false, stepsOver: null },
    needed: 1,
    approvers: { roleIds: [], userIds: [], manager: false, appOwner: false },
    ...more,
  })
  const only = (userIds: string[]): ApprovalPolicy['approvers'] => ({ roleIds: [], userIds, manager: false, appOwner: false })
  const save = (client: Client, policies: ApprovalPolicy[], more: Partial<ApprovalRules> = {}) =>
    client.call(writeApprovalRules, { body: { ...rules, ...more, policies } })

  it('plans nothing in an app that is only observed, and shows its findings all the same', async () => {
    await set({ mode: 'observe' })
    expect(await acme.ada.refusal(draftPlan, { body: { findingIds: await findingsOf('ana') } })).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Relay is only observed'),
    })
    expect(await findingsOf('ana')).toHaveLength(1)
  })

  it('runs a plan without a write where an app is simulated, also when another mode was chosen since', async () => {
    await set({ mode: 'simulate' })
    const plan = await draft('ana', 'bo')
    expect(plan.steps.map(({ simulated }) => simulated)).toEqual([true, true])
    await set({ mode: 'approve_in_batch' })
    await approve(acme.ada, plan)
    const run = await ended(plan.id)
    expect(run).toMatchObject({ state: 'stopped', detail: '2 steps simulated; nothing was changed.' })
    expect(run.steps[0]).toMatchObject({
      state: 'skipped',
      attempts: 0,
      detail: 'Simulated: Relay would have been asked (deactivate: ana@acme.test, active to inactive). Nothing was sent.',
    })
    expect(activeInRelay()).toContain('ana')
    expect(await findingsOf('ana', 'bo')).toHaveLength(2)
  })

  it('writes nothing for a plan that was drafted before its app was observed', async () => {
    const plan = await draft('ana')
    await set({ mode: 'observe' })
    await approve(acme.ada, plan)
    expect((await ended(plan.id)).steps[0]).toMatchObject({ state: 'skipped', detail: expect.stringContaining('Relay is only observed since') })
    expect(activeInRelay()).toContain('ana')
  })

  it('begins each step by itself where that was chosen', async () => {
    await set({ mode: 'approve_each' })
    const plan = await draft('ana', 'bo')
    const [first, second] = plan.steps
    const step = (client: Client, stepId = '', hash = plan.hash) => ({ client, ask: { params: { id: plan.id, stepId }, body: { hash } } })
    const early = step(acme.ada, first?.id)
    expect(await early.client.refusal(approveStep, early.ask)).toMatchObject({ code: 'plan_not_open' })
    await approve(acme.ada, plan)
    expect((await grace.call(listWaitingApprovals)).items).toMatchObject([
      { plan: { id: plan.id }, steps: 2, why: '2 steps of it wait for an approval of its own.' },
    ])
    const wrong = step(acme.ada, first?.id, 'a'.repeat(64))
    expect(await wrong.client.refusal(approveStep, wrong.ask)).toMatchObject({ code: 'plan_hash_differs' })
    await grace.call(approveStep, step(grace, first?.id).ask)
    await eventually(
      () => acme.ada.call(readPlan, { params: { id: plan.id } }),
      ({ steps }) => steps[0]?.state === 'verified',
    )
    expect(activeInRelay()).not.toContain('ana')
    expect(activeInRelay()).toContain('bo')
    await grace.call(approveStep, step(grace, second?.id).ask)
    expect(await ended(plan.id)).toMatchObject({ state: 'done' })
  })

  it('acts by the standing decision of the admin who chose so, within the guards, and never for their own account', async () => {
    await save(acme.ada, [], { guards: { ...rules.guards, app: { changes: 1, share: 0.2 } } })
    await set({ mode: 'automatic', kinds: ['active_after_deactivation'] })
    const [found] = await eventually(
      async () => (await acme.ada.call(listPlans, { query: { limit: 50 } })).items.filter(({ title }) => title === 'Automatic: Relay'),
      plans => plans.length > 0,
    )
    // More than one account at once waits for people. Ada's own is not among them: nobody decides on it, not even by a rule.
    const tooMany = await acme.ada.call(readPlan, { params: { id: found?.id ?? '' } })
    expect(tooMany).toMatchObject({ state: 'draft', approvals: [], detail: expect.stringContaining('Waits for people: more is changed at once') })
    expect(tooMany.steps.length).toBeGreaterThan(1)
    expect(tooMany.steps.map(({ accountName }) => accountName)).not.toContain(admin.email)
    expect(tooMany.steps.map(({ accountName }) => accountName)).not.toContain('ada@acme.test')
    expect(activeInRelay()).toEqual([...leavers, 'eve', 'ada'])
    await acme.ada.call(discardPlan, { params: { id: tooMany.id } })
    // What a person has seen and discarded is not planned again by itself.
    await acme.sync('relay')
    expect((await acme.ada.call(listPlans, { query: { state: 'draft', limit: 50 } })).items).toEqual([])
    acme.okta.state.users = acme.okta.state.users.map(user => (user.id === '00u-eve' ? { ...user, ...left, statusChanged: new Date().toISOString() } : user))
    await acme.sync('okta')
    const plan = await eventually(
      async () => (await acme.ada.call(listPlans, { query: { limit: 50 } })).items.find(({ id, title }) => title === 'Automatic: Relay' && id !== tooMany.id),
      each => each?.state === 'done',
    )
    expect(await acme.ada.call(readPlan, { params: { id: plan?.id ?? '' } })).toMatchObject({
      approvals: [{ userName: 'Ada Admin', policy: expect.stringMatching(/^The automatic mode of Relay, set on \d{4}-\d\d-\d\d$/) }],
      steps: [{ accountName: 'eve@acme.test', state: 'verified' }],
    })
    expect(activeInRelay()).toEqual([...leavers, 'ada'])
  })

  it('lets no token choose a mode or who approves, and refuses what makes no sense', async () => {
    const { secret } = await acme.ada.call(createToken, { body: { name: 'script', scopes: ['settings:write', 'people:read'] } })
    const script = acme.workspace.clientWith({ authorization: `Bearer ${secret}` })
    const ask = (body: Parameters<typeof set>[0], id = acme.ids.relay) => ({ params: { id }, body })
    expect(await script.refusal(writeMode, ask({ mode: 'automatic', kinds: ['active_after_deactivation'] }))).toMatchObject({ code: 'not_allowed' })
    expect(await script.refusal(writeApprovalRules, { body: rules })).toMatchObject({ code: 'not_allowed' })
    expect(await acme.ada.refusal(writeMode, ask({ mode: 'automatic' }))).toMatchObject({
      code: 'bad_request',
      message: expect.stringContaining('Choose of which findings'),
    })
    expect(await acme.ada.refusal(writeMode, ask({ mode: 'automatic', kinds: ['no_role'] }))).toMatchObject({
      message: expect.stringContaining('people decide'),
    })
    expect(await acme.ada.refusal(writeMode, ask({ mode: 'observe' }, ids.ada))).toMatchObject({ code: 'not_found' })
    expect((await acme.ada.call(listModes)).items.map(({ mode }) => mode)).toEqual(['approve_in_batch', 'approve_in_batch'])
    const wrong = (given: ApprovalPolicy) => acme.ada.refusal(writeApprovalRules, { body: { ...rules, policies: [given] } })
    expect(await wrong(policy({ approvers: only([acme.ids.relay]) }))).toMatchObject({ code: 'not_found' })
    expect(await wrong(policy({ needed: 2, approvers: only([ids.grace]) }))).toMatchObject({
      code: 'bad_request',
      message: 'The policy "Leavers" needs 2 people and names fewer.',
    })
    expect(await wrong(policy({ needed: 0 }))).toMatchObject({ code: 'bad_request' })
  })

  it('needs two of a role where a policy says so, as the hash says', async () => {
    const before = await draft('ana')
    await save(acme.ada, [policy({ needed: 2, approvers: { roleIds: ['admin'], userIds: [], manager: false, appOwner: false } })])
    const plan = await draft('bo')
    expect(before.approvalsNeeded).toBe(1)
    expect(plan).toMatchObject({ approvalsNeeded: 2, requirements: [{ policy: 'Leavers', needed: 2, given: 0, who: 'the role Admin' }] })
    expect(await approve(acme.ada, plan)).toMatchObject({ state: 'draft', requirements: [{ given: 1 }] })
    await acme.workspace.ctx.db
      .updateTable('plans')
      .set({ requirements: JSON.stringify([]) })
      .where('id', '=', plan.id)
      .execute()
    expect(await refused(grace, plan)).toMatchObject({ code: 'plan_hash_differs' })
    const { requirements } = plan
    const stored = requirements.map(({ policy: name, needed, roleIds, userIds }) => ({ policy: name, needed, roleIds, userIds }))
    await acme.workspace.ctx.db
      .updateTable('plans')
      .set({ requirements: JSON.stringify(stored) })
      .where('id', '=', plan.id)
      .execute()
    await approve(grace, plan)
    expect(await ended(plan.id)).toMatchObject({ state: 'done' })
    expect(activeInRelay()).toContain('ana')
  })

  it('refuses who is not asked for, and takes a substitute for whom it asks, for their time', async () => {
    await save(acme.ada, [policy({ approvers: only([ids.grace]) })])
    const plan = await draft('cy')
    expect((await acme.ada.call(listWaitingApprovals)).items).toEqual([])
    expect((await grace.call(listWaitingApprovals)).items).toMatchObject([
      { plan: { id: plan.id }, why: 'The policy "Leavers" asks for you.', people: 1, apps: ['Relay'], irreversible: 0 },
    ])
    expect(await refused(acme.ada, plan)).toMatchObject({ code: 'not_allowed', message: expect.stringContaining('waits for Grace (policy "Leavers")') })
    const day = (n: number) => new Date(Date.now() + n * 86_400_000).toISOString()
    const name = (substitute: { userId: string; from: string; until: string }) => ({ body: { substitute } })
    expect(await grace.refusal(writeSubstitute, name({ userId: ids.grace, from: day(-1), until: day(1) }))).toMatchObject({ code: 'bad_request' })
    expect(await grace.refusal(writeSubstitute, name({ userId: ids.ada, from: day(2), until: day(1) }))).toMatchObject({ code: 'bad_request' })
    expect(await grace.refusal(writeSubstitute, name({ userId: acme.ids.okta, from: day(0), until: day(1) }))).toMatchObject({ code: 'not_found' })
    await grace.call(writeSubstitute, name({ userId: ids.ada, from: day(1), until: day(2) }))
    expect(await refused(acme.ada, plan)).toMatchObject({ code: 'not_allowed' })
    await grace.call(writeSubstitute, name({ userId: ids.ada, from: day(-1), until: day(2) }))
    expect((await acme.ada.call(listSubstitutes)).items).toMatchObject([{ user: { name: 'Grace' }, substitute: { name: 'Ada Admin' } }])
    expect((await acme.ada.call(listWaitingApprovals)).items).toMatchObject([{ why: expect.stringContaining('in the place of Grace') }])
    expect(await approve(acme.ada, plan)).toMatchObject({ approvals: [{ userName: 'Ada Admin', inPlaceOf: 'Grace', policy: null }] })
    await ended(plan.id)
  })

  it('tightens at once and loosens only with a second admin', async () => {
    const strict = policy({ needed: 2 })
    expect(await save(acme.ada, [strict])).toMatchObject({ rules: { policies: [{ needed: 2 }] }, waiting: null })
    const { waiting } = await save(acme.ada, [], { guards: { ...rules.guards, app: { changes: 500, share: 0.2 } } })
    expect(waiting?.loosens).toEqual(['The number of changes in one app is raised from 10 to 500.', 'The policy "Leavers" is gone.'])
    expect((await draft('ana')).approvalsNeeded).toBe(2)
    const confirm = { params: { id: waiting?.id ?? '' } }
    expect(await acme.ada.refusal(confirmApprovalRules, confirm)).toMatchObject({ code: 'second_person_needed' })
    expect((await acme.ada.call(readApprovalRules)).rules.policies).toHaveLength(1)
    expect(await grace.call(confirmApprovalRules, confirm)).toMatchObject({ rules: { policies: [], guards: { app: { changes: 500 } } }, waiting: null })
    expect(await grace.refusal(confirmApprovalRules, confirm)).toMatchObject({ code: 'not_found' })
    expect((await draft('bo')).approvalsNeeded).toBe(1)
  })

  it('asks for the manager of a person, and refuses a plan that nobody could approve', async () => {
    await save(acme.ada, [policy({ approvers: { roleIds: [], userIds: [], manager: true, appOwner: false } })])
    expect(await acme.ada.refusal(draftPlan, { body: { findingIds: await findingsOf('ana') } })).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('the manager of ana Test'),
    })
    await acme.workspace.ctx.db.updateTable('identities').set({ manager_email: 'Grace@rollcall.test' }).where('external_id', '=', '00u-ana').execute()
    expect((await draft('ana')).requirements).toMatchObject([{ who: 'Grace' }])
  })

  it('sets a draft aside that nobody approved in time, whoever looks first', async () => {
    await save(acme.ada, [], { draftDays: 3 })
    const [swept, approved] = [await draft('ana'), await draft('bo')]
    expect(new Date(swept.expiresAt ?? 0).getTime() - new Date(swept.createdAt).getTime()).toBe(3 * 86_400_000)
    const past = { created_at: new Date(Date.now() - 4 * 86_400_000), expires_at: new Date(Date.now() - 86_400_000) }
    await acme.workspace.ctx.db.updateTable('plans').set(past).where('id', 'in', [swept.id, approved.id]).execute()
    expect(await refused(acme.ada, approved)).toMatchObject({ code: 'plan_stale', message: expect.stringContaining('Nobody approved it within 3 days') })
    await expireDrafts(acme.workspace.ctx)
    expect(await acme.ada.call(readPlan, { params: { id: swept.id } })).toMatchObject({ state: 'stale', detail: expect.stringContaining('within 3 days') })
    expect(await findingsOf('ana', 'bo')).toHaveLength(2)
    expect(activeInRelay()).toContain('ana')
  })

  it('keeps what people say of a plan', async () => {
    const plan = await draft('ana')
    await grace.call(commentPlan, { params: { id: plan.id }, body: { text: 'Her laptop is back; go on.' } })
    expect((await acme.ada.call(listPlanComments, { params: { id: plan.id } })).items).toMatchObject([{ author: 'Grace', text: 'Her laptop is back; go on.' }])
    expect(await grace.refusal(commentPlan, { params: { id: plan.id }, body: { text: '  ' } })).toMatchObject({ code: 'bad_request' })
    expect(await grace.refusal(commentPlan, { params: { id: ids.ada }, body: { text: 'Who?' } })).toMatchObject({ code: 'not_found' })
  })
})
