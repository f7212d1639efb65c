import { describe, expect, it } from 'vitest'
import { companySeed, contacts, customers, deals, people } from './index.ts'

const now = new Date('2026-11-22T12:00:00Z')
const { okta, relay, salesforce, stillActive, protected: kept } = companySeed(now)
const unique = (values: readonly string[]) => expect(new Set(values).size).toBe(values.length)

describe('the demo company', () => {
  it('is the same for the same moment', () => {
    expect(companySeed(now)).toEqual(companySeed(now))
  })

  it('has about sixty people with managers who are still there', () => {
    expect(people.length).toBeGreaterThanOrEqual(55)
    unique(people.map(({ number }) => number))
    const employed = people.filter(({ left }) => left === null)
    const numbers = employed.map(({ number }) => number)
    for (const { manager } of employed) expect([null, ...numbers]).toContain(manager)
  })

  it('has leavers who can still sign in to Relay, each deprovisioned in Okta on another day', () => {
    const gone = okta.users.filter(({ status, profile }) => status === 'DEPROVISIONED' && stillActive.includes(profile.email))
    expect(gone).toHaveLength(stillActive.length)
    unique(gone.map(({ statusChanged }) => String(statusChanged)))
    for (const userName of stillActive) expect(relay.users.find(user => user.userName === userName)).toMatchObject({ active: true, externalId: null })
    const okayed = new Set([...stillActive, ...kept.map(({ userName }) => userName)])
    const others = relay.users.filter(({ active, externalId, userName }) => active && externalId === null && !okayed.has(userName))
    expect(others).toEqual([])
  })

  it('has a rehire whose first identity is gone and whose second is active', () => {
    const identities = okta.users.filter(({ profile }) => profile.employeeNumber === 'E1027')
    expect(identities.map(({ status }) => status).toSorted()).toEqual(['ACTIVE', 'DEPROVISIONED'])
    unique(okta.users.map(({ profile }) => profile.login))
  })

  it('has one whose e-mail changed in Okta and not in Relay', () => {
    const account = relay.users.find(({ userName }) => userName.startsWith('sofia.'))
    const identity = okta.users.find(({ id }) => id === account?.externalId)
    expect(account?.userName).not.toBe(identity?.profile.email)
    expect(account?.employeeNumber).toBe(identity?.profile.employeeNumber)
  })

  it('refers only to what exists, and lies in the past', () => {
    const keys = new Set(customers.map(({ key }) => key))
    for (const { customer } of [...contacts, ...deals]) expect(keys).toContain(customer)
    const users = new Set(salesforce.users.map(({ id }) => id))
    for (const { ownerId } of [...salesforce.accounts, ...salesforce.opportunities]) expect(users).toContain(ownerId)
    for (const { members } of okta.groups) for (const member of members) expect(okta.users.some(({ id }) => id === member)).toBe(true)
    for (const { created, lastUpdated } of okta.users) expect(created <= lastUpdated && lastUpdated < now.toISOString()).toBe(true)
    unique([...okta.users, ...relay.users, ...salesforce.users, ...salesforce.accounts, ...salesforce.contacts].map(({ id }) => id))
  })
})
