import type { ScimAppSeed, ScimAppUser } from '../scim-app/index.ts'
import { daysBefore, oktaId, usesRelay } from './facts.ts'
import { company, emailOf, people } from './people.ts'
import type { Department, Person } from './people.ts'

const relayId = (number: string) => `rly_${number.toLowerCase()}`

/** Married since her account was made. */
const renamed = { number: 'E1012', before: 'Lindqvist' }

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
