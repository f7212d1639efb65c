import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  approvePlan,
  draftPlaybook,
  listAudit,
  listPeople,
  listPlans,
  type Plan,
  type Playbook,
  previewPlaybook,
  protectAccount,
  readPlanCertificate,
  readConnection,
  readPerson,
  readPlan,
  readPlaybookSettings,
  syncConnection,
  writePlaybookSettings,
} from '@rollcall/contract'
import { orgUser, startAcmeOrg, userId } from '../../../test/support/acme-org.ts'
import { connectOrg, type Salesforce } from '../../../test/support/salesforce.ts'
import { eventually } from '../../../test/support/workspace.ts'
import { draftDue } from '../../modules/playbooks/index.ts'
import { type Acme, oktaUser, relayUser, startAcme } from '../../modules/lifecycle/testing/acme.ts'

const names = ['ana', 'bo', 'cy', 'di', 'ed', 'flo', 'gus', 'hal']
const relay = '0oa-relay'

describe('a playbook', () => {
  let acme: Acme
  let org: Salesforce
  let salesforce = ''
  beforeAll(async () => {
    acme = await startAcme({
      okta: [...names.map(name => oktaUser(name, { profile: { manager: 'boss@acme.test' } })), oktaUser('boss'), oktaUser('new')],
      relay: [...names, 'boss'].map(name => relayUser(name)),
      groups: [],
      apps: [
        { id: relay, name: 'relay', label: 'Relay', assigned: names.map(name => ({ userId: `00u-${name}`, scope: 'USER' as const, externalId: `r-${name}` })) },
      ],
    })
    org = await startAcmeOrg({
      users: ['ana', 'boss', 'cy'].map((name, n) => orgUser(n + 2, name, { sessions: 1 })),
      accounts: [1, 2].map(n => ({ id: `00100000000000${n}AAA`, name: `Customer ${n}`, website: null, ownerId: userId(2) })),
      opportunities: [false, true].map((closed, n) => ({
        id: `00600000000000${n + 1}AAA`,
        name: `Deal ${n}`,
        accountId: '001000000000001AAA',
        ownerId: userId(2),
        stage: 'Proposal',
        closed,
        closeDate: '2027-01-31',
        amount: 10,
      })),
    })
    salesforce = await connectOrg(acme.ada, org)
  })
  afterAll(async () => {
    await acme.stop()
    await org.close()
  })

  const person = async (name: string) => {
    const { items } = await acme.ada.call(listPeople, { query: { q: `${name}@acme.test` } })
    return acme.ada.call(readPerson, { params: { id: items[0]?.id ?? '' } })
  }
  const preview = (body: Playbook) => acme.ada.call(previewPlaybook, { body })
  const draft = (body: Playbook) => acme.ada.call(draftPlaybook, { body })
  const leaver = (personId: string, more: Partial<Extract<Playbook, { playbook: 'leaver' }>> = {}): Playbook => ({
    playbook: 'leaver',
    personId,
    when: { at: 'now' },
    freeLicencesIn: [],
    deleteAccounts: false,
    eraseAfterDays: null,
    ...more,
  })
  const told = (steps: readonly Pick<Plan['steps'][number], 'action' | 'connectionName' | 'route'>[]) =>
    steps.map(({ action, connectionName, route }) => `${action} ${connectionName} ${route}`)

  it('shows what a leaver plan would do, does it in order, and counts what was handed over', async () => {
    const ana = await person('ana')
    const shown = await preview(leaver(ana.id))
    expect(shown).toMatchObject({ title: 'ana Test leaves', receiver: { name: 'boss Test' }, approvalsNeeded: 1, leftOut: [], startsAt: null })
    expect(shown.owns).toEqual([{ connectionId: salesforce, connectionName: 'Salesforce', opportunities: 1, accounts: 2 }])
    expect(told(shown.steps)).toEqual([
      'end_sessions Okta api',
      'end_sessions Salesforce api',
      'deactivate_identity Okta api',
      'unassign_app Okta idp',
      'deactivate_account Relay scim',
      'deactivate_account Salesforce api',
      'hand_over Salesforce api',
    ])
    expect((await acme.ada.call(listAudit, { query: { limit: 5 } })).items.some(({ action }) => action === 'playbook.drafted')).toBe(false)

    const { plan, leftOut } = await draft(leaver(ana.id))
    expect(told(plan.steps)).toEqual(told(shown.steps))
    expect(leftOut).toEqual([])
    expect(org.state.org.Opportunity.every(({ OwnerId }) => OwnerId === userId(2))).toBe(true)
    const done = await acme.run(plan)
    expect(done).toMatchObject({ state: 'done', verifiedCount: 5 })
    expect(done.steps.at(-1)).toMatchObject({ state: 'verified', after: { owner: 'boss Test', owned: 0 }, receiver: { externalId: userId(3) } })
    expect(acme.okta.state.users.find(user => user.id === '00u-ana')?.status).toBe('SUSPENDED')
    expect(acme.relay.state.users.find(user => user.id === 'r-ana')).toMatchObject({ active: false })
    expect(org.state.org.User.find(({ Id }) => Id === userId(2))).toMatchObject({ IsActive: false })
    expect(org.state.org.Account.map(({ OwnerId }) => OwnerId)).toEqual([userId(3), userId(3)])
    expect(org.state.org.Opportunity.map(({ OwnerId }) => OwnerId)).toEqual([userId(3), userId(2)]) // what is closed stays with whoever won it
    expect(acme.relay.state.users.filter(({ active }) => !active)).toHaveLength(1)
    expect(await acme.ada.call(readPlanCertificate, { params: { id: plan.id } })).toMatchObject({ people: [{ personId: ana.id }], state: 'done' })

    await eventually(
      () => preview(leaver(ana.id)),
      ({ owns }) => owns.length === 0,
    )
    expect(await acme.ada.refusal(draftPlaybook, { body: leaver(ana.id) })).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Nothing is left to plan'),
    })
  })

  it('touches no protected account, and says so', async () => {
    const bo = await person('bo')
    const account = bo.accounts.find(({ connectionName }) => connectionName === 'Relay')?.id ?? ''
    await acme.ada.call(protectAccount, { params: { id: account }, body: { protection: 'service' } })
    const { steps, leftOut } = await preview(leaver(bo.id))
    expect(told(steps)).toEqual(['end_sessions Okta api', 'deactivate_identity Okta api', 'unassign_app Okta idp'])
    expect(leftOut).toMatchObject([{ action: 'deactivate_account', connectionName: 'Relay', why: expect.stringContaining('a service account') }])
  })

  it('takes nothing from an incomplete read', async () => {
    const di = await person('di')
    acme.okta.misbehave({ act: 'malformed_row', path: '/api/v1/users' })
    await acme.ada.call(syncConnection, { params: { id: acme.ids.okta } })
    await eventually(
      () => acme.ada.call(readConnection, { params: { id: acme.ids.okta } }),
      ({ lastReads, reading }) => reading === null && lastReads.some(({ resource, complete }) => resource === 'identities' && !complete),
    )
    const { steps, leftOut } = await preview(leaver(di.id))
    expect(steps).toEqual([])
    expect(leftOut.every(({ why }) => why.includes('incomplete') || why.includes('attention'))).toBe(true)
    expect(await acme.ada.refusal(draftPlaybook, { body: leaver(di.id) })).toMatchObject({ code: 'conflict' })
    acme.okta.reset()
    await acme.sync('okta')
  })

  it('waits for the end of the last working day where the person works', async () => {
    const cy = await person('cy')
    const { plan } = await draft(leaver(cy.id, { when: { at: 'end_of_day', day: '2027-06-30', timeZone: 'America/New_York' } }))
    expect(plan.startsAt).toBe('2027-07-01T04:00:00.000Z')
    expect(await acme.ada.call(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ state: 'scheduled' })
    expect(acme.okta.state.users.find(user => user.id === '00u-cy')?.status).toBe('ACTIVE')
    expect((await acme.ada.call(readPlan, { params: { id: plan.id } })).steps.every(({ state }) => state === 'planned')).toBe(true)
  })

  it('gives a joiner the app where the identity source gives it, and an account where it does not, from the first working day', async () => {
    const [joiner, like] = [await person('new'), await person('boss')]
    const access = [{ connectionId: acme.ids.relay, role: 'agent' }]
    const shown = await preview({ playbook: 'joiner', personId: joiner.id, when: { at: 'start_of_day', day: '2027-03-01' }, likePersonId: like.id, access })
    expect(told(shown.steps)).toEqual(['create_account Relay scim', 'assign_app Okta idp', 'create_account Salesforce api'])
    expect(shown).toMatchObject({ startsAt: '2027-03-01T00:00:00.000Z', title: 'new Test starts' })
    const { plan } = await draft({ playbook: 'joiner', personId: joiner.id, when: { at: 'now' }, likePersonId: null, access })
    expect(await acme.run(plan)).toMatchObject({ state: 'done', verifiedCount: 2 })
    expect(acme.relay.state.users.filter(({ userName }) => userName === 'new@acme.test')).toMatchObject([{ role: 'agent', active: true }])
  })

  it('changes a mover and takes what is no longer to be had, in one plan', async () => {
    const flo = await person('flo')
    const moves = (more: object) => ({ playbook: 'mover' as const, personId: flo.id, when: { at: 'now' as const }, access: [], takeAway: [], ...more })
    expect(told((await preview(moves({ takeAway: [acme.ids.relay] }))).steps)).toEqual(['unassign_app Okta idp', 'deactivate_account Relay scim'])
    const { plan } = await draft(moves({ access: [{ connectionId: acme.ids.relay, role: 'guest' }] }))
    expect(await acme.run(plan)).toMatchObject({ state: 'done', verifiedCount: 1 })
    expect(acme.relay.state.users.find(({ id: each }) => each === 'r-flo')).toMatchObject({ role: 'guest', active: true })
    const both = moves({ access: [{ connectionId: acme.ids.relay }], takeAway: [acme.ids.relay] })
    expect(await acme.ada.refusal(previewPlaybook, { body: both })).toMatchObject({ code: 'bad_request' })
  })

  it('takes an app only from those who have the one that replaces it', async () => {
    const shown = await preview({
      playbook: 'app_migration',
      fromConnectionId: acme.ids.relay,
      toConnectionId: salesforce,
      when: { at: 'now' },
      roles: { agent: 'Sales User' },
      switchOffOn: null,
    })
    const gus = shown.steps.filter(({ personName }) => personName === 'gus Test')
    expect(told(gus)).toEqual(['create_account Salesforce api', 'unassign_app Okta idp', 'deactivate_account Relay scim'])
    expect(gus.slice(1).map(({ dependsOn }) => dependsOn)).toEqual([[gus[0]?.order], [gus[0]?.order]])

    const hal = await person('hal')
    const more = { when: { at: 'now' as const }, roles: { agent: 'Sales User' }, switchOffOn: null, personIds: [hal.id] }
    const open = () => acme.relay.state.users.filter(({ active }) => active).length
    const before = open()
    const { plan } = await draft({ playbook: 'app_migration', fromConnectionId: acme.ids.relay, toConnectionId: salesforce, ...more })
    expect(await acme.run(plan)).toMatchObject({ state: 'done', failedCount: 0 })
    expect(org.state.org.User.filter(({ Email }) => Email === 'hal@acme.test')).toMatchObject([{ IsActive: true }])
    expect(acme.relay.state.users.find(user => user.id === 'r-hal')).toMatchObject({ active: false })
    expect(open()).toBe(before - 1)
  })

  it('drafts the way back from leave on its day, once, and approves nothing by itself', async () => {
    const { workspace, ada } = acme
    const gus = await person('gus')
    const leave = { playbook: 'leave_of_absence' as const, personId: gus.id, when: { at: 'now' as const }, returnsOn: '2027-01-11' }
    expect((await preview(leave)).later).toEqual(['The plan that gives everything back is drafted on 2027-01-11 and waits for approval.'])
    const { plan } = await draft(leave)
    expect((await acme.run(plan)).state).toBe('done')
    const on = (day: string) => draftDue({ ...workspace.ctx, clock: { now: () => new Date(`${day}T09:00:00Z`) } })
    const undo = async () => (await ada.call(readPlan, { params: { id: plan.id } })).undonePlanId
    await on('2027-01-10')
    expect(await undo()).toBeNull()
    await Promise.all([on('2027-01-11'), on('2027-01-11')])
    await on('2027-01-12')
    const back = await ada.call(readPlan, { params: { id: (await undo()) ?? '' } })
    expect(back).toMatchObject({ state: 'draft', approvals: [] })
    expect(back.steps.map(({ action }) => action).toSorted()).toEqual(['reactivate_account', 'reactivate_identity'])
  })

  it('drafts the plan of a contract that ends, once, days ahead', async () => {
    const { ctx } = acme.workspace
    await ctx.db.updateTable('identities').set({ ends_on: '2027-02-28' }).where('user_name', '=', 'ed@acme.test').execute()
    const on = (day: string) => draftDue({ ...ctx, clock: { now: () => new Date(`${day}T09:00:00Z`) } })
    const drafted = async () => (await acme.ada.call(listPlans, { query: {} })).items.filter(({ title }) => title === 'ed Test leaves')
    await on('2027-02-01')
    expect(await drafted()).toEqual([])
    await on('2027-02-22')
    await on('2027-02-23')
    expect(await drafted()).toMatchObject([{ state: 'draft', startsAt: '2027-03-01T00:00:00.000Z' }])
  })

  it('refuses what nobody can mean', async () => {
    const { id: personId } = await person('ed')
    const of = (body: Playbook) => acme.ada.refusal(previewPlaybook, { body })
    expect(await of(leaver('00000000-0000-4000-8000-000000000000'))).toMatchObject({ code: 'not_found' })
    expect(await of(leaver(personId, { receiverId: personId }))).toMatchObject({ code: 'conflict', message: expect.stringContaining('Choose somebody else') })
    expect(await of(leaver(personId, { when: { at: 'end_of_day', day: '2027-06-30', timeZone: 'Mars/Olympus' } }))).toMatchObject({ code: 'bad_request' })
    expect(await acme.ada.refusal(writePlaybookSettings, { body: { timeZone: 'Mars/Olympus', daysAhead: 7 } })).toMatchObject({ code: 'bad_request' })
    expect(await acme.ada.call(readPlaybookSettings)).toEqual({ timeZone: 'UTC', daysAhead: 7 })
  })
})
