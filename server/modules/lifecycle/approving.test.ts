import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { approvePlan, createToken, discardPlan, draftPlan, protectAccount, readPlan, signIn } from '@rollcall/contract'
import { admin, type Client } from '../../../test/support/workspace.ts'
import { type Acme, left, oktaUser, relayUser, startAcme } from './testing/acme.ts'

const leavers = ['ana', 'bo', 'cy', 'di', 'ed', 'fay']
const stayers = ['flo', 'gus', 'hal']
const operatorSecret = 'the-secret-of-the-data-folder'
const own = { email: admin.email, login: admin.email }

describe('what a person may approve', () => {
  let acme: Acme
  let grace: Client
  beforeAll(async () => {
    acme = await startAcme(
      {
        okta: [
          ...leavers.map(name => oktaUser(name, left)),
          ...stayers.map(name => oktaUser(name)),
          oktaUser('ada', { ...left, profile: own }),
          oktaUser('root', left),
        ],
        relay: [...leavers, ...stayers].map(name => relayUser(name)).concat(relayUser('ada'), relayUser('root', { role: 'Workspace Admin' })),
      },
      { operatorSecret },
    )
    grace = await acme.colleague()
  })
  beforeEach(async () => {
    for (const plan of drafted.splice(0)) await acme.ada.call(discardPlan, { params: { id: plan } }).catch(() => undefined)
    acme.okta.reset()
    acme.relay.reset()
    await acme.sync('okta', 'relay')
  })
  afterAll(() => acme.stop())

  const drafted: string[] = []
  const idsOf = async (...names: string[]) =>
    (await acme.findings()).filter(({ personName }) => names.includes(personName.split(' ')[0] ?? '')).map(({ id }) => id)
  const draft = async (...names: string[]) => {
    const plan = await acme.ada.call(draftPlan, { body: { findingIds: await idsOf(...names) } })
    drafted.push(plan.id)
    return plan
  }
  const refusedDraft = async (...names: string[]) => acme.ada.refusal(draftPlan, { body: { findingIds: await idsOf(...names) } })
  const comeBack = (name: string) => {
    acme.okta.state.users = acme.okta.state.users.map(user => (user.id === `00u-${name}` ? { ...user, status: 'ACTIVE' } : user))
  }
  const nothingHappened = () => expect(acme.relay.state.users.every(user => user.active && user.revision === 1)).toBe(true)

  it('leaves protected accounts out, by name', async () => {
    const [finding] = (await acme.findings()).filter(({ personName }) => personName.startsWith('bo'))
    await acme.ada.call(protectAccount, { params: { id: finding?.accountId ?? '' }, body: { protection: 'break_glass' } })
    expect(await refusedDraft('ana', 'bo')).toMatchObject({
      code: 'excluded',
      message: 'bo@acme.test in Relay is a break-glass account and is left out of every plan.',
    })
    await acme.ada.call(protectAccount, { params: { id: finding?.accountId ?? '' }, body: { protection: 'none' } })
    expect((await draft('ana', 'bo')).steps).toHaveLength(2)
  })

  it('never touches the account of who asks, or the last administrator', async () => {
    expect(await refusedDraft('ada')).toMatchObject({ status: 403, code: 'own_account' })
    expect(await refusedDraft('root')).toMatchObject({ code: 'excluded', message: expect.stringContaining('last active administrator of Relay') })
  })

  it('does not let anybody approve a plan for their own account that somebody else made', async () => {
    const plan = await grace.call(draftPlan, { body: { findingIds: await idsOf('ada') } })
    drafted.push(plan.id)
    expect(await acme.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ status: 403, code: 'own_account' })
    nothingHappened()
  })

  it('approves exactly the hash that was shown', async () => {
    const plan = await draft('ana')
    const other = await draft('bo')
    expect(plan.hash).not.toBe(other.hash)
    expect(await acme.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: other.hash } })).toMatchObject({ code: 'plan_hash_differs' })
    expect((await acme.ada.call(readPlan, { params: { id: plan.id } })).state).toBe('draft')
    nothingHappened()
  })

  it('lets neither a token nor the local operator approve, whatever they may do besides', async () => {
    const plan = await draft('ana')
    const { secret } = await acme.ada.call(createToken, { body: { name: 'planner', scopes: ['plans:write', 'people:read'] } })
    const script = acme.workspace.clientWith({ authorization: `Bearer ${secret}` })
    expect((await script.call(readPlan, { params: { id: plan.id } })).state).toBe('draft')
    expect(await script.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ status: 403, code: 'not_allowed' })
    const operator = acme.workspace.clientWith({ authorization: `Bearer ${operatorSecret}` })
    expect((await operator.call(readPlan, { params: { id: plan.id } })).state).toBe('draft')
    expect(await operator.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ status: 403, code: 'not_allowed' })
    nothingHappened()
  })

  it('takes a finding into one plan only, until that is discarded', async () => {
    const plan = await draft('ana')
    const [id] = await idsOf('ana')
    expect(await acme.ada.refusal(draftPlan, { body: { findingIds: [id ?? ''] } })).toMatchObject({ code: 'conflict' })
    await acme.ada.call(discardPlan, { params: { id: plan.id } })
    expect(await acme.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ code: 'plan_not_open' })
    expect((await acme.findings()).find(finding => finding.id === id)).toMatchObject({ state: 'open', planId: null })
  })

  it('refuses a plan whose account changed since, and gives its finding back', async () => {
    const plan = await draft('ana')
    acme.relay.state.users = acme.relay.state.users.map(user => (user.id === 'r-ana' ? { ...user, title: 'Something else', revision: 2 } : user))
    await acme.sync('relay')
    const refusal = await acme.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })
    expect(refusal).toMatchObject({ status: 409, code: 'plan_stale', message: expect.stringContaining('ana@acme.test in Relay was active') })
    expect((await acme.ada.call(readPlan, { params: { id: plan.id } })).state).toBe('stale')
    expect((await acme.findings()).find(({ id }) => id === plan.steps[0]?.findingId)).toMatchObject({ state: 'open', planId: null })
    expect(acme.relay.state.users.every(user => user.active)).toBe(true)
  })

  it.each([
    ['the person came back', () => comeBack('ana')],
    ['a newer read was incomplete', () => acme.okta.misbehave({ act: 'malformed_row', path: '/api/v1/users$' })],
  ] as const)('refuses a plan when %s', async (_name, change) => {
    const plan = await draft('ana')
    change()
    await acme.sync('okta')
    expect(await acme.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ code: 'plan_stale' })
    nothingHappened()
  })

  it('does not count the approval of somebody who has left since', async () => {
    const plan = await draft(...leavers)
    const approve = (client: Client) => client.call(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })
    await approve(grace)
    const setGrace = (active: boolean) => acme.workspace.ctx.db.updateTable('users').set({ active }).where('name', '=', 'Grace').execute()
    await setGrace(false)
    expect(await grace.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ code: 'not_signed_in' })
    expect(await approve(acme.ada)).toMatchObject({ state: 'draft', detail: 'Approved by Ada Admin; waits for 1 more person.' })
    nothingHappened()
    await setGrace(true)
    const { session } = await acme.workspace.guest.call(signIn, { body: { email: 'grace@rollcall.test', password: admin.password } })
    grace = acme.workspace.clientWith({ authorization: `Bearer ${session}` })
  })

  it('needs a second person for more than one person may decide, and the same person does not count twice', async () => {
    const plan = await draft(...leavers)
    expect(plan.guards).toContainEqual({ scope: 'Relay', changes: 6, population: 11, limit: 10, limitShare: 0.5, exceeded: true })
    expect(plan.approvalsNeeded).toBe(2)
    const first = await acme.ada.call(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })
    expect(first).toMatchObject({ state: 'draft', approvals: [{ userName: 'Ada Admin' }] })
    expect(await acme.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({
      status: 403,
      code: 'second_person_needed',
    })
    nothingHappened()
    const second = await grace.call(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })
    expect(second).toMatchObject({ state: 'approved', approvals: [{ userName: 'Ada Admin' }, { userName: 'Grace' }] })
  })
})
