import { bearer, defineConnector, rateHeaders, scimAccounts, secret } from '../kit/index.ts'

/** The managed users of a GitHub enterprise, by its SCIM API. */
export const github = defineConnector({
  id: 'github',
  name: 'GitHub',
  category: 'app',
  summary:
    'Managed users of an enterprise with roles and groups; creates, suspends and restores them, and changes role and groups. GitHub obfuscates handle and address of whom it suspends.',
  docs: 'https://docs.github.com/enterprise-cloud@latest/rest/enterprise-admin/scim',
  testedAgainst: "GitHub's own OpenAPI description, and a stand-in",
  baseUrl: {
    placeholder: 'https://api.github.com/scim/v2/enterprises/acme',
    help: 'With the short name of your enterprise at the end.',
    example: 'https://api.github.com/scim/v2/enterprises/acme',
    pattern: {
      regex: '^https://api\\.github\\.com/scim/v2/enterprises/[A-Za-z0-9-]+/?$',
      message: 'The address looks like https://api.github.com/scim/v2/enterprises/acme.',
    },
  },
  auth: [
    bearer({
      label: 'Personal access token (classic)',
      token: secret('token', 'Token', { help: 'Of the setup user, with the scope scim:enterprise.', placeholder: 'ghp_...' }),
    }),
  ],
  // 5,000 requests an hour for one user (docs.github.com/rest/using-the-rest-api/rate-limits-for-the-rest-api).
  limits: {
    perMinute: 80,
    observe: rateHeaders({ limit: 'x-ratelimit-limit', remaining: 'x-ratelimit-remaining', reset: 'x-ratelimit-reset', resetIs: 'epoch_seconds' }),
  },
  // There is no ServiceProviderConfig to ask.
  ...scimAccounts({
    abilities: { patch: true, etag: false, cursor: false },
    settable: ['role', 'groups'],
    // "Complex SCIM path selectors that include filters are not supported."
    memberRemoval: 'value',
    // Only the core schema; without a role somebody is a `user`.
    draft: ({ externalId, userName, name, displayName, emails, active, roles }) => ({
      schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
      externalId,
      userName,
      name,
      displayName,
      emails,
      active,
      roles: roles ?? [{ value: 'user', primary: true }],
    }),
  }),
})
