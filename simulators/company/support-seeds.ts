import type { PagerDutySeed } from '../pagerduty/index.ts'
import type { ZendeskSeed } from '../zendesk/index.ts'
import { daysBefore, loginOf } from './facts.ts'
import { people } from './people.ts'

/** Zendesk: Customer Success. Its director administers it without a second factor. */
export const zendeskSeed = (now: Date): ZendeskSeed => {
  const agents = people.filter(({ department }) => department === 'Customer Success')
  const idOf = (number: string) => 7000 + Number(number.slice(1))
  return {
    users: agents.map(person => ({
      id: idOf(person.number),
      name: `${person.first} ${person.last}`,
      email: loginOf(person),
      role: person.number === 'E1040' ? 'admin' : 'agent',
      role_type: person.number === 'E1040' ? 4 : null,
      active: true,
      suspended: false,
      external_id: null,
      last_login_at: daysBefore(now, 2, person.number),
      two_factor_auth_enabled: person.number !== 'E1040',
    })),
    groups: [{ id: 71, name: 'Support', members: agents.map(({ number }) => idOf(number)) }],
  }
}

/** PagerDuty: Engineering. One was invited and has not come. */
export const pagerDutySeed = (): PagerDutySeed => ({
  users: people
    .filter(({ department, left }) => department === 'Engineering' && left === null)
    .map(person => ({
      id: `P${person.number}`,
      name: `${person.first} ${person.last}`,
      email: loginOf(person),
      role: person.number === 'E1070' ? 'owner' : 'user',
      job_title: person.title,
      invitation_sent: person.number === 'E1078',
      teams: [{ id: 'PROBOTS', summary: 'Robots' }],
    })),
})
