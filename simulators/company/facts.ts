import { company, emailOf } from './people.ts'
import type { Department, Person } from './people.ts'

/** Milliseconds. */
export const day = 86_400_000

/** A moment so many days before now, at a working hour that differs by person. */
export const daysBefore = (now: Date, days: number, number = 'E1000'): string => {
  const at = new Date(now.getTime() - days * day)
  at.setUTCHours(8 + (Number(number.slice(1)) % 9), (Number(number.slice(1)) * 7) % 60, 0, 0)
  return new Date(Math.min(at.getTime(), now.getTime() - 60_000)).toISOString()
}

/** Okta's id of a person; Relay knows it as `externalId`. */
export const oktaId = (number: string) => `00ufern${number.toLowerCase()}0000000h7`

/** Who was given Relay and Salesforce. */
export const usesRelay: readonly Department[] = ['Sales', 'Sales Development', 'Customer Success', 'Revenue Operations']

/** Whoever comes back gets a second entry, since Okta keeps a login for ever. */
export const rehired = 'E1027'
export const rehiredLogin = `elena.petrova2@${company.domain}`

/** The address that a person signs in with today. */
export const loginOf = ({ number, first, last }: Pick<Person, 'number' | 'first' | 'last'>): string =>
  number === rehired ? rehiredLogin : emailOf(first, last)
