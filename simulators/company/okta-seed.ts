import type { OktaSeed, OktaUser } from '../okta/index.ts'
import { daysBefore, oktaId, rehired, rehiredLogin, usesRelay } from './facts.ts'
import { emailOf, people } from './people.ts'
import type { Department, Person } from './people.ts'

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
    first.profile = { ...first.profile, login: rehiredLogin, email: rehiredLogin }
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
