import { approvePlan, draftPlan, listFindings, protectAccount, readPlan, syncConnection } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { eventually } from '../../../test/support/workspace.ts'
import { type Acme, oktaUser, relayUser, startAcme } from './testing/acme.ts'

const strangers = ['zoe', 'yan', 'xia', 'wes']

describe('what nothing says must be done, and a person chooses', () => {
  let acme: Acme
  beforeAll(async () => {
    acme = await startAcme({ okta: [oktaUser('ana')], relay: ['ana', ...strangers].map(name => relayUser(name)) })
    // They count once Okta was read to the end after the accounts were seen first.
    await acme.sync('okta')
    await eventually(
      () => acme.findings('account_without_person'),
      findings => findings.length === strangers.length,
    )
  })
  afterAll(() => acme.stop())

  const findingOf = async (name: string) => {
    const finding = (await acme.findings('account_without_person')).find(({ personName }) => personName.startsWith(name))
    if (finding === undefined) throw new Error(`nothing is found of ${name}`)
    return finding
  }
  const isActive = (name: string) => acme.relay.state.users.find(({ id }) => id === `r-${name}`)?.active

  it('is planned only by who says so, carried out after an approval, and taken back', async () => {
    const finding = await findingOf('zoe')
    expect(finding).toMatchObject({ repair: null, choice: 'deactivate_account', blocked: null })
    const body = { findingIds: [finding.id] }
    expect(await acme.ada.refusal(draftPlan, { body })).toMatchObject({ code: 'conflict', message: expect.stringContaining('a person decides') as string })
    const plan = await acme.ada.call(draftPlan, { body: { ...body, byChoice: true } })
    expect(plan.steps).toMatchObject([{ action: 'deactivate_account', reason: expect.stringContaining('No identity source knows') as string }])
    expect(isActive('zoe')).toBe(true)
    expect(await acme.run(plan)).toMatchObject({ state: 'done', steps: [{ state: 'verified', undo: { possible: true } }] })
    expect(strangers.map(isActive)).toEqual([false, true, true, true])
    const { items } = await acme.ada.call(listFindings, { query: { kind: 'account_without_person', state: 'resolved', limit: 10 } })
    expect(items.map(({ id }) => id)).toEqual([finding.id])
  })

  it('is not carried out when it is true no longer', async () => {
    const { id } = await findingOf('yan')
    const plan = await acme.ada.call(draftPlan, { body: { findingIds: [id], byChoice: true } })
    acme.okta.state.users.push(oktaUser('yan'))
    await acme.sync('okta')
    expect(await acme.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ code: 'plan_stale' })
    expect(await acme.ada.call(readPlan, { params: { id: plan.id } })).toMatchObject({ state: 'stale' })
    expect(isActive('yan')).toBe(true)
  })

  it('leaves out what is protected, and what rests on a read that was not whole', async () => {
    const [xia, wes] = [await findingOf('xia'), await findingOf('wes')]
    await acme.ada.call(protectAccount, { params: { id: wes.accountId ?? '' }, body: { protection: 'service' } })
    expect(await acme.ada.refusal(draftPlan, { body: { findingIds: [wes.id], byChoice: true } })).toMatchObject({
      code: expect.stringMatching(/excluded|conflict/) as string,
    })
    acme.okta.misbehave({ act: 'malformed_row', path: '/api/v1/users$' })
    await acme.ada.call(syncConnection, { params: { id: acme.ids.okta } })
    await eventually(
      () => findingOf('xia'),
      ({ blocked }) => blocked !== null,
    )
    expect(await acme.ada.refusal(draftPlan, { body: { findingIds: [xia.id], byChoice: true } })).toMatchObject({ code: 'read_incomplete' })
    expect(['xia', 'wes'].map(isActive)).toEqual([true, true])
  })
})
