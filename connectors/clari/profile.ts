import type { AppProfile } from '@rollcall/contract'

export const clari: AppProfile = {
  id: 'clari',
  name: 'Clari',
  summary: 'Accounts come by the first sign-in and never go by themselves: leaving is the identity provider, the account, and handing over open opportunities.',
  sources: [{ id: 'app-guide', title: 'Clari User Management API Guide, Stitchflow', date: '2026-03-09' }],
  facts: [
    {
      topic: 'user_api',
      verdict: 'no',
      statement: 'The public API (developer.clari.com) covers opportunities, forecasts and call recordings; it has no users.',
      source: 'app-guide',
    },
    { topic: 'scim', verdict: 'no', statement: 'No SCIM endpoint is publicly documented.', source: 'app-guide' },
    { topic: 'jit', verdict: 'yes', statement: 'An account is made at the first sign-in by SAML through Okta or Entra ID.', source: 'app-guide' },
    { topic: 'sso', verdict: 'yes', statement: 'SAML with Okta and Entra ID; Google Workspace and OneLogin are not confirmed.', source: 'app-guide' },
    { topic: 'sso', verdict: null, statement: 'It is a prerequisite of any automated provisioning, on the Enterprise plan.', source: 'app-guide' },
    {
      topic: 'deactivation',
      verdict: 'partly',
      statement: 'Two steps: the identity provider blocks the sign-in, and an admin deactivates the account in Clari. Nothing carries the one to the other.',
      source: 'app-guide',
    },
    { topic: 'roles', verdict: 'no', statement: 'Roles and teams are changed one by one in Admin > Users.', source: 'app-guide' },
    { topic: 'bulk', verdict: 'no', statement: 'No bulk API and no CSV import.', source: 'app-guide' },
    { topic: 'authentication', verdict: 'undocumented', statement: 'No document says how requests about users would be authenticated.', source: 'app-guide' },
    { topic: 'paging', verdict: 'undocumented', statement: 'There is nothing to page through.', source: 'app-guide' },
    { topic: 'rate_limits', verdict: 'undocumented', statement: 'No limit is published, no rate-limit headers, no Retry-After.', source: 'app-guide' },
    { topic: 'webhooks', verdict: 'no', statement: 'No webhooks for the lifecycle of users.', source: 'app-guide' },
  ],
  scenarios: [
    {
      purpose: 'provision',
      title: 'Give somebody an account through Okta (first sign-in)',
      steps: [
        'Configure the Clari SAML application in Okta with the metadata from the admin settings of Clari.',
        'Map the attributes email, firstName, lastName and role.',
        'Assign the application to the person or to a group.',
        'The person signs in for the first time, and Clari makes the account.',
        'In Clari, Admin > Users: see that the person is there, and give role and team.',
      ],
      watchOut: 'The account is made at the first sign-in only, and only where the assignment was there before it.',
      source: 'app-guide',
    },
    {
      purpose: 'deprovision',
      title: 'Take the account of somebody who leaves',
      steps: [
        'Remove or suspend the assignment in Okta or Entra ID. This blocks the sign-in.',
        'Sign in to Clari as an admin and deactivate or remove the account.',
        'Give open opportunities and forecasts of the person to somebody else.',
      ],
      watchOut: 'Nothing deactivates the account when the person is disabled in the identity provider.',
      source: 'app-guide',
    },
    {
      purpose: 'change_role',
      title: 'Change the roles of several people',
      steps: ['Sign in to Clari as an administrator.', 'Open Admin > Users.', 'Find each person.', 'Change role or team one by one.'],
      watchOut: 'The revenue API has no users and cannot be used for this. The merger with Salesloft (2025) may change the API.',
      source: 'app-guide',
    },
  ],
  routes: [
    { route: 'browser', when: 'Rollcall has an administrator of its own in Clari. Handing over opportunities stays with a person.' },
    { route: 'manual', when: 'Otherwise: admins of the identity provider and of Clari follow the steps. Handing over opportunities belongs to it.' },
  ],
  leaving: { handOver: 'open opportunities and forecasts' },
  scimHosts: [],
}
