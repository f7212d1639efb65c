import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { compareNow, draftPlan, listFindings, listPeople, listPlans, readConnection } from '@rollcall/contract'
import { type Acme, left, oktaUser, relayUser, startAcme } from './testing/acme.ts'

const names = ['ana', 'bo', 'cy', 'di', 'ed', 'flo', 'gus', 'hal', 'ina', 'jo']

describe('after a read that cannot be believed', () => {
  let acme: Acme
  beforeAll(async () => {
    acme = await startAcme({ okta: names.map(name => oktaUser(name, name === 'ana' ? left : {})), relay: names.map(name => relayUser(name)) })
  })
  beforeEach(async () => {
    acme.okta.reset()
    acme.relay.reset()
    await acme.sync('okta', 'relay')
  })
  afterAll(() => acme.stop())

  /** What may be done about ana now, and what was done. */
  const outcome = async () => {
    const [finding, ...others] = await acme.findings()
    const refusal = await acme.ada.refusal(draftPlan, { body: { findingIds: [finding?.id ?? ''] } })
    const plans = (await acme.ada.call(listPlans, { query: {} })).total
    return { ...refusal, blocked: finding?.blocked, others: others.length, plans, changed: acme.relay.state.users.filter(user => !user.active).length }
  }
  const refusedBecause = (words: RegExp) => ({
    status: 409,
    code: 'read_incomplete',
    message: expect.stringMatching(words) as string,
    blocked: expect.stringMatching(words) as string,
    others: 0,
    plans: 0,
    changed: 0,
  })
  const statuses = async () =>
    (await acme.ada.call(listPeople, { query: { limit: 200 } })).items.map(person => [
      person.displayName.split(' ')[0],
      person.status,
      ...person.marks.map(({ mark }) => mark),
    ])

  it('takes nothing away when the identity source lists nobody', async () => {
    const before = await statuses()
    acme.okta.state.users = []
    await acme.sync('okta')
    expect(await outcome()).toMatchObject(refusedBecause(/^The last read of Okta was incomplete.*no longer lists 10 of the 10/))
    expect(await statuses()).toEqual(
      before.map(([name, status, okta, relay]) => [name, status, okta === 'present' || okta === 'inactive' ? 'unknown' : okta, relay]),
    )
  })

  it('takes nothing away when the identity source forgets half of its people without a word', async () => {
    acme.okta.state.users = acme.okta.state.users.slice(0, 5)
    await acme.sync('okta')
    expect(await outcome()).toMatchObject(refusedBecause(/no longer lists 5 of the 10/))
    await acme.sync('okta')
    expect(await outcome()).toMatchObject(refusedBecause(/no longer lists 5 of the 10/))
  })

  it('takes nothing away when one row could not be understood', async () => {
    acme.relay.misbehave({ act: 'malformed_row', path: '/Users$' })
    await acme.sync('relay')
    expect(await outcome()).toMatchObject(refusedBecause(/^The last read of Relay was incomplete.*could not be understood/))
  })

  it('takes nothing away when the app keeps half of its accounts to itself', async () => {
    acme.relay.misbehave({ act: 'drop_half_the_rows', path: '/Users$' })
    await acme.sync('relay')
    expect(await outcome()).toMatchObject(refusedBecause(/^The last read of Relay was incomplete/))
    expect((await statuses()).map(([, , , relay]) => relay)).toEqual([
      'should_not_be',
      'unknown',
      'unknown',
      'unknown',
      'unknown',
      'present',
      'present',
      'present',
      'present',
      'present',
    ])
  })

  it('is ready again after a read that went well, under the same finding', async () => {
    const [before] = await acme.findings()
    acme.relay.misbehave({ act: 'malformed_row', path: '/Users$' })
    await acme.sync('relay')
    await acme.sync('relay')
    expect(await acme.findings()).toMatchObject([{ id: before?.id, blocked: null }])
  })

  it('marks one that is gone as missing first, and as deleted when it is missed again', async () => {
    acme.okta.state.users = acme.okta.state.users.filter(user => user.id !== '00u-jo')
    await acme.sync('okta')
    expect((await statuses()).at(-1)).toEqual(['jo', 'active', 'missing', 'present'])
    expect((await acme.findings()).map(finding => finding.personName)).toEqual(['ana Test'])
    await acme.sync('okta')
    expect((await statuses()).at(-1)).toEqual(['jo', 'deleted', 'inactive', 'should_not_be'])
    expect((await acme.findings()).map(finding => finding.personName).toSorted()).toEqual(['ana Test', 'jo Test'])
    acme.okta.reset()
    await acme.sync('okta')
    expect((await statuses()).at(-1)).toEqual(['jo', 'active', 'present', 'present'])
    expect((await acme.findings()).map(finding => finding.personName)).toEqual(['ana Test'])
  })

  it('opens the same finding again when it comes back', async () => {
    const [before] = await acme.findings()
    acme.okta.state.users = acme.okta.state.users.map(user => (user.id === '00u-ana' ? { ...user, status: 'ACTIVE' as const } : user))
    await acme.sync('okta')
    expect((await acme.ada.call(listFindings, { query: { state: 'resolved' } })).items.map(finding => finding.id)).toContain(before?.id)
    acme.okta.reset()
    await acme.sync('okta')
    expect((await acme.findings()).map(finding => finding.id)).toEqual([before?.id])
    expect(await acme.ada.call(compareNow)).toEqual({ open: 1, opened: 0, resolved: 0 })
  })

  it('blocks while somebody else has the address of who left', async () => {
    const [before] = await acme.findings()
    acme.okta.state.users.push(oktaUser('ana.new', { profile: { email: 'ana@acme.test' } }))
    await acme.sync('okta')
    const [finding] = await acme.findings()
    expect(finding).toMatchObject({ id: before?.id, blocked: expect.stringContaining('More than one person has ana@acme.test.') as string })
    expect(await acme.ada.refusal(draftPlan, { body: { findingIds: [finding?.id ?? ''] } })).toMatchObject({ code: 'conflict', message: finding?.blocked })
    expect((await acme.ada.call(listPeople, { query: { q: 'ana@' } })).items.map(({ disputed }) => disputed)).toEqual([true, true])
  })

  it('names nobody while it is disputed whose account it is', async () => {
    acme.okta.state.users.push(oktaUser('kim', { ...left, profile: { employeeNumber: '9' } }), oktaUser('kim2', { profile: { employeeNumber: '9' } }))
    acme.relay.state.users.push({ ...relayUser('kim', { externalId: null, userName: 'kimmy', emails: [], employeeNumber: '9' }), revision: 1 })
    await acme.sync('okta', 'relay')
    const finding = (await acme.findings()).find(({ sentence }) => sentence.includes('kimmy'))
    expect(finding).toMatchObject({ personId: null, personName: 'kim Test', blocked: expect.stringContaining('It is disputed whose account') as string })
    expect(await acme.ada.refusal(draftPlan, { body: { findingIds: [finding?.id ?? ''] } })).toMatchObject({ code: 'conflict' })

    acme.relay.reset()
    await acme.sync('relay')
    await acme.sync('relay')
    expect((await acme.findings()).map(({ personName }) => personName)).toEqual(['ana Test'])
  })

  it('blocks while the credential of a source is refused', async () => {
    acme.okta.misbehave({ act: 'unauthorized', path: '/api/v1/users', times: 100 })
    await acme.sync('okta')
    expect(await outcome()).toMatchObject(refusedBecause(/^The last read of Okta was incomplete/))
    expect((await acme.ada.call(readConnection, { params: { id: acme.ids.okta } })).state).toBe('needs_attention')
  })
})
