import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { approvePlan, listPeople, previewErasure, readErasure, readPlan, requestErasure, verifyAudit } from '@rollcall/contract'
import { findText } from '../../../test/support/find-text.ts'
import { eventually } from '../../../test/support/workspace.ts'
import { type Acme, left, oktaUser, relayUser, startAcme } from '../lifecycle/testing/acme.ts'

const named = (first: string, last: string) => ({ profile: { firstName: first, lastName: last } })

describe('an erasure of somebody on the roll', () => {
  let acme: Acme
  beforeAll(async () => {
    acme = await startAcme({
      okta: [oktaUser('ana', { ...left, ...named('Ana', 'Ruiz') }), oktaUser('bo', { ...left, ...named('Bo', 'Berg') }), oktaUser('cy', left), oktaUser('flo')],
      relay: [
        relayUser('ana', { givenName: 'Ana', familyName: 'Ruiz' }),
        relayUser('bo', { givenName: 'Bo', familyName: 'Berg' }),
        relayUser('cy'),
        relayUser('flo'),
        relayUser('root', { role: 'Workspace Admin' }),
      ],
    })
  })
  afterAll(() => acme.stop())

  const erase = async (email: string) => {
    const { id } = await acme.ada.call(requestErasure, { body: { emails: [email], mode: 'remove', confirm: email } })
    return eventually(
      () => acme.ada.call(readErasure, { params: { id } }),
      ({ state }) => state === 'done',
    )
  }

  it('takes their person, logins and findings, and their name out of what was planned and done', async () => {
    const done = await acme.run(await acme.draft(({ personName }) => personName === 'Ana Ruiz'))
    expect(done.title).toContain('Ana Ruiz')
    const preview = await acme.ada.call(previewErasure, { body: { emails: ['ana@acme.test'] } })
    expect(new Set(preview.elsewhere.map(({ system, what }) => `${system}: ${what}`))).toEqual(
      new Set(['Okta: Entry of an identity provider', 'Relay: Account in an app']),
    )
    const { certificate } = await erase('ana@acme.test')
    expect(certificate?.left).toEqual([])
    expect(new Set(certificate?.tasks.map(({ system, record }) => `${system}: ${record}`))).toEqual(new Set(['Okta: 00u-ana', 'Relay: r-ana']))
    expect(await findText(acme.workspace.ctx, ['ana@acme.test', 'Ana Ruiz'])).toEqual([])
    const plan = await acme.ada.call(readPlan, { params: { id: done.id } })
    expect(plan).toMatchObject({ hash: done.hash, state: 'done', steps: [{ state: 'verified' }] })
    expect(plan.title).toMatch(/Erased person/)
    expect((await acme.ada.call(listPeople)).items.map(({ displayName }) => displayName)).not.toContain('Ana Ruiz')
    expect((await acme.ada.call(verifyAudit)).intact).toBe(true)
  })

  it('sets a plan aside that waits for approval and names them: what was shown is not what it says any more', async () => {
    const plan = await acme.draft(({ personName }) => personName === 'Bo Berg')
    await erase('bo@acme.test')
    expect(await acme.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ code: 'plan_not_open' })
    expect(await findText(acme.workspace.ctx, ['bo@acme.test', 'Bo Berg'])).toEqual([])
    expect(acme.relay.state.users.find(user => user.id === 'r-bo')).toMatchObject({ active: true })
  })
})
