import { type SalesforceOptions, type SalesforceSeed, type SalesforceUser, startSalesforce } from '@rollcall/simulators'
import { credentials } from './salesforce.ts'

/** The id of the n-th user of the org. The first is the integration. */
export const userId = (n: number): string => `005000000000${String(n).padStart(3, '0')}AAA`

/** The n-th user of the org, with the address that the same name has in `startAcme`. */
export const orgUser = (n: number, name: string, more: Partial<SalesforceUser> = {}): SalesforceUser => ({
  id: userId(n),
  username: `${name}@acme.test`,
  email: `${name}@acme.test`,
  name,
  active: true,
  ...more,
})

interface AcmeOrg extends Partial<Omit<SalesforceSeed, 'users'>> {
  /** From the second on, by `orgUser`. */
  readonly users: readonly SalesforceUser[]
}

/** The Salesforce of the company of `startAcme`, by an integration that may change accounts and records. Connect it with `connectOrg`; close it in `afterAll`. */
export const startAcmeOrg = ({ users, ...seed }: AcmeOrg, more: Pick<SalesforceOptions, 'lockedRecords'> = {}) =>
  startSalesforce({
    ...more,
    seed: {
      profiles: [{ name: 'Sales User', licence: 'Salesforce' }],
      accounts: [],
      contacts: [],
      opportunities: [],
      ...seed,
      users: [orgUser(1, 'rollcall', { profile: 'System Administrator', ssoOnly: true }), ...users],
    },
    clients: {
      rollcall: {
        secret: credentials.clientSecret,
        username: 'rollcall@acme.test',
        rights: {
          api: true,
          read: ['Account', 'Contact', 'Opportunity', 'User', 'Task', 'UserLogin'],
          write: ['Task', 'User', 'UserLogin', 'Account', 'Opportunity'],
        },
      },
    },
  })
