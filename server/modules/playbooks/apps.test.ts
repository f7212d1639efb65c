import { discardPlan, draftPlaybook, listPeople, listPlans, previewPlaybook, readPlan } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Roll, startRoll } from '../lifecycle/testing/roll.ts'
import { draftDue } from './draft-due.ts'

/** Apps without an API for users, each with what its profile says. */
describe('a playbook in apps that have no API', () => {
  let roll: Roll
  const ids = { hr: '', okta: '', clari: '', peopleAi: '', cognism: '' }
  let [ana, boss] = ['', '']
  beforeAll(async () => {
    roll = await startRoll()
    ids.hr = await roll.connect('HR file', 'hr-file', ['identities'])
    ids.okta = await roll.connect('Okta', 'okta', ['identities', 'assignments'])
    ids.clari = await roll.connect('Clari', 'clari', ['accounts'])
    await roll.set('connections', ids.clari, { auth: 'console' })
    ids.peopleAi = await roll.connect('People.ai', 'csv-app', ['accounts'])
    ids.cognism = await roll.connect('Cognism', 'csv-app', ['accounts'])
    for (const source of [ids.hr, ids.okta]) for (const name of ['ana', 'boss']) await roll.identity(source, name, { manager_email: 'boss@acme.test' })
    for (const app of [ids.clari, ids.peopleAi, ids.cognism]) await roll.account(app, 'ana')
    await roll.compare()
    const { items } = await roll.ada.call(listPeople)
    const of = (name: string) => items.find(({ email }) => email === `${name}@acme.test`)?.id ?? ''
    ;[ana, boss] = [of('ana'), of('boss')]
  })
  afterAll(() => roll.stop())

  it('ends what each app says it takes: account and forecasts, a letter to the vendor, erasure as a step of its own', async () => {
    const { steps, leftOut, receiver } = await roll.ada.call(previewPlaybook, { body: { playbook: 'leaver', personId: ana, eraseAfterDays: 0 } })
    expect(receiver).toMatchObject({ personId: boss })
    const inApp = (name: string) => steps.filter(({ connectionName }) => connectionName === name).map(({ action, route }) => `${action} ${route}`)
    expect(inApp('Okta')).toEqual(['end_sessions api', 'deactivate_identity api'])
    expect(inApp('Clari')).toEqual(['deactivate_account browser', 'hand_over manual'])
    expect(inApp('People.ai').toSorted()).toEqual(['deactivate_account manual', 'vendor_request manual'])
    expect(inApp('Cognism')).toEqual(['deactivate_account manual', 'request_erasure manual'])
    const letter = steps.find(({ action }) => action === 'vendor_request')?.message
    expect(letter).toMatchObject({ subject: 'Please deactivate the account ana@acme.test', body: expect.stringContaining('ana leaves us') as string })
    const erasure = steps.find(({ action }) => action === 'request_erasure')
    expect(steps.filter(({ order }) => erasure?.dependsOn.includes(order)).map(({ action }) => action)).toEqual(['deactivate_account'])
    expect(leftOut).toMatchObject([{ connectionName: 'HR file', why: expect.stringContaining('nothing is changed in it') as string }])
  })

  it('asks for erasure so many days after the last one, once, in a plan of its own', async () => {
    const { ctx } = roll.workspace
    const when = { at: 'end_of_day' as const, day: '2027-10-01', timeZone: 'Europe/Berlin' }
    const leaver = { playbook: 'leaver' as const, personId: ana, when, eraseAfterDays: 45 }
    const later = 'The plan that asks for erasure is drafted on 2027-11-16 and waits for approval.'
    const shown = await roll.ada.call(previewPlaybook, { body: leaver })
    expect(shown.later).toEqual([later])
    expect(shown.steps.map(({ action }) => action)).not.toContain('request_erasure')
    const { plan } = await roll.ada.call(draftPlaybook, { body: leaver })
    await roll.ada.call(draftPlaybook, { body: { ...leaver, personId: boss, receiverId: null, eraseAfterDays: null } })
    const at = (instant: string) => draftDue({ ...ctx, clock: { now: () => new Date(instant) } })
    const erasures = async () => (await roll.ada.call(listPlans)).items.filter(({ title }) => title.startsWith('Erase'))
    await at('2027-11-15T22:59:00Z')
    expect(await erasures()).toEqual([])
    await Promise.all([at('2027-11-15T23:01:00Z'), at('2027-11-15T23:01:00Z')])
    await at('2027-12-01T00:00:00Z')
    const [drafted, another] = await erasures()
    expect(another).toBeUndefined()
    expect(drafted).toMatchObject({ title: 'Erase what apps keep of ana', state: 'draft' })
    const { steps } = await roll.ada.call(readPlan, { params: { id: drafted?.id ?? '' } })
    expect(steps.map(({ action, connectionName }) => [action, connectionName])).toEqual([['request_erasure', 'Cognism']])
    expect(await roll.ada.call(readPlan, { params: { id: plan.id } })).toMatchObject({ state: 'draft', approvals: [] })
  })

  it('asks for no erasure where the leaver plan was set aside', async () => {
    const { ctx } = roll.workspace
    const when = { at: 'end_of_day' as const, day: '2028-01-03' }
    const { plan } = await roll.ada.call(draftPlaybook, { body: { playbook: 'leaver', personId: ana, when, eraseAfterDays: 1 } })
    await roll.ada.call(discardPlan, { params: { id: plan.id } })
    const before = (await roll.ada.call(listPlans)).total
    await draftDue({ ...ctx, clock: { now: () => new Date('2028-02-01T00:00:00Z') } })
    expect((await roll.ada.call(listPlans)).total).toBe(before)
  })

  it('locks out at once, with nothing optional', async () => {
    const { plan } = await roll.ada.call(draftPlaybook, { body: { playbook: 'lock_out', personId: ana } })
    expect(plan).toMatchObject({ state: 'draft', startsAt: null, title: 'Lock out ana', approvals: [] })
    expect(new Set(plan.steps.map(({ action }) => action))).toEqual(new Set(['end_sessions', 'deactivate_identity', 'deactivate_account']))
  })

  it('renews a token on both sides, the second only after the first', async () => {
    const body = { playbook: 'token_renewal' as const, connectionId: ids.cognism, identityConnectionId: ids.okta }
    const { steps } = await roll.ada.call(previewPlaybook, { body })
    expect(steps.map(({ action, connectionName, dependsOn }) => [action, connectionName, dependsOn])).toEqual([
      ['renew_token', 'Cognism', []],
      ['renew_token', 'Okta', [0]],
    ])
    const unknown = { ...body, connectionId: ana }
    expect(await roll.ada.refusal(previewPlaybook, { body: unknown })).toMatchObject({ code: 'not_found' })
  })
})
