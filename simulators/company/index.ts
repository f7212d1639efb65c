import { company } from './people.ts'
import { oktaSeed } from './okta-seed.ts'
import { relaySeed } from './relay-seed.ts'
import { salesforceSeed } from './salesforce-seed.ts'

export { contacts, customers, deals } from './customers.ts'
export type { Contact, Customer, Deal } from './customers.ts'
export { company, emailOf, people } from './people.ts'
export type { Department, Person } from './people.ts'
export { integrationUser } from './salesforce-seed.ts'

/** The demo company as its three systems hold it. The same for the same `now`. */
export const companySeed = (now: Date) => ({
  name: company.name,
  domain: company.domain,
  okta: oktaSeed(now),
  relay: relaySeed(now),
  salesforce: salesforceSeed(now),
  /** Accounts in Relay that no plan may touch, by user name. */
  protected: [
    { userName: `dialer-sync@${company.domain}`, protection: 'service' },
    { userName: `relay-emergency@${company.domain}`, protection: 'break_glass' },
  ] as const,
  /** Who left and can still sign in to Relay, by the user name there. */
  stillActive: ['marcus.thiele', 'priya.raman', 'daniel.parks', 'jonas.eklund', 'dana.whitfield'].map(name => `${name}@${company.domain}`),
})
