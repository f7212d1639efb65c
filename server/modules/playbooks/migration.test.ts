import {
  createToken,
  draftPlaybook,
  listPeople,
  listPlans,
  type MigrationPlaybook,
  previewPlaybook,
  saveAccessRules,
  previewAccessRules,
  suggestAccess,
} from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Roll, startRoll } from '../lifecycle/testing/roll.ts'
import { draftDue } from './draft-due.ts'

const names = ['ana', 'bo', 'cy', 'di', 'new'] as const

describe('an app that replaces another, and somebody who begins', () => {
  let roll: Roll
  let [okta, relay, desk, hubspot] = ['', '', '', '']
  const people = new Map<string, string>()
  beforeAll(async () => {
    roll = await startRoll()
    okta = await roll.connect('Okta', 'okta', ['identities', 'assignments'])
    relay = await roll.connect('Relay', 'scim', ['accounts'])
    desk = await roll.connect('Desk', 'scim', ['accounts'])
    hubspot = await roll.connect('HubSpot', 'hubspot', ['accounts'])
    for (const name of names)
      await roll.identity(okta, name, {
        department: 'Sales',
        manager_email: 'Boss@acme.test',
        ...(name === 'new' ? { status: 'staged', starts_on: '2030-01-07' } : {}),
      })
    for (const name of ['ana', 'bo', 'cy']) await roll.account(relay, name, { role: 'agent', licence: 'pro' })
    await roll.account(desk, 'cy', { role: 'solver' })
    await roll.account(hubspot, 'di')
    await roll.compare()
    for (const { id, displayName } of (await roll.ada.call(listPeople)).items) people.set(displayName, id)
  })
  afterAll(() => roll.stop())
  const idOf = (name: (typeof names)[number]) => people.get(name) ?? ''
  const migration = (more: Partial<MigrationPlaybook> = {}): MigrationPlaybook => ({
    playbook: 'app_migration',
    fromConnectionId: relay,
    toConnectionId: desk,
    when: { at: 'now' },
    roles: { agent: 'solver' },
    switchOffOn: null,
    ...more,
  })
  const preview = (more: Partial<MigrationPlaybook> = {}) => roll.ada.call(previewPlaybook, { body: migration(more) })
  const told = ({ steps }: { steps: readonly { action: string; personName: string; connectionName: string }[] }) =>
    steps.map(({ action, personName, connectionName }) => `${action} ${personName} ${connectionName}`)

  it('moves those who are chosen, and says who has nothing that could move', async () => {
    const shown = await preview({ personIds: [idOf('ana'), idOf('di')] })
    expect(told(shown)).toEqual(['create_account ana Desk', 'deactivate_account ana Relay'])
    expect(shown.leftOut).toMatchObject([{ personName: 'di', why: 'di has no account in Relay that could move.' }])
  })

  it('leaves the first app open until its last day is over, then closes it for who has the second and moves who came late', async () => {
    const { ctx } = roll.workspace
    const shown = await preview({ switchOffOn: '2029-06-30' })
    expect(shown).toMatchObject({ title: 'Desk beside Relay', timeZone: 'UTC' })
    expect(told(shown)).toEqual(['create_account ana Desk', 'create_account bo Desk'])
    expect(shown.later).toEqual([
      'The plan that switches the first app off, for everybody who has the second, is drafted on 2029-07-01 and waits for approval.',
    ])
    await roll.ada.call(draftPlaybook, { body: migration({ switchOffOn: '2029-06-30' }) })
    const at = (instant: string) => draftDue({ ...ctx, clock: { now: () => new Date(instant) } })
    const closing = async () => (await roll.ada.call(listPlans)).items.filter(({ title }) => title === 'From Relay to Desk')
    // Ana was moved, as planned; bo was not, and di came to Relay late.
    await roll.account(desk, 'ana', { role: 'solver' })
    await roll.account(relay, 'di', { role: 'agent' })
    await roll.compare()
    await at('2029-06-30T23:59:00Z')
    expect(await closing()).toEqual([])
    await Promise.all([at('2029-07-01T00:01:00Z'), at('2029-07-01T00:01:00Z')])
    const [drafted, another] = await closing()
    expect(another).toBeUndefined()
    expect(drafted).toMatchObject({ state: 'draft', startsAt: null, stepCount: 6 })
    const again = await preview()
    expect(told(again)).toEqual([
      'deactivate_account ana Relay',
      'create_account bo Desk',
      'deactivate_account bo Relay',
      'deactivate_account cy Relay',
      'create_account di Desk',
      'deactivate_account di Relay',
    ])
  })

  it('refuses an app that is none, a day before the beginning, and the same app', async () => {
    const refusal = (more: Partial<MigrationPlaybook>) => roll.ada.refusal(previewPlaybook, { body: migration(more) })
    expect(await refusal({ toConnectionId: okta })).toMatchObject({ code: 'bad_request', message: expect.stringContaining('Okta has no accounts') })
    expect(await refusal({ fromConnectionId: okta })).toMatchObject({ code: 'bad_request', message: expect.stringContaining('Choose an app') })
    expect(await refusal({ toConnectionId: relay })).toMatchObject({ code: 'bad_request' })
    expect(await refusal({ switchOffOn: '2020-01-01' })).toMatchObject({ code: 'bad_request', message: expect.stringContaining('Choose a later day') })
  })

  it('suggests to who begins what the rules will give and what most of the team have', async () => {
    const rule = (name: string, app: string, role: string) => ({ name, match: 'all' as const, conditions: [sales], gives: [{ app, role }] })
    const sales = { kind: 'attribute' as const, name: 'department' as const, operator: 'is' as const, values: ['sales'] }
    const document = { rules: [rule('Sales', 'Desk', 'solver')], closed: [], exceptions: [] }
    const { hash } = await roll.ada.call(previewAccessRules, { body: { document } })
    await roll.ada.call(saveAccessRules, { body: { document, hash } })
    const { items } = await roll.ada.call(suggestAccess, { params: { id: idOf('new') } })
    expect(items).toMatchObject([
      { connectionName: 'Desk', role: 'solver', from: 'rule', usual: true, has: false, why: 'The rule "Sales" gives it.' },
      { connectionName: 'Relay', role: 'agent', licence: 'pro', from: 'team', usual: true, why: '4 of 4 other people of boss@acme.test have it.' },
      { connectionName: 'HubSpot', from: 'team', usual: false, why: '1 of 4 other people of boss@acme.test have it.' },
    ])
    expect((await roll.ada.call(suggestAccess, { params: { id: idOf('cy') } })).items).toMatchObject([
      { connectionName: 'Desk', has: true },
      { connectionName: 'Relay', has: true },
      { connectionName: 'HubSpot', has: false },
    ])
    const nobody = { id: '00000000-0000-4000-8000-000000000000' }
    expect(await roll.ada.refusal(suggestAccess, { params: nobody })).toMatchObject({ code: 'not_found' })
  })

  it('deletes accounts of a leaver only where a person chose it and the app knows no other way', async () => {
    const leaver = { playbook: 'leaver' as const, personId: idOf('di'), receiverId: null }
    const deleted = async (deleteAccounts: boolean) => {
      const { steps } = await roll.ada.call(previewPlaybook, { body: { ...leaver, deleteAccounts } })
      return steps.filter(({ deletes }) => deletes).map(({ connectionName }) => connectionName)
    }
    expect(await deleted(false)).toEqual([])
    expect(await deleted(true)).toEqual(['HubSpot'])
    const { secret } = await roll.ada.call(createToken, { body: { name: 'script', scopes: ['plans:write', 'people:read'] } })
    const script = roll.workspace.clientWith({ authorization: `Bearer ${secret}` })
    expect(await script.refusal(draftPlaybook, { body: { ...leaver, deleteAccounts: true } })).toMatchObject({ code: 'not_allowed' })
    const { plan } = await roll.ada.call(draftPlaybook, { body: { ...leaver, deleteAccounts: true } })
    expect(plan.steps.find(({ deletes }) => deletes)).toMatchObject({ connectionName: 'HubSpot', undo: { possible: false } })
  })
})
