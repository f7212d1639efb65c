import type { OktaApp, OktaSeed, OktaUser } from '../okta/index.ts'
import { usesChorus } from './chorus-seed.ts'
import { usesCognism } from './console-seeds.ts'
import { daysBefore, oktaId, rehired, rehiredLogin, usesRelay } from './facts.ts'
import { emailOf, joiner, people } from './people.ts'
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
  const users = [...people, joiner].map(person => oktaUser(person, now))
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
  const sessions = Object.fromEntries(employed.map(({ number }) => [oktaId(number), 1 + (Number(number.slice(1)) % 3)]))
  return {
    users,
    sessions,
    groups: [{ id: '00gfernall', name: 'Everyone', type: 'BUILT_IN', members: users.map(({ id }) => id) }, ...groups],
    apps: [
      appOf('relay', 'Relay', ({ department }) => usesRelay.includes(department)),
      appOf('salesforce', 'Salesforce', ({ department }) => usesRelay.includes(department) || department === 'Executive'),
      appOf('slack', 'Slack', ({ number }) => number !== 'E1062'),
      appOf('chorus', 'Chorus', ({ department }) => usesChorus.includes(department)),
      appOf('loom', 'Loom', ({ department }) => department === 'Marketing'),
      // One by one, because groups are not pushed there.
      appOf('cognism', 'Cognism', ({ department }) => usesCognism.includes(department), 'USER'),
    ],
  }
}

/** An app, and to whom among the employed Okta gives it. */
const appOf = (name: string, label: string, uses: (person: Person) => boolean, scope: 'USER' | 'GROUP' = 'GROUP'): OktaApp => ({
  id: `0oafern${name}`,
  name,
  label,
  assigned: people.filter(person => person.left === null && uses(person)).map(({ number }) => ({ userId: oktaId(number), scope })),
})

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
