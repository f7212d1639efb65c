import { company } from './people.ts'
import { oktaSeed } from './okta-seed.ts'
import { chorusManagers, chorusSeed } from './chorus-seed.ts'
import { clariSeed, cognismSeed, peopleAiSeed } from './console-seeds.ts'
import { companyFiles } from './files.ts'
import { relaySeed } from './relay-seed.ts'
import { integrationUser, salesforceSeed } from './salesforce-seed.ts'
import { slackSeed } from './slack-seed.ts'
import { pagerDutySeed, zendeskSeed } from './support-seeds.ts'

export { contacts, customers, deals } from './customers.ts'
export type { Contact, Customer, Deal } from './customers.ts'
export { company, emailOf, joiner, people } from './people.ts'
export type { Department, Person } from './people.ts'
export { consoleAdmin } from './console-seeds.ts'
export type { CompanyFile } from './files.ts'
export { integrationUser }

/** The demo company as its systems hold it. The same for the same `now`. */
export const companySeed = (now: Date) => ({
  name: company.name,
  domain: company.domain,
  okta: oktaSeed(now),
  relay: relaySeed(now),
  salesforce: salesforceSeed(now),
  slack: slackSeed(now),
  chorus: chorusSeed(now),
  chorusManagers: chorusManagers(),
  clari: clariSeed(now),
  peopleAi: peopleAiSeed(now),
  cognism: cognismSeed(now),
  zendesk: zendeskSeed(now),
  pagerDuty: pagerDutySeed(),
  /** What people export and upload. */
  files: companyFiles(now),
  /** Accounts that no plan may touch, by user name. */
  protected: [
    { userName: `dialer-sync@${company.domain}`, protection: 'service' },
    { userName: `relay-emergency@${company.domain}`, protection: 'break_glass' },
    { userName: integrationUser, protection: 'service' },
  ] as const,
  /** Who left and can still sign in to Relay, by the user name there. */
  stillActive: ['marcus.thiele', 'priya.raman', 'daniel.parks', 'jonas.eklund', 'dana.whitfield'].map(name => `${name}@${company.domain}`),
})
