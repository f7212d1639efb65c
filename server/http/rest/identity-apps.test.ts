import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { chooseIdentityApp, type IdentityAppChoice, listAudit, listIdentityApps, listPeople } from '@rollcall/contract'
import { type Acme, oktaUser, relayUser, startAcme } from '../../modules/lifecycle/testing/acme.ts'

describe('the apps that an identity source gives', () => {
  let acme: Acme
  beforeAll(async () => {
    acme = await startAcme({ okta: ['ana', 'bo', 'cy'].map(name => oktaUser(name)), relay: [relayUser('ana'), relayUser('bo')] })
    const given = (...names: string[]) => names.map(name => ({ userId: `00u-${name}`, scope: 'USER' as const }))
    acme.okta.state.apps.push(
      { id: '0oa-1', name: 'relay', label: 'relay', assigned: given('ana', 'bo', 'cy') },
      { id: '0oa-2', name: 'helpdesk', label: 'Helpdesk', assigned: given('ana', 'bo', 'cy') },
      { id: '0oa-3', name: 'relay_sandbox', label: 'Relay (sandbox)', assigned: given('cy') },
      { id: '0oa-4', name: 'wiki', label: 'Wiki', assigned: given('cy') },
    )
    await acme.sync('okta')
  })
  afterAll(() => acme.stop())

  const apps = async () => (await acme.ada.call(listIdentityApps)).items
  const app = async (externalId: string) => (await apps()).find(each => each.externalId === externalId)
  const choose = (externalId: string, body: IdentityAppChoice) =>
    acme.ada.call(chooseIdentityApp, { params: { connectionId: acme.ids.okta, externalId }, body })
  const marksOf = async (name: string) =>
    (await acme.ada.call(listPeople, { query: { q: name } })).items[0]?.marks.find(({ connectionId }) => connectionId === acme.ids.relay)?.mark

  it('belong to the connection of the same name, and where there is none to the likeliest, which is only suggested', async () => {
    expect((await apps()).map(({ name, people, how, app: shownBy, suggestions }) => ({ name, people, how, app: shownBy?.name, suggestions }))).toEqual([
      {
        name: 'Helpdesk',
        people: 3,
        how: null,
        app: undefined,
        suggestions: [{ connectionId: acme.ids.relay, name: 'Relay', evidence: ['2 of 3 people who are given it hold an account there.'] }],
      },
      { name: 'relay', people: 3, how: 'name', app: 'Relay', suggestions: [] },
      {
        name: 'Relay (sandbox)',
        people: 1,
        how: null,
        app: undefined,
        suggestions: [{ connectionId: acme.ids.relay, name: 'Relay', evidence: ['Its name is like Relay (sandbox).'] }],
      },
      { name: 'Wiki', people: 1, how: null, app: undefined, suggestions: [] },
    ])
    expect(await marksOf('cy')).toBe('missing')
  })

  it('belong to what a person chose, through reads, until that is taken back', async () => {
    expect(await choose('0oa-1', { how: 'none' })).toMatchObject({ how: 'none', app: null, chosenBy: 'ada@rollcall.test', suggestions: [] })
    expect(await marksOf('cy')).toBeUndefined()
    expect(await choose('0oa-2', { how: 'chosen', connectionId: acme.ids.relay })).toMatchObject({ how: 'chosen', app: { name: 'Relay' } })
    expect(await marksOf('cy')).toBe('missing')
    await acme.sync('okta')
    expect([(await app('0oa-1'))?.how, (await app('0oa-2'))?.how]).toEqual(['none', 'chosen'])
    const [entry] = (await acme.ada.call(listAudit, { query: { action: 'identity_app.chosen', limit: 1 } })).items
    expect(entry?.detail).toMatchObject({ app: 'Helpdesk', after: 'Relay', how: 'chosen' })
    expect(await choose('0oa-1', { how: 'automatic' })).toMatchObject({ how: 'name', app: { name: 'Relay' }, chosenBy: null })
    expect(await choose('0oa-2', { how: 'automatic' })).toMatchObject({ how: null, app: null })
  })

  it('are not given to what has no accounts, is gone or was never there', async () => {
    const before = await apps()
    const refused = (externalId: string, body: object) =>
      acme.ada.refusal(chooseIdentityApp, { params: { connectionId: acme.ids.okta, externalId }, body: body as IdentityAppChoice })
    expect(await refused('0oa-2', { how: 'chosen', connectionId: acme.ids.okta })).toMatchObject({ code: 'conflict' })
    expect(await refused('0oa-2', { how: 'chosen', connectionId: randomUUID() })).toMatchObject({ code: 'conflict' })
    expect(await refused('0oa-9', { how: 'none' })).toMatchObject({ code: 'not_found' })
    expect(await refused('0oa-2', { how: 'chosen' })).toMatchObject({ code: 'bad_request' })
    expect(await apps()).toEqual(before)
  })
})
