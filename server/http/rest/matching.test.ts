import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  approvePlan,
  compareNow,
  decideMatch,
  draftPlan,
  type LoginRef,
  listAudit,
  listMatchDecisions,
  listPeople,
  type MatchAnswer,
  type MatchDecision,
  type Person,
  readPerson,
  requestErasure,
  readErasure,
  undoMatch,
} from '@rollcall/contract'
import { type Acme, left, oktaUser, relayUser, startAcme } from '../../modules/lifecycle/testing/acme.ts'
import { correlate } from '../../modules/people/index.ts'
import { findText } from '../../../test/support/find-text.ts'
import { eventually } from '../../../test/support/workspace.ts'

const person = (first: string, last: string) => ({ profile: { firstName: first, lastName: last } })

describe('what people decide about whose login is whose', () => {
  let acme: Acme
  beforeAll(async () => {
    acme = await startAcme({
      okta: [
        oktaUser('ana', person('Ana', 'Ruiz')),
        oktaUser('bo', person('Bo', 'Berg')),
        oktaUser('cy', { ...left, ...person('Cy', 'Cole') }),
        oktaUser('sam1', { ...left, profile: { login: 'sam1@acme.test', email: 'sam@acme.test', firstName: 'Sam', lastName: 'Old' } }),
        oktaUser('sam2', { profile: { login: 'sam2@acme.test', email: 'sam@acme.test', firstName: 'Sam', lastName: 'New' } }),
      ],
      relay: [
        relayUser('ana'),
        relayUser('ana-old', { externalId: null, userName: 'ana@ruiz.test', emails: ['ana@ruiz.test'], givenName: 'Private', familyName: 'Ana' }),
        relayUser('cy'),
        relayUser('sam', { externalId: null }),
        relayUser('lone', { externalId: null }),
      ],
    })
  })
  afterAll(() => acme.stop())

  const people = async (): Promise<Person[]> => {
    const { items } = await acme.ada.call(listPeople, { query: { limit: 200 } })
    return Promise.all(items.map(({ id }) => acme.ada.call(readPerson, { params: { id } })))
  }
  /** Persons with why each login is theirs, without when it was last read. */
  const threads = async () =>
    // What is found of somebody follows a moment later, when the roll is compared.
    (await people()).map(each => ({
      ...each,
      openFindings: null,
      ...Object.fromEntries(
        (['identities', 'accounts'] as const).map(kind => [kind, each[kind].map(({ externalId, link, status }) => ({ externalId, link, status }))]),
      ),
    }))
  const named = async (name: string): Promise<Person> => {
    const found = (await people()).find(({ displayName }) => displayName === name)
    if (found === undefined) throw new Error(`Nobody is called ${name}.`)
    return found
  }
  const logins = ({ identities, accounts }: Person) => [...identities, ...accounts].map(({ externalId }) => externalId).toSorted()
  /** Who is who, as names with what they hold. */
  const roll = async () => Object.fromEntries((await people()).map(each => [each.displayName, logins(each)]))
  const account = async (externalId: string): Promise<LoginRef> => {
    for (const { accounts } of await people()) for (const each of accounts) if (each.externalId === externalId) return { kind: 'account', id: each.id }
    throw new Error(`There is no account ${externalId}.`)
  }
  const identity = ({ identities: [first] }: Person): LoginRef => ({ kind: 'identity', id: first?.id ?? '' })
  const decide = (body: Partial<MatchAnswer> & Pick<MatchAnswer, 'kind'>) => acme.ada.call(decideMatch, { body: body as MatchAnswer })
  const refused = (body: object) => acme.ada.refusal(decideMatch, { body: body as MatchAnswer })
  const undo = ({ id }: MatchDecision) => acme.ada.call(undoMatch, { params: { id } })
  const actions = async () =>
    (await acme.ada.call(listAudit, { query: { limit: 10 } })).items.map(({ action }) => action).filter(action => action !== 'findings.compared')

  it('links an account to somebody, keeps it through reads and changed addresses, and gives it back', async () => {
    const before = await roll()
    const [ana, lone] = [await named('Ana Ruiz'), await named('lone Test')]
    const ofLone = await account('r-lone')
    const decision = await decide({ kind: 'link', login: ofLone, personId: ana.id, from: lone.id, reason: 'Her test account' })
    expect(decision).toMatchObject({ sentence: 'lone@acme.test in Relay belongs to Ana Ruiz.', reason: 'Her test account', decidedBy: 'ada@rollcall.test' })
    expect((await actions())[0]).toBe('match.decided')
    const linked = (await acme.ada.call(readPerson, { params: { id: ana.id } })).accounts.find(({ id }) => id === ofLone.id)
    expect(linked?.link).toMatchObject({ rule: 'human', decisionId: decision.id })
    expect(linked?.link?.detail).toMatch(/^ada@rollcall\.test decided so on \d{4}-\d\d-\d\d: Her test account$/)
    expect(await acme.ada.refusal(readPerson, { params: { id: lone.id } })).toMatchObject({ code: 'not_found' })

    const user = acme.relay.state.users.find(({ id }) => id === 'r-lone')
    if (user !== undefined) user.emails = ['bo@acme.test']
    await acme.sync('relay')
    expect(logins(await acme.ada.call(readPerson, { params: { id: ana.id } }))).toContain('r-lone')
    if (user !== undefined) user.emails = ['lone@acme.test']
    const gone = acme.relay.state.users.splice(
      acme.relay.state.users.findIndex(({ id }) => id === 'r-lone'),
      1,
    )
    await acme.sync('relay')
    acme.relay.state.users.push(...gone)
    await acme.sync('relay')
    expect(logins(await acme.ada.call(readPerson, { params: { id: ana.id } }))).toContain('r-lone')

    expect(await undo(decision)).toMatchObject({ undoneBy: 'ada@rollcall.test' })
    expect(await roll()).toEqual(before)
    expect((await actions())[0]).toBe('match.undone')
    expect(await acme.ada.refusal(undoMatch, { params: { id: decision.id } })).toMatchObject({ code: 'conflict', message: expect.stringContaining('already') })
  })

  it('merges two persons, refuses the same once more, in a circle and with itself, and takes them apart again', async () => {
    const before = await threads()
    const [ana, bo] = [await named('Ana Ruiz'), await named('Bo Berg')]
    const decision = await decide({ kind: 'merge', personId: ana.id, otherId: bo.id })
    expect(await roll()).toMatchObject({ 'Ana Ruiz': ['00u-ana', '00u-bo', 'r-ana'] })
    const gone = `${decision.decidedBy} decided on ${decision.decidedAt.slice(0, 10)} that Bo Berg and Ana Ruiz are one person. Choose Ana Ruiz.`
    for (const [personId, otherId] of [
      [ana.id, bo.id],
      [bo.id, ana.id],
    ])
      expect(await refused({ kind: 'merge', personId, otherId })).toMatchObject({ code: 'not_found', message: gone })
    expect(await refused({ kind: 'merge', personId: ana.id, otherId: ana.id })).toMatchObject({
      code: 'conflict',
      message: 'This is one and the same person. Choose two.',
    })
    expect(await refused({ kind: 'different', personId: ana.id, otherId: ana.id })).toMatchObject({ code: 'conflict' })
    const ofBo = (await named('Ana Ruiz')).identities.find(({ externalId }) => externalId === '00u-bo')
    expect(await refused({ kind: 'split', login: { kind: 'identity', id: ofBo?.id }, personId: ana.id })).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('are one person. Undo that decision first.'),
    })
    await undo(decision)
    expect(await threads()).toEqual(before)
  })

  it('splits a login off for good, the first login of the person included, and puts it back', async () => {
    const before = await threads()
    const ana = await named('Ana Ruiz')
    const ofAna = await account('r-ana')
    const decision = await decide({ kind: 'split', login: ofAna, personId: ana.id })
    // It has the external id of her identity: the strongest rule there is says it is hers.
    await acme.sync('okta', 'relay')
    expect(await roll()).toMatchObject({ 'Ana Ruiz': ['00u-ana'], 'ana Test': ['r-ana'] })
    const { id: other } = await named('ana Test')
    for (const body of [
      { kind: 'link', login: ofAna, personId: ana.id, from: other },
      { kind: 'merge', personId: ana.id, otherId: other },
      { kind: 'different', personId: ana.id, otherId: other },
    ])
      expect(await refused(body)).toMatchObject({
        code: 'conflict',
        message: expect.stringMatching(/does not belong to Ana Ruiz\. Undo that decision first\.$/),
      })
    await undo(decision)
    expect(await threads()).toEqual(before)

    const first = await decide({ kind: 'split', login: identity(ana), personId: ana.id })
    expect(await people()).toEqual(
      expect.arrayContaining([
        expect.objectContaining({ id: ana.id, displayName: 'ana Test', identities: [] }),
        expect.objectContaining({ displayName: 'Ana Ruiz', accounts: [] }),
      ]),
    )
    await undo(first)
    expect(await threads()).toEqual(before)
  })

  it('refuses what cannot be meant, and changes nothing', async () => {
    const before = await roll()
    const [ana, bo, lone] = [await named('Ana Ruiz'), await named('Bo Berg'), await named('lone Test')]
    const [ofAna, ofLone] = [await account('r-ana'), await account('r-lone')]
    const nobody = randomUUID()
    const wrong: [object, string, string | RegExp][] = [
      [{ kind: 'split', login: ofAna, personId: bo.id }, 'conflict', 'ana@acme.test in Relay belongs to Ana Ruiz by now. Look at it again, then decide.'],
      [{ kind: 'split', login: ofLone, personId: lone.id }, 'conflict', /is all there is of lone Test/],
      [{ kind: 'split', login: { kind: 'account', id: nobody }, personId: ana.id }, 'not_found', /no login/],
      [{ kind: 'split', login: { kind: 'identity', id: ofAna.id }, personId: ana.id }, 'not_found', /no login/],
      [{ kind: 'link', login: ofAna, personId: ana.id, from: ana.id }, 'conflict', 'ana@acme.test in Relay belongs to Ana Ruiz already.'],
      [{ kind: 'link', login: ofAna, personId: bo.id, from: bo.id }, 'conflict', /belongs to Ana Ruiz by now/],
      [{ kind: 'link', login: ofAna, personId: bo.id, from: null }, 'conflict', /belongs to Ana Ruiz by now/],
      [{ kind: 'link', login: ofAna, personId: nobody, from: ana.id }, 'not_found', /no person/],
      [{ kind: 'merge', personId: ana.id, otherId: nobody }, 'not_found', /no person/],
      [{ kind: 'link', login: ofAna, personId: bo.id }, 'bad_request', /./],
      [{ kind: 'merge', personId: 'ana', otherId: bo.id }, 'bad_request', /./],
      [{ kind: 'forget', personId: ana.id, otherId: bo.id }, 'bad_request', /./],
      [{ kind: 'merge', personId: ana.id, otherId: bo.id, reason: 'x'.repeat(501) }, 'bad_request', /./],
    ]
    for (const [body, code, message] of wrong) {
      const refusal = await refused(body)
      expect([body, refusal]).toEqual([body, expect.objectContaining({ code, message: expect.stringMatching(message) })])
    }
    expect(await acme.ada.refusal(undoMatch, { params: { id: nobody } })).toMatchObject({ code: 'not_found' })
    expect(await acme.workspace.guest.refusal(decideMatch, { body: { kind: 'merge', personId: ana.id, otherId: bo.id } })).toMatchObject({
      code: 'not_signed_in',
    })
    expect(await roll()).toEqual(before)
    expect((await acme.ada.call(listMatchDecisions, { query: {} })).items.every(({ undoneAt }) => undoneAt !== null)).toBe(true)
  })

  it('lets one of two who decide at once win, and tells the other', async () => {
    const grace = await acme.colleague()
    const [ana, bo, lone] = [await named('Ana Ruiz'), await named('Bo Berg'), await named('lone Test')]
    const login = await account('r-lone')
    const answers = await Promise.allSettled([
      acme.ada.call(decideMatch, { body: { kind: 'link', login, personId: ana.id, from: lone.id } }),
      grace.call(decideMatch, { body: { kind: 'link', login, personId: bo.id, from: lone.id } }),
    ])
    const won = answers.flatMap(each => (each.status === 'fulfilled' ? [each.value] : []))
    expect(won).toHaveLength(1)
    expect(answers.flatMap(each => (each.status === 'rejected' ? [String(each.reason)] : []))).toEqual([expect.stringMatching(/409.*by now/)])
    for (const decision of won) await undo(decision)
  })

  it('undoes decisions in order: one that others build on stays until they are undone', async () => {
    const before = await threads()
    const [ana, bo, lone] = [await named('Ana Ruiz'), await named('Bo Berg'), await named('lone Test')]
    const first = await decide({ kind: 'link', login: await account('r-lone'), personId: ana.id, from: lone.id })
    const second = await decide({ kind: 'merge', personId: bo.id, otherId: ana.id })
    expect(await acme.ada.refusal(undoMatch, { params: { id: first.id } })).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('Ana Ruiz and Bo Berg are one person, and that builds on this decision. Undo it first.'),
    })
    await undo(second)
    await undo(first)
    expect(await threads()).toEqual(before)
  })

  it('settles a dispute by choosing, and the leaver’s account stays open until it is known whose it is', async () => {
    const blocked = async () => (await acme.findings()).filter(({ blocked: why }) => why !== null).map(({ sentence }) => sentence)
    const [old, fresh] = [await named('Sam Old'), await named('Sam New')]
    const login = await account('r-sam')
    expect([old.disputed, fresh.disputed]).toEqual([true, true])
    expect(await blocked()).toEqual([expect.stringContaining('sam@acme.test in Relay')])

    const different = await decide({ kind: 'different', personId: old.id, otherId: fresh.id })
    await acme.ada.call(compareNow)
    // They are two, and the account is still one.
    expect((await blocked()).length).toBe(1)
    const link = await decide({ kind: 'link', login, personId: fresh.id, from: null })
    await acme.sync('okta', 'relay')
    expect([(await named('Sam Old')).disputed, (await named('Sam New')).disputed]).toEqual([false, false])
    expect((await acme.findings()).map(({ personName }) => personName)).toEqual(['Cy Cole'])

    await undo(link)
    await undo(different)
    await acme.ada.call(compareNow)
    expect([(await named('Sam Old')).disputed, (await named('Sam New')).disputed]).toEqual([true, true])
    expect((await blocked()).length).toBe(1)
  })

  it('plans nothing by a finding that was made before the account changed hands', async () => {
    const [cy, ana] = [await named('Cy Cole'), await named('Ana Ruiz')]
    const login = await account('r-cy')
    const [finding] = (await acme.findings()).filter(({ personName }) => personName === 'Cy Cole')
    const plan = await acme.ada.call(draftPlan, { body: { findingIds: [finding?.id ?? ''] } })
    const decision = await decide({ kind: 'link', login, personId: ana.id, from: cy.id })
    expect(await acme.ada.refusal(approvePlan, { params: { id: plan.id }, body: { hash: plan.hash } })).toMatchObject({ code: 'plan_stale' })
    await acme.ada.call(compareNow)
    expect((await acme.findings()).filter(({ accountId }) => accountId === login.id)).toEqual([])
    expect(acme.relay.state.users.find(({ id }) => id === 'r-cy')).toMatchObject({ active: true })
    await undo(decision)
    await acme.ada.call(compareNow)
    expect((await acme.findings()).filter(({ accountId }) => accountId === login.id)).toHaveLength(1)
  })

  it('keeps what a human put together when the identity turns up that knows one part of it', async () => {
    const [lone, other] = [await named('lone Test'), await named('Ana Ruiz')]
    const decision = await decide({ kind: 'merge', personId: lone.id, otherId: (await named('Private Ana')).id })
    acme.okta.state.users.push(oktaUser('lone', person('Lone', 'Wolf')))
    await acme.sync('okta')
    await correlate(acme.workspace.ctx)
    expect(await roll()).toMatchObject({ 'Lone Wolf': ['00u-lone', 'r-ana-old', 'r-lone'] })
    expect(logins(await acme.ada.call(readPerson, { params: { id: other.id } }))).not.toContain('r-ana-old')
    await undo(decision)
    expect(await roll()).toMatchObject({ 'Lone Wolf': ['00u-lone', 'r-lone'] })
  })

  it('forgets decisions with the person they were about', async () => {
    const [ana, bo] = [await named('Bo Berg'), await named('Lone Wolf')]
    await decide({ kind: 'different', personId: ana.id, otherId: bo.id, reason: 'Bo Berg never used it' })
    const { id } = await acme.ada.call(requestErasure, { body: { emails: ['bo@acme.test'], mode: 'remove', confirm: 'bo@acme.test' } })
    await eventually(
      () => acme.ada.call(readErasure, { params: { id } }),
      ({ state }) => state === 'done',
    )
    expect(await findText(acme.workspace.ctx, ['bo@acme.test', 'Bo Berg'])).toEqual([])
    const { items } = await acme.ada.call(listMatchDecisions, { query: {} })
    expect(items.filter(({ undoneAt }) => undoneAt === null)).toEqual([])
  })
})
