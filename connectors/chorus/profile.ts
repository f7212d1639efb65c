import type { AppProfile } from '@rollcall/contract'

/** Two documents disagree on SCIM: the vendor's own guide configures it in three identity providers, the app guide found none in public. */
export const chorus: AppProfile = {
  id: 'chorus',
  name: 'Chorus',
  summary: 'Switching somebody off in the identity provider blocks their sign-in and leaves the account alive, unless support has given you a SCIM token.',
  sources: [
    { id: 'app-guide', title: 'Chorus.ai User Management API Guide, Stitchflow', date: '2026-03-04' },
    { id: 'vendor-guide', title: 'Chorus Integrations Guide', date: null },
  ],
  facts: [
    {
      topic: 'user_api',
      verdict: 'no',
      statement: 'There is no public REST API for users: none is documented at Chorus, and none at the ZoomInfo developer portal.',
      source: 'app-guide',
    },
    { topic: 'scim', verdict: 'no', statement: 'No SCIM endpoint is publicly documented.', source: 'app-guide' },
    {
      topic: 'scim',
      verdict: 'yes',
      statement: 'SCIM 2.0 at https://chorus.ai/api/scim/v2 with a bearer token; set up in Okta, Azure and JumpCloud (CG-284 to CG-345).',
      source: 'vendor-guide',
    },
    {
      topic: 'scim',
      verdict: null,
      statement: 'The token belongs to the organisation and is given out by support, who activate the feature first (CG-284).',
      source: 'vendor-guide',
    },
    {
      topic: 'scim',
      verdict: null,
      statement: 'Users are created or linked, updated, deactivated, and reactivated when they are assigned again (CG-286 to CG-289).',
      source: 'vendor-guide',
    },
    { topic: 'jit', verdict: 'yes', statement: 'An account is made at the first sign-in by SAML through Okta or Entra ID.', source: 'app-guide' },
    { topic: 'sso', verdict: 'yes', statement: 'SAML 2.0, on the Enterprise plan; it is a prerequisite of any automated provisioning.', source: 'app-guide' },
    {
      topic: 'deactivation',
      verdict: 'partly',
      statement: 'Removing the assignment in the identity provider blocks sign-in; the account stays active until somebody deactivates it in the admin panel.',
      source: 'app-guide',
    },
    {
      topic: 'deactivation',
      verdict: 'yes',
      statement: 'With SCIM the account itself is deactivated: unassigning sends active = false (CG-288).',
      source: 'vendor-guide',
    },
    { topic: 'roles', verdict: 'no', statement: 'An account made at the first sign-in has no role until an admin gives it one.', source: 'app-guide' },
    {
      topic: 'roles',
      verdict: 'yes',
      statement: 'With SCIM chorus_role and chorus_license_type come with the user, so both are staged before the first sign-in (CG-293, CG-294).',
      source: 'vendor-guide',
    },
    {
      topic: 'roles',
      verdict: null,
      statement: 'The manager in manager_email makes up the team, at every create and update (CG-302 to CG-304).',
      source: 'vendor-guide',
    },
    { topic: 'bulk', verdict: 'no', statement: 'No API and no CSV import; everything goes through the admin console.', source: 'app-guide' },
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
        'Configure SAML 2.0 in the admin settings of Chorus with Okta as identity provider.',
        'Assign the Chorus application to the person in Okta.',
        'The person signs in for the first time, and Chorus makes the account.',
        'An admin gives the account a role (for example Rep or Manager) in the admin console.',
      ],
      watchOut: 'The account is made at the first sign-in only, and has no role then.',
      source: 'app-guide',
    },
    {
      purpose: 'provision',
      title: 'Give somebody an account through SCIM',
      steps: [
        'Ask support to activate provisioning and for the SCIM token of your organisation.',
        'In the identity provider, enter the base address https://chorus.ai/api/scim/v2 and the token, and test the credentials.',
        'Map chorus_role, chorus_license_type and manager_email.',
        'Assign the person; role and licence must be chosen.',
      ],
      watchOut: 'Azure does not support the custom attributes natively; the guide maps them by expressions on other attributes.',
      source: 'vendor-guide',
    },
    {
      purpose: 'deprovision',
      title: 'Take the account of somebody who leaves',
      steps: [
        "Remove the person's assignment to Chorus in Okta or Entra ID. This blocks further sign-ins.",
        'In the admin panel of Chorus, deactivate or remove the user.',
        'Look the user up again: the account must read inactive.',
      ],
      watchOut: 'Blocking the sign-in alone leaves the account active.',
      source: 'app-guide',
    },
    {
      purpose: 'bulk',
      title: 'Change many users in the admin console',
      steps: ['Sign in to the admin console of ZoomInfo or Chorus.', 'Open User Management.', 'View, invite or deactivate users one by one.'],
      watchOut: 'There is no bulk operation by program.',
      source: 'app-guide',
    },
  ],
  routes: [
    { route: 'scim', when: 'Your organisation has a SCIM token: the change reaches the account and can be read again.' },
    { route: 'browser', when: 'There is no token: Rollcall works the console as an administrator of its own.' },
    { route: 'manual', when: 'There is neither a token nor an administrator for Rollcall: an admin of Chorus follows the steps and looks the user up again.' },
  ],
  scimHosts: ['chorus.ai'],
}
