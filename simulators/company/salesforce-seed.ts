import type { SalesforceSeed } from '../salesforce/index.ts'
import { contacts, customers, deals } from './customers.ts'
import { day, daysBefore, loginOf, usesRelay } from './facts.ts'
import { company, people } from './people.ts'

const salesforceId = (prefix: string, n: number) => `${prefix}${String(n).padStart(12, '0')}AAA`

export const integrationUser = `rollcall@${company.domain}`

/** Last there in days before now: one not since the summer, one never, and one after he had left. */
const lastLogins: Record<string, number | null> = { E1051: 120, E1044: null, E1034: 11 }

/** Left, and deactivated: a session and the token of a tool outlived that. */
const stillSignedIn = 'E1034'

export const salesforceSeed = (now: Date): SalesforceSeed => {
  const sellers = people.filter(({ department }) => usesRelay.includes(department) || department === 'Executive')
  const userId = (number: string) => salesforceId('005', 100 + sellers.findIndex(one => one.number === number))
  const accountId = (key: string) => salesforceId('001', 1 + customers.findIndex(one => one.key === key))
  const ownerOf = (key: string) => userId(customers.find(one => one.key === key)?.owner ?? '')
  return {
    users: [
      { id: salesforceId('005', 1), username: integrationUser, email: integrationUser, name: 'Rollcall Integration', active: true },
      ...sellers.map(({ number, first, last, left }) => {
        const email = loginOf({ number, first, last })
        const days = lastLogins[number] === undefined ? (left ?? 1) : lastLogins[number]
        const lastLogin = days === null ? {} : { lastLogin: daysBefore(now, days, number) }
        const held = number === stillSignedIn ? { sessions: 1, tokens: ['Data Loader'] } : {}
        return { id: userId(number), username: email, email, name: `${first} ${last}`, active: left === null, ...lastLogin, ...held }
      }),
    ],
    accounts: customers.map(({ key, name, website, owner }) => ({ id: accountId(key), name, website, ownerId: userId(owner) })),
    contacts: contacts.map(({ customer, first, last, title, email }, n) => ({
      id: salesforceId('003', n + 1),
      name: `${first} ${last}`,
      email,
      title,
      accountId: accountId(customer),
    })),
    opportunities: deals.map(({ customer, name, stage, closes, amount }, n) => ({
      id: salesforceId('006', n + 1),
      name,
      accountId: accountId(customer),
      ownerId: ownerOf(customer),
      stage,
      closed: stage.startsWith('Closed'),
      closeDate: new Date(now.getTime() + closes * day).toISOString().slice(0, 10),
      amount,
    })),
  }
}
