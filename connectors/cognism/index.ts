import { consoleAccounts, consoleSignIn, defineConnector } from '../kit/index.ts'
import { recipes } from './recipes.ts'

/** Cognism takes SCIM from Okta alone (profile.ts), so that Rollcall itself reaches its accounts in the admin console, in a browser. */
export const cognism = defineConnector({
  id: 'cognism',
  name: 'Cognism',
  category: 'app',
  summary: 'Accounts with role, seat type and group, worked in the admin console in a browser: read, suspended, restored, role and seat type changed.',
  docs: 'https://www.cognism.com',
  testedAgainst: "a stand-in console that follows the guide's navigation",
  baseUrl: {
    placeholder: 'https://app.cognism.com',
    help: 'Where your administrators sign in.',
    example: 'https://app.cognism.com',
    pattern: { regex: '^https://([a-z0-9-]+\\.)*cognism\\.com/?$', message: 'The address ends in cognism.com.' },
  },
  auth: [consoleSignIn('Cognism')],
  limits: { perMinute: 60, observe: () => null },
  ...consoleAccounts(recipes),
})
