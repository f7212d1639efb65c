import type { Account, AccountStatus, Identity, Person, PersonSummary, RosterMark } from '@rollcall/contract'
import { ago, day, id } from './ids.ts'
import { columns } from './stack.ts'

const given = ['Ana', 'Ben', 'Chiara', 'Dmitri', 'Elif', 'Farah', 'Gus', 'Hana', 'Ines', 'Jonas', 'Kofi', 'Leila', 'Mateo', 'Noor', 'Oskar', 'Priya']
const family = [
  'Ruiz',
  'Whitfield',
  'Moretti',
  'Volkov',
  'Demir',
  'Haddad',
  'Lindgren',
  'Sato',
  'Carvalho',
  'Weber',
  'Mensah',
  'Karimi',
  'Ortega',
  'Rahman',
  'Nyström',
  'Iyer',
]
const departments = ['Sales', 'Customer success', 'Solutions', 'Revenue operations', 'Finance']
const titles = ['Account executive', 'Customer success manager', 'Solutions engineer', 'RevOps analyst', 'Controller']

const gone = (index: number) => index % 11 === 0
const markOf = (index: number, column: number): RosterMark['mark'] => {
  if (gone(index)) return column === 0 ? 'inactive' : index % 2 === 0 && column === 1 ? 'should_not_be' : column === 3 ? 'should_not_be' : 'inactive'
  if (column === 2 && index % 9 === 4) return 'missing'
  if (column === 2 && index % 13 === 6) return 'unknown'
  if (column === 3 && index % 4 === 1) return 'inactive'
  return 'present'
}

const summary = (index: number): PersonSummary => {
  const name = `${given[index % 16]} ${family[(index * 7 + Math.floor(index / 16)) % 16]}`
  const marks = columns.map(({ connectionId }, column) => ({ connectionId, mark: markOf(index, column) }))
  return {
    id: id('person', index),
    displayName: name,
    email: `${name
      .toLowerCase()
      .normalize('NFD')
      .replace(/[^a-z ]/g, '')
      .replace(' ', '.')}@northbeam.example`,
    department: departments[index % 5] ?? null,
    title: titles[index % 5] ?? null,
    status: gone(index) ? 'inactive' : 'active',
    openFindings: marks.filter(({ mark }) => mark === 'should_not_be').length,
    disputed: index === 5,
    marks,
  }
}

export const people: PersonSummary[] = Array.from({ length: 148 }, (_, index) => summary(index))

const link = (rule: 'employee_number' | 'email' | 'stored_link', detail: string) => ({ rule, detail, decisionId: null })

/** A person with everything they hold, as their row of the roster has it. */
export const personOf = (index: number): Person => {
  const row = people[index] ?? summary(index)
  const email = row.email ?? ''
  const statusAt = (column: number): AccountStatus => (['present', 'should_not_be'].includes(row.marks[column]?.mark ?? '') ? 'active' : 'inactive')
  const identity: Identity = {
    id: id('identity', index),
    connectionId: id('connection', 1),
    connectionName: 'Okta',
    externalId: `00u${index}xk2Jd91`,
    userName: email,
    email,
    displayName: row.displayName,
    status: row.status,
    vendorStatus: row.status === 'active' ? 'ACTIVE' : 'DEPROVISIONED',
    statusChangedAt: ago(3 * day),
    startsOn: null,
    endsOn: null,
    timeZone: 'Europe/Lisbon',
    employeeNumber: `E-${1000 + index}`,
    department: row.department,
    title: row.title,
    managerEmail: 'priya.iyer@northbeam.example',
    groups: ['Everyone', 'Sales EMEA', 'Salesforce users'],
    lastSeenAt: ago(15),
    link: link('stored_link', 'Linked at the first read by Okta’s immutable id.'),
  }
  const account = (column: number, part: Partial<Account>): Account => ({
    id: id('account', index * 10 + column),
    connectionId: columns[column]?.connectionId ?? '',
    connectionName: columns[column]?.name ?? '',
    externalId: `0055g0000${column}${index}QAx`,
    userName: email,
    email,
    displayName: row.displayName,
    status: statusAt(column),
    vendorStatus: statusAt(column) === 'active' ? 'IsActive = true' : 'IsActive = false',
    role: 'Account executive',
    licence: 'Sales Cloud',
    groups: [],
    lastActiveAt: ago(2 * day),
    lastSeenAt: ago(15),
    protection: 'none',
    link: link('email', `Same verified e-mail: ${email}`),
    ...part,
  })
  return {
    ...row,
    timeZone: 'Europe/Lisbon',
    identities: [identity],
    accounts: [
      account(1, { link: link('employee_number', `Same employee number: E-${1000 + index}`) }),
      account(2, { role: 'Listener', licence: null, userName: `${email.split('@')[0]}` }),
      account(3, { protection: index === 2 ? 'break_glass' : 'none', lastActiveAt: null }),
    ],
  }
}
