import type { ConsoleSeed, ConsoleUser } from '../admin-console/index.ts'
import { day, loginOf } from './facts.ts'
import { company, people } from './people.ts'
import type { Department, Person } from './people.ts'

/** Who signs in to the consoles for Rollcall. */
export const consoleAdmin = `rollcall-console@${company.domain}`

const usesClari: readonly Department[] = ['Sales', 'Sales Development', 'Customer Success']
const usesPeopleAi: readonly Department[] = ['Sales', 'Sales Development']
export const usesCognism: readonly Department[] = ['Sales Development']

/** What somebody has in a console; accounts of leavers are closed there unless it says otherwise. */
type Access = Pick<ConsoleUser, 'role' | 'licence' | 'team'> & Partial<Pick<ConsoleUser, 'active' | 'lastActive'>>

const dayBefore = (now: Date, days: number) => new Date(now.getTime() - days * day).toISOString().slice(0, 10)

const seedOf = (now: Date, uses: readonly Department[], admin: Access, accessOf: (person: Person) => Access): ConsoleSeed => ({
  users: [
    ...people
      .filter(({ department }) => uses.includes(department))
      .map(person => ({
        id: person.number.toLowerCase(),
        name: `${person.first} ${person.last}`,
        email: loginOf(person),
        active: person.left === null,
        lastActive: dayBefore(now, person.left ?? 1 + (Number(person.number.slice(1)) % 6)),
        ...accessOf(person),
      })),
    { id: 'rollcall', name: 'Rollcall', email: consoleAdmin, active: true, lastActive: dayBefore(now, 0), ...admin },
  ],
})

const leads = ({ title }: Person) => /VP|Director|^Manager/.test(title)

/**
 * Clari makes accounts at the first sign-in and closes none: one leaver is active there, two came and were never given a role, one was last
 * there in summer and one never.
 */
export const clariSeed = (now: Date): ConsoleSeed =>
  seedOf(now, usesClari, { role: 'Admin', licence: null, team: null }, person => ({
    role: ['E1016', 'E1044'].includes(person.number) ? null : leads(person) ? 'Manager' : 'Rep',
    licence: null,
    team: person.department === 'Customer Success' ? 'Renewals' : person.title.startsWith('Enterprise') ? 'Enterprise' : 'Mid-market',
    ...(person.number === 'E1019' ? { active: true } : {}),
    ...(person.number === 'E1043' ? { lastActive: dayBefore(now, 130) } : {}),
    ...(person.number === 'E1044' ? { lastActive: null } : {}),
  }))

/** People.ai is looked after by hand; nobody thought of the solutions engineer who left last week. */
export const peopleAiSeed = (now: Date): ConsoleSeed =>
  seedOf(now, usesPeopleAi, { role: 'Administrator', licence: 'Full', team: null }, person => ({
    role: leads(person) ? 'Manager' : 'User',
    licence: person.department === 'Sales' ? 'Full' : 'Capture only',
    team: null,
    ...(person.number === 'E1020' ? { active: true } : {}),
  }))

/** Cognism follows Okta. */
export const cognismSeed = (now: Date): ConsoleSeed =>
  seedOf(now, usesCognism, { role: 'Admin', licence: null, team: 'Admins' }, person => ({
    role: leads(person) ? 'Team lead' : 'Member',
    licence: leads(person) ? 'Elevate' : 'Grow',
    team: 'Sales Team',
  }))
