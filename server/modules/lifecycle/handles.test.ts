import { draftPlan, listAccounts, listFindings, listPeople, readPerson, readPlan } from '@rollcall/contract'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { draftSteps } from './index.ts'
import { type Acme, oktaUser, relayUser, startAcme } from './testing/acme.ts'

describe('which account a step is about', () => {
  let acme: Acme
  beforeAll(async () => {
    const called = (name: string, userName: string, more = {}) => relayUser(name, { userName, emails: [`${name}@acme.test`], ...more })
    acme = await startAcme({
      okta: ['ana', 'bo', 'cy'].map(name => oktaUser(name)),
      relay: [
        relayUser('ana'),
        relayUser('ana-admin', { externalId: '00u-ana', emails: ['ana@acme.test'] }),
        called('bo', 'BO@acme.test'),
        called('cy', 'cyrus77'),
        called('desk', 'front-desk', { externalId: null }),
      ],
    })
  })
  afterAll(() => acme.stop())

  const personOf = async (name: string) => {
    const { items } = await acme.ada.call(listPeople, { query: { q: `${name}@acme.test` } })
    return acme.ada.call(readPerson, { params: { id: items[0]?.id ?? '' } })
  }

  it('is said by its own name where it is called otherwise or is one of several, and nowhere else', async () => {
    const people = await Promise.all(['ana', 'bo', 'cy'].map(personOf))
    const steps = people.flatMap(({ accounts }) => accounts.map(({ id }) => ({ action: 'deactivate_account' as const, accountId: id, reason: 'They left.' })))
    const [ana] = people
    const drafted = await draftSteps(acme.workspace.ctx, {
      steps: [...steps, { action: 'end_sessions', identityId: ana?.identities[0]?.id ?? '', reason: 'They left.' }],
    })
    const read = await acme.ada.call(readPlan, { params: { id: drafted.id } })
    const told = read.steps.map(({ connectionName, accountName, handle }) => `${connectionName} ${accountName}: ${handle}`)
    expect(told.toSorted()).toEqual([
      'Okta ana@acme.test: null',
      'Relay BO@acme.test: null',
      'Relay ana-admin@acme.test: ana-admin@acme.test',
      'Relay ana@acme.test: ana@acme.test',
      'Relay cyrus77: cyrus77',
    ])
    // It is read beside what is hashed, and an approver approves the same hash.
    expect(read.hash).toBe(drafted.hash)
  })

  it('is said of the one of two that a plan closes alone, though it bears the address of the person', async () => {
    const { items } = await acme.ada.call(listFindings, { query: { kind: 'duplicate_account', state: 'open', limit: 10 } })
    const plan = await acme.ada.call(draftPlan, { body: { findingIds: items.map(({ id }) => id), byChoice: true } })
    expect(plan.steps).toHaveLength(1)
    expect(plan.steps[0]?.handle).toBe(plan.steps[0]?.accountName)
  })

  it('is said of an account that no identity source knows', async () => {
    const { items } = await acme.ada.call(listAccounts, { params: { id: acme.ids.relay }, query: { q: 'front-desk' } })
    const plan = await draftSteps(acme.workspace.ctx, {
      steps: items.map(({ id }) => ({ action: 'deactivate_account' as const, accountId: id, reason: 'It is nobody’s.' })),
    })
    expect(plan.steps).toMatchObject([{ personName: 'desk Test', handle: 'front-desk' }])
  })
})
