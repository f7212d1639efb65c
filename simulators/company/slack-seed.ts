import type { ScimAppSeed, ScimAppUser } from '../scim-app/index.ts'
import { daysBefore, loginOf, oktaId } from './facts.ts'
import { company, people } from './people.ts'
import type { Person } from './people.ts'

/** Given Slack by Okta, and never arrived there. */
const missing = 'E1078'

const slackId = (name: string) => `U0${name.toUpperCase().replaceAll(/\W/g, '')}`

/** Slack: everybody, the leavers switched off. One has a second account from before single sign-on, and two belong to nobody whom Okta knows. */
export const slackSeed = (now: Date): ScimAppSeed => {
  const members = people.filter(({ number }) => number !== missing)
  const kofi = members.find(({ number }) => number === 'E1030')
  return {
    users: [
      ...members.map(person => member(person, now)),
      ...(kofi === undefined ? [] : [{ ...member(kofi, now), id: slackId('E1030-1'), userName: `kofi@${company.domain}`, emails: [`kofi@${company.domain}`] }]),
      stranger('lena.hart@brightpath.example', 'Lena', 'Hart', now),
      stranger(`deal-bot@${company.domain}`, 'Deal', 'Bot', now),
    ],
    groups: (['Sales', 'Customer Success', 'Engineering'] as const).map(name => ({
      id: `S0${name.replaceAll(' ', '').toUpperCase()}`,
      displayName: name,
      members: members.filter(({ department, left }) => department === name && left === null).map(({ number }) => slackId(number)),
    })),
  }
}

const member = (person: Person, now: Date): ScimAppUser => {
  const { number, first, last, title, department, joined, left } = person
  const login = loginOf(person)
  return {
    id: slackId(number),
    externalId: oktaId(number),
    userName: login,
    givenName: first,
    familyName: last,
    emails: [login],
    active: left === null,
    title,
    role: null,
    licence: null,
    employeeNumber: null,
    department,
    created: daysBefore(now, Math.min(joined, 900), number),
    lastModified: daysBefore(now, left ?? Math.min(joined, 200), number),
  }
}

const stranger = (email: string, givenName: string, familyName: string, now: Date): ScimAppUser => ({
  id: slackId(email),
  externalId: null,
  userName: email,
  givenName,
  familyName,
  emails: [email],
  active: true,
  title: null,
  role: null,
  licence: null,
  employeeNumber: null,
  department: null,
  created: daysBefore(now, 300),
  lastModified: daysBefore(now, 300),
})
