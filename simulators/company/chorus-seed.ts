import type { ScimAppSeed } from '../scim-app/index.ts'
import { daysBefore, loginOf, oktaId } from './facts.ts'
import { people } from './people.ts'
import type { Department, Person } from './people.ts'

export const usesChorus: readonly Department[] = ['Sales', 'Sales Development', 'Customer Success']

/** Came by single sign-on, and nobody has given a role since. */
const withoutRole = 'E1031'

const users = people.filter(({ department }) => usesChorus.includes(department))
const chorusId = (number: string) => `ch_${number.toLowerCase()}`

/** Roles in Chorus's own words (CG-295 to CG-300). */
const roleOf = ({ number, department, title }: Person): string | null => {
  if (number === withoutRole) return null
  if (/VP|Director/.test(title)) return 'Enablement/Leadership'
  const side = department === 'Sales Development' ? 'SDR' : 'AE/Other'
  return title.startsWith('Manager') ? `Manager (${side})` : `Rep (${side})`
}

/** Chorus: the sellers, with its own role and licence. */
export const chorusSeed = (now: Date): ScimAppSeed => ({
  users: users.map(person => {
    const { number, first, last, title, department, joined, left } = person
    const login = loginOf(person)
    return {
      id: chorusId(number),
      externalId: oktaId(number),
      userName: login,
      givenName: first,
      familyName: last,
      emails: [login],
      active: left === null,
      title,
      role: roleOf(person),
      licence: department === 'Customer Success' ? 'listener' : 'recorder',
      employeeNumber: null,
      department,
      created: daysBefore(now, Math.min(joined, 700), number),
      lastModified: daysBefore(now, left ?? Math.min(joined, 200), number),
    }
  }),
  groups: [],
})

/** The manager's address by the id of the user, as `manager_email` says it. */
export const chorusManagers = (): Record<string, string> =>
  Object.fromEntries(
    users.flatMap(({ number, manager }) => {
      const boss = people.find(one => one.number === manager)
      return boss === undefined ? [] : [[chorusId(number), loginOf(boss)]]
    }),
  )
