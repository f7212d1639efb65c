import { consoleAccounts, consoleSignIn, defineConnector } from '../kit/index.ts'
import { recipes } from './recipes.ts'

/** People.ai documents no user API and no SCIM (profile.ts). An internal API that one may find is not used: the admin console is worked in a browser. */
export const peopleAi = defineConnector({
  id: 'people-ai',
  name: 'People.ai',
  category: 'app',
  summary: 'Accounts with permission and licence, worked in the admin console in a browser: read, made, disabled, enabled, changed.',
  docs: 'https://www.people.ai',
  testedAgainst: 'a stand-in console; the guide tells no navigation to follow',
  baseUrl: {
    placeholder: 'https://app.people.ai',
    help: 'Where your administrators sign in.',
    example: 'https://app.people.ai',
    pattern: { regex: '^https://([a-z0-9-]+\\.)*people\\.ai/?$', message: 'The address ends in people.ai.' },
  },
  auth: [consoleSignIn('People.ai')],
  limits: { perMinute: 60, observe: () => null },
  ...consoleAccounts(recipes),
})
