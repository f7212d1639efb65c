import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { decideMatch, listMatchQuestions, listPeople, type MatchQuestion, readPerson, undoMatch } from '@rollcall/contract'
import { type Acme, left, oktaUser, relayUser, startAcme } from '../../modules/lifecycle/testing/acme.ts'

const profile = (email: string, firstName: string, lastName: string, more: Record<string, string> = {}) => ({
  profile: { login: email, email, firstName, lastName, ...more },
})
const loose = (id: string, email: string, givenName: string, familyName: string) =>
  relayUser(id, { externalId: null, userName: email, emails: [email], givenName, familyName })

describe('questions about whose login is whose', () => {
  let acme: Acme
  beforeAll(async () => {
    acme = await startAcme({
      okta: [
        oktaUser('jose', profile('jose.nunez@acme.test', 'José', 'Núñez')),
        oktaUser('mia', profile('mia@acme.test', 'Mia', 'Moss', { department: 'Sales' })),
        oktaUser('mia2', { ...left, ...profile('m.moss@old.test', 'Mia', 'Moss', { department: 'Sales' }) }),
        oktaUser('twin1', profile('tw1@acme.test', 'Tom', 'Twin', { department: 'Sales' })),
        oktaUser('twin2', profile('tw2@acme.test', 'Tom', 'Twin', { department: 'Sales' })),
        oktaUser('sam1', { ...left, ...profile('sam1@acme.test', 'Sam', 'Old', { email: 'sam@acme.test' }) }),
        oktaUser('sam2', profile('sam2@acme.test', 'Sam', 'New', { email: 'sam@acme.test' })),
        ...Array.from({ length: 6 }, (_, n) => oktaUser(`test${n}`, profile(`test${n}@acme.test`, 'Test', 'User', { department: 'QA' }))),
      ],
      relay: [
        loose('jn', 'jn@elsewhere.test', 'Nunez,', 'Jose'),
        loose('mia', 'mia@private.test', 'M', 'M'),
        loose('sam', 'sam@acme.test', 'Sam', 'New'),
        loose('tu', 'tu@acme.test', 'Test', 'User'),
        loose('nobody', 'nobody@acme.test', 'No', 'Body'),
      ],
    })
  })
  afterAll(() => acme.stop())

  const ask = async (of: 'disputes' | 'suggestions') => (await acme.ada.call(listMatchQuestions, { query: { of, limit: 200 } })).items
  const brief = ({ kind, subject, candidates }: MatchQuestion) => [kind, subject.name, ...candidates.map(({ name, agrees }) => `${name}: ${agrees.join('; ')}`)]
  const suggestions = async () => (await ask('suggestions')).map(brief).toSorted((a, b) => (String(a) < String(b) ? -1 : 1))

  it('shows both sides of a dispute, and what agrees and differs', async () => {
    const disputes = await ask('disputes')
    expect(disputes.map(({ kind }) => kind).toSorted()).toEqual(['disputed_login', 'disputed_persons'])
    const login = disputes.find(({ kind }) => kind === 'disputed_login')
    expect(login).toMatchObject({ detail: 'sam@acme.test fits more than one person.', subject: { name: 'sam@acme.test in Relay', personId: null } })
    expect(login?.candidates.map(({ name, agrees, differs }) => ({ name, agrees, differs }))).toEqual([
      { name: 'Sam New', agrees: ['Address: sam@acme.test', 'Name: Sam New', 'First part of the address: sam'], differs: [] },
      { name: 'Sam Old', agrees: ['Address: sam@acme.test', 'First part of the address: sam'], differs: ['Name: Sam New and Sam Old'] },
    ])
  })

  it('suggests who looks like somebody else, never by a name that many have, and links nobody', async () => {
    expect(await suggestions()).toEqual([
      ['similar', expect.stringContaining('Mia Moss'), 'Mia Moss: Name: Mia Moss; Department: Sales'],
      ['unlinked', 'M M', 'Mia Moss: First part of the address: mia'],
      ['unlinked', 'Nunez, Jose', 'José Núñez: Name: Nunez, Jose'],
    ])
    await acme.sync('okta', 'relay')
    expect((await acme.ada.call(listPeople, { query: { q: 'nunez' } })).items.map(({ displayName }) => displayName)).toEqual(['José Núñez', 'Nunez, Jose'])
  })

  it('remembers that two are not the same, until that is undone', async () => {
    const found = (await ask('suggestions')).find(({ subject }) => subject.name === 'Nunez, Jose')
    const [personId, otherId] = [found?.candidates[0]?.personId ?? '', found?.subject.personId ?? '']
    const decision = await acme.ada.call(decideMatch, { body: { kind: 'different', personId, otherId } })
    await acme.sync('okta', 'relay')
    expect((await suggestions()).map(([, name]) => name)).not.toContain('Nunez, Jose')
    await acme.ada.call(undoMatch, { params: { id: decision.id } })
    expect((await suggestions()).map(([, name]) => name)).toContain('Nunez, Jose')
    await acme.ada.call(decideMatch, { body: { kind: 'merge', personId, otherId } })
    expect((await suggestions()).map(([, name]) => name)).not.toContain('Nunez, Jose')
    const { accounts, displayName } = await acme.ada.call(readPerson, { params: { id: personId } })
    expect([displayName, accounts.map(({ externalId, link }) => [externalId, link?.rule])]).toEqual(['José Núñez', [['r-jn', 'human']]])
  })

  it('pages, and refuses a cursor that is none and a question that is not asked', async () => {
    const first = await acme.ada.call(listMatchQuestions, { query: { of: 'disputes', limit: 1 } })
    const second = await acme.ada.call(listMatchQuestions, { query: { of: 'disputes', limit: 1, cursor: first.nextCursor ?? '' } })
    expect([first.total, second.nextCursor, new Set([...first.items, ...second.items].map(({ id }) => id)).size]).toEqual([2, null, 2])
    expect(await acme.ada.refusal(listMatchQuestions, { query: { of: 'disputes', cursor: 'x' } })).toMatchObject({ code: 'bad_request', at: 'cursor' })
    expect(await acme.ada.refusal(listMatchQuestions, { query: { of: 'all' as 'disputes' } })).toMatchObject({ code: 'bad_request' })
    expect(await acme.workspace.guest.refusal(listMatchQuestions, { query: { of: 'disputes' } })).toMatchObject({ code: 'not_signed_in' })
  })
})
