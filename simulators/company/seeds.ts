import type { OktaSeed, OktaUser } from '../okta.ts'
import type { SalesforceSeed } from '../salesforce/index.ts'
import type { ScimAppSeed, ScimAppUser } from '../scim-app.ts'
import { contacts, customers, deals } from './customers.ts'
import { company, emailOf, people } from './people.ts'
import type { Department, Person } from './people.ts'

const day = 86_400_000

/** A moment so many days before now, at a working hour that differs by person. */
const daysBefore = (now: Date, days: number, number = 'E1000'): string => {
  const at = new Date(now.getTime() - days * day)
  at.setUTCHours(8 + (Number(number.slice(1)) % 9), (Number(number.slice(1)) * 7) % 60, 0, 0)
  return new Date(Math.min(at.getTime(), now.getTime() - 60_000)).toISOString()
}

/** Stable ids in the vendors' shapes. */
const oktaId = (number: string) => `00ufern${number.toLowerCase()}0000000h7`
const relayId = (number: string) => `rly_${number.toLowerCase()}`
const salesforceId = (prefix: string, n: number) => `${prefix}${String(n).padStart(12, '0')}AAA`

const rehired = 'E1027'
const renamed = { number: 'E1012', before: 'Lindqvist' }

const inGroups: readonly Department[] = [
  'Sales',
  'Sales Development',
  'Customer Success',
  'Revenue Operations',
  'Marketing',
  'Engineering',
  'Finance',
  'People',
  'IT',
]
const usesRelay: readonly Department[] = ['Sales', 'Sales Development', 'Customer Success', 'Revenue Operations']

/** Everyone who is or was employed. The rehire has two entries, since Okta keeps a login for ever: the first is deprovisioned, the second active. */
export const oktaSeed = (now: Date): OktaSeed => {
  const users = people.map(person => oktaUser(person, now))
  const first = users.find(({ id }) => id === oktaId(rehired))
  if (first !== undefined) {
    const leftAt = daysBefore(now, 190, rehired)
    users.push({
      ...first,
      id: oktaId('E1027-1'),
      status: 'DEPROVISIONED',
      created: daysBefore(now, 700, rehired),
      statusChanged: leftAt,
      lastUpdated: leftAt,
      lastLogin: leftAt,
    })
    const login = `elena.petrova2@${company.domain}`
    first.profile = { ...first.profile, login, email: login }
  }
  const employed = people.filter(({ left }) => left === null)
  const groups = inGroups.map((name, n) => ({
    id: `00gfern${n}`,
    name,
    type: 'OKTA_GROUP' as const,
    members: employed.filter(({ department }) => department === name).map(({ number }) => oktaId(number)),
  }))
  const relayUsers = employed.filter(({ department }) => usesRelay.includes(department))
  return {
    users,
    groups: [{ id: '00gfernall', name: 'Everyone', type: 'BUILT_IN', members: users.map(({ id }) => id) }, ...groups],
    apps: [
      { id: '0oafernrelay', name: 'relay', label: 'Relay', assigned: relayUsers.map(({ number }) => ({ userId: oktaId(number), scope: 'GROUP' as const })) },
      {
        id: '0oafernsalesforce',
        name: 'salesforce',
        label: 'Salesforce.com',
        assigned: relayUsers.map(({ number }) => ({ userId: oktaId(number), scope: 'GROUP' as const })),
      },
    ],
  }
}

const oktaUser = ({ number, first, last, title, department, manager, joined, left }: Person, now: Date): OktaUser => {
  const boss = people.find(one => one.number === manager)
  const login = emailOf(first, last)
  const changed = daysBefore(now, left ?? joined, number)
  return {
    id: oktaId(number),
    status: left === null ? 'ACTIVE' : 'DEPROVISIONED',
    created: daysBefore(now, joined, number),
    statusChanged: changed,
    lastLogin: daysBefore(now, left ?? 1, number),
    lastUpdated: changed,
    profile: {
      login,
      email: login,
      firstName: first,
      lastName: last,
      displayName: `${first} ${last}`,
      employeeNumber: number,
      department,
      title,
      manager: boss === undefined ? null : `${boss.first} ${boss.last}`,
      managerId: boss === undefined ? null : emailOf(boss.first, boss.last),
    },
  }
}

/** Left, and switched off in Relay as it should be. */
const switchedOff = new Set(['E1021', 'E1035'])

/**
 * Relay, an invented dialer. Accounts made by hand before single sign-on carry neither Okta's id nor an employee number, and so nobody
 * switched them off when their people left. Two accounts belong to no person: a service account and a break-glass admin.
 */
export const relaySeed = (now: Date): ScimAppSeed => {
  const members = people.filter(({ department, left }) => usesRelay.includes(department) && (left === null || left < 365))
  const users = members.map(person => relayUser(person, now))
  const group = (id: string, displayName: string, department: Department) => ({
    id,
    displayName,
    members: members.filter(one => one.department === department).map(({ number }) => relayId(number)),
  })
  return {
    users: [...users, unowned('dialer-sync', 'Dialer', 'Sync', 'integration', now), unowned('relay-emergency', 'Relay', 'Emergency Admin', 'admin', now)],
    groups: [
      group('grp_sales', 'Account Executives', 'Sales'),
      group('grp_sdr', 'Sales Development', 'Sales Development'),
      group('grp_cs', 'Customer Success', 'Customer Success'),
    ],
  }
}

const relayUser = (person: Person, now: Date): ScimAppUser => {
  const { number, first, last, title, department, joined, left } = person
  const byHand = left !== null
  const email = emailOf(first, number === renamed.number ? renamed.before : last)
  return {
    id: relayId(number),
    externalId: byHand ? null : oktaId(number),
    userName: email,
    givenName: first,
    familyName: number === renamed.number ? renamed.before : last,
    emails: [email],
    active: !switchedOff.has(number),
    title,
    role: number === 'E1050' ? 'admin' : /Manager|Director|VP/.test(title) ? 'manager' : 'agent',
    licence: department === 'Sales Development' ? 'Dialer Pro' : 'Dialer',
    employeeNumber: byHand ? null : number,
    department,
    created: daysBefore(now, Math.min(joined, 540), number),
    lastModified: daysBefore(now, switchedOff.has(number) && left !== null ? left : Math.min(joined, 200), number),
  }
}

const unowned = (name: string, givenName: string, familyName: string, role: string, now: Date): ScimAppUser => ({
  id: `rly_${name}`,
  externalId: null,
  userName: `${name}@${company.domain}`,
  givenName,
  familyName,
  emails: [`${name}@${company.domain}`],
  active: true,
  title: null,
  role,
  licence: null,
  employeeNumber: null,
  department: null,
  created: daysBefore(now, 540),
  lastModified: daysBefore(now, 400),
})

export const integrationUser = `rollcall@${company.domain}`

export const salesforceSeed = (now: Date): SalesforceSeed => {
  const sellers = people.filter(({ department }) => usesRelay.includes(department) || department === 'Executive')
  const userId = (number: string) => salesforceId('005', 100 + sellers.findIndex(one => one.number === number))
  const accountId = (key: string) => salesforceId('001', 1 + customers.findIndex(one => one.key === key))
  const ownerOf = (key: string) => userId(customers.find(one => one.key === key)?.owner ?? '')
  return {
    users: [
      { id: salesforceId('005', 1), username: integrationUser, email: integrationUser, name: 'Rollcall Integration', active: true },
      ...sellers.map(({ number, first, last, left }) => {
        const email = emailOf(first, last)
        return { id: userId(number), username: email, email, name: `${first} ${last}`, active: left === null }
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
