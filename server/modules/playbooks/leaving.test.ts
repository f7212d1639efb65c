import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftPlaybook, listPeople, previewPlaybook, readPlan, retryStep, type Step } from '@rollcall/contract'
import { orgUser, startAcmeOrg, userId } from '../../../test/support/acme-org.ts'
import { connectOrg, type Salesforce } from '../../../test/support/salesforce.ts'
import { eventually } from '../../../test/support/workspace.ts'
import { type Acme, oktaUser, relayUser, startAcme } from '../lifecycle/testing/acme.ts'

const account = (n: number) => `00100000000000${n}AAA`

/** Records in approval: nobody may change them until they are taken off this list. */
const inApproval: string[] = []

describe('a leaver plan', () => {
  let acme: Acme
  let org: Salesforce
  let salesforce = ''
  beforeAll(async () => {
    acme = await startAcme({
      okta: [...['ana', 'bo', 'cy'].map(name => oktaUser(name, { profile: { manager: 'boss@acme.test' } })), oktaUser('boss')],
      relay: [relayUser('bo', { licence: 'pro' }), relayUser('cy', { licence: 'pro' }), relayUser('boss', { licence: 'pro' })],
    })
    org = await startAcmeOrg(
      {
        users: [orgUser(2, 'ana'), orgUser(3, 'boss')],
        accounts: [1, 2, 3].map(n => ({ id: account(n), name: `Customer ${n}`, website: null, ownerId: userId(n === 3 ? 3 : 2) })),
      },
      { lockedRecords: inApproval },
    )
    salesforce = await connectOrg(acme.ada, org)
  })
  afterAll(async () => {
    await acme.stop()
    await org.close()
  })
  const personId = async (name: string) => (await acme.ada.call(listPeople, { query: { q: `${name}@acme.test` } })).items[0]?.id ?? ''
  const handOverIn = ({ steps }: { steps: readonly Step[] }) => steps.find(({ action }) => action === 'hand_over')
  const owners = () => org.state.org.Account.map(({ OwnerId }) => OwnerId)

  it('hands over what it may, says what stays, and moves only the rest when it is tried again', async () => {
    inApproval.push(account(2))
    const { plan } = await acme.ada.call(draftPlaybook, { body: { playbook: 'leaver', personId: await personId('ana') } })
    const stopped = await acme.run(plan)
    const failed = handOverIn(stopped)
    expect(failed).toMatchObject({ state: 'failed', detail: expect.stringContaining('handed over 1 of 2 records; of another it says: the entity is locked') })
    expect(owners()).toEqual([userId(3), userId(2), userId(3)])
    expect(stopped.steps.filter(({ action }) => action.startsWith('deactivate')).every(({ state }) => state === 'verified')).toBe(true)

    const retry = () => acme.ada.call(retryStep, { params: { id: plan.id, stepId: failed?.id ?? '' } })
    const settled = () =>
      eventually(
        () => acme.ada.call(readPlan, { params: { id: plan.id } }),
        ({ state }) => state === 'done' || state === 'stopped',
      )
    await retry()
    expect(handOverIn(await settled())).toMatchObject({ state: 'failed', detail: expect.stringContaining('handed over 0 of 1 records') })
    inApproval.pop()
    const sent = org.requests.filter(({ method }) => method === 'PATCH').length
    await retry()
    const done = await settled()
    expect(done.state).toBe('done')
    expect(handOverIn(done)).toMatchObject({ state: 'verified', after: { owner: 'boss Test', owned: 0 } })
    expect(owners()).toEqual([userId(3), userId(3), userId(3)])
    expect(org.requests.filter(({ method, path }) => method === 'PATCH' && path.includes('composite')).length).toBe(3)
    expect(org.requests.filter(({ method }) => method === 'PATCH').length).toBe(sent + 1) // nothing that was done is sent again
    expect(org.state.org.User.find(({ Id }) => Id === userId(2))).toMatchObject({ IsActive: false })
  })

  it('takes the licence after the account was closed, only where it was chosen', async () => {
    const leaver = { playbook: 'leaver' as const, personId: await personId('bo'), receiverId: null }
    const licencesOf = (steps: readonly { action: string; connectionName: string }[]) => steps.filter(({ action }) => action === 'change_account')
    expect(licencesOf((await acme.ada.call(previewPlaybook, { body: leaver })).steps)).toEqual([])
    const { plan } = await acme.ada.call(draftPlaybook, { body: { ...leaver, freeLicencesIn: [acme.ids.relay, salesforce] } })
    const [taken, another] = licencesOf(plan.steps)
    expect(another).toBeUndefined()
    expect(taken).toMatchObject({ connectionName: 'Relay', before: { licence: 'pro' }, after: { licence: null }, undo: { possible: true } })
    const closing = plan.steps.find(({ action }) => action === 'deactivate_account')
    expect(taken).toMatchObject({ dependsOn: [closing?.order] })
    expect(await acme.run(plan)).toMatchObject({ state: 'done', failedCount: 0 })
    const inRelay = (name: string) => acme.relay.state.users.find(user => user.id === `r-${name}`)
    expect(inRelay('bo')).toMatchObject({ active: false, licence: null })
    expect(inRelay('cy')).toMatchObject({ active: true, licence: 'pro' })
  })

  it('leaves the licence alone where the account could not be closed', async () => {
    acme.relay.misbehave({ act: 'forbidden', method: 'PATCH', path: 'r-cy', times: 10 })
    const body = { playbook: 'leaver' as const, personId: await personId('cy'), receiverId: null, freeLicencesIn: [acme.ids.relay] }
    const { plan } = await acme.ada.call(draftPlaybook, { body })
    const stopped = await acme.run(plan)
    const states = stopped.steps.filter(({ connectionName }) => connectionName === 'Relay').map(({ action, state }) => `${action} ${state}`)
    expect(states).toEqual(['deactivate_account failed', 'change_account skipped'])
    expect(acme.relay.state.users.find(user => user.id === 'r-cy')).toMatchObject({ active: true, licence: 'pro' })
    acme.relay.reset()
  })
})
