import { bearer, defineConnector, scimAccounts, secret } from '../kit/index.ts'

/** The accounts of an Atlassian organization that are provisioned through a directory, by its SCIM API. */
export const atlassian = defineConnector({
  id: 'atlassian',
  name: 'Atlassian',
  category: 'app',
  summary:
    'Accounts and groups of a provisioning directory (Jira, Confluence and the others); creates, deactivates and reactivates them, and changes their groups.',
  docs: 'https://developer.atlassian.com/cloud/admin/user-provisioning/rest/intro/',
  testedAgainst: "Atlassian's own OpenAPI description, and a stand-in",
  baseUrl: {
    placeholder: 'https://api.atlassian.com/scim/directory/...',
    help: 'The directory base URL that Atlassian shows when an identity provider is connected.',
    example: 'https://api.atlassian.com/scim/directory/0a1b2c3d-0000-4000-8000-000000000000',
    pattern: {
      regex: '^https://api\\.atlassian\\.com/scim/directory/[A-Za-z0-9-]+/?$',
      message: 'A directory base URL looks like https://api.atlassian.com/scim/directory/0a1b2c3d-...',
    },
  },
  auth: [bearer({ label: 'SCIM API key', token: secret('token', 'API key', { help: 'Shown once, beside the directory base URL.' }) })],
  // Atlassian publishes no figure for this API; a refusal says when to come back.
  limits: { perMinute: 120, observe: () => null },
  // Roles and licences come from groups; the description of a user has neither (Atlassian's own OpenAPI document).
  ...scimAccounts({ settable: ['groups'] }),
})
