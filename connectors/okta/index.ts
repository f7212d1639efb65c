import { bearer, defineConnector, field, oauthClientCredentials, rateHeaders, secret } from '../kit/index.ts'
import { assignApp, readAssignment, unassignApp } from './assign-app.ts'
import { readAssignments } from './assignments.ts'
import { deactivateIdentity, endSessions, reactivateIdentity } from './change-identity.ts'
import { check } from './check.ts'
import { readIdentities, readIdentity } from './identities.ts'
import { joinGroup, leaveGroup, readMembership } from './memberships.ts'
import { OktaError } from './wire.ts'

/** Okta as an identity source (developer.okta.com/docs/api/openapi/okta-management). */
export const okta = defineConnector({
  id: 'okta',
  name: 'Okta',
  category: 'identity',
  summary: 'People, their groups and their app assignments, the deprovisioned included; suspends people, ends their sessions, changes groups and assignments.',
  docs: 'https://developer.okta.com/docs/api/',
  testedAgainst: "Okta's OpenAPI description and a stand-in",
  baseUrl: {
    placeholder: 'https://acme.okta.com',
    help: 'The address your people sign in at, without -admin.',
    example: 'https://acme.okta.com',
    pattern: {
      regex: '^https://(?![^/]*-admin\\.)[a-z0-9.-]+\\.(okta|oktapreview|okta-emea|okta-gov)\\.com/?$',
      message: 'An Okta address looks like https://acme.okta.com, without -admin.',
    },
  },
  auth: [
    bearer({
      label: 'API token',
      scheme: 'SSWS',
      token: secret('apiToken', 'API token', {
        help: 'Security > API > Tokens. The token can do what its maker can: a read-only administrator is enough to read; for plans that change people, groups and assignments the maker is a group administrator and an app administrator.',
        placeholder: '00...',
      }),
    }),
    oauthClientCredentials({
      label: 'Service app (OAuth 2.0)',
      client: 'private_key',
      tokenPath: '/oauth2/v1/token',
      scope: 'okta.users.read okta.groups.read okta.apps.read {changes}',
      fields: [
        field('changes', 'Scopes for changes', {
          required: false,
          help: 'Granted to the service app besides okta.users.read, okta.groups.read and okta.apps.read. Leave it empty to read only.',
          placeholder: 'okta.users.manage okta.groups.manage okta.apps.manage',
          pattern: { regex: '^(okta\\.[a-zA-Z.]+\\.manage( |$))*$', message: 'Scopes look like okta.users.manage, with a space between them.' },
        }),
      ],
    }),
  ],
  limits: {
    perMinute: 300,
    observe: rateHeaders({ limit: 'x-rate-limit-limit', remaining: 'x-rate-limit-remaining', reset: 'x-rate-limit-reset', resetIs: 'epoch_seconds' }),
  },
  check,
  explain: (_status, body) => ({ detail: OktaError.safeParse(body).data?.errorSummary ?? null }),
  reads: { identities: readIdentities, assignments: readAssignments },
  writes: {
    readIdentity,
    deactivateIdentity,
    reactivateIdentity,
    endSessions,
    readAssignment,
    assignApp,
    unassignApp,
    readMembership,
    joinGroup,
    leaveGroup,
  },
})
