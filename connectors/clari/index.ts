import { consoleAccounts, consoleSignIn, defineConnector } from '../kit/index.ts'
import { recipes } from './recipes.ts'

/** Clari has no user API and no SCIM (profile.ts): its accounts are reached in the admin console, in a browser. */
export const clari = defineConnector({
  id: 'clari',
  name: 'Clari',
  category: 'app',
  summary: 'Accounts with role and team, worked in the admin console in a browser: read, deactivated, reactivated, role and team changed.',
  docs: 'https://www.clari.com',
  testedAgainst: "a stand-in console that follows the guide's navigation",
  baseUrl: {
    placeholder: 'https://app.clari.com',
    help: 'Where your administrators sign in.',
    example: 'https://app.clari.com',
    pattern: { regex: '^https://([a-z0-9-]+\\.)*clari\\.com/?$', message: 'The address ends in clari.com.' },
  },
  auth: [consoleSignIn('Clari')],
  // A console is a page for people: nobody is hurried.
  limits: { perMinute: 60, observe: () => null },
  ...consoleAccounts(recipes),
})
