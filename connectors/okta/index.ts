import { bearer, defineConnector, oauthClientCredentials, rateHeaders, secret } from '../kit/index.ts'
import { readAssignments } from './assignments.ts'
import { check } from './check.ts'
import { OktaError } from './wire.ts'
import { readIdentities } from './identities.ts'

/** Okta as an identity source (developer.okta.com/docs/api/openapi/okta-management). Read only. */
export const okta = defineConnector({
  id: 'okta',
  name: 'Okta',
  category: 'identity',
  summary: 'People, their groups and their app assignments, the deprovisioned included.',
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
        help: 'Security > API > Tokens, made by a user who is a read-only administrator: the token can do what its maker can.',
        placeholder: '00...',
      }),
    }),
    oauthClientCredentials({
      label: 'Service app (OAuth 2.0)',
      client: 'private_key',
      tokenPath: '/oauth2/v1/token',
      scope: 'okta.users.read okta.groups.read okta.apps.read',
    }),
  ],
  limits: {
    perMinute: 300,
    observe: rateHeaders({ limit: 'x-rate-limit-limit', remaining: 'x-rate-limit-remaining', reset: 'x-rate-limit-reset', resetIs: 'epoch_seconds' }),
  },
  check,
  explain: (_status, body) => ({ detail: OktaError.safeParse(body).data?.errorSummary ?? null }),
  reads: { identities: readIdentities, assignments: readAssignments },
  writes: {},
})
