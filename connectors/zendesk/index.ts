import { z } from 'zod'
import { assertMayWrite, basic, bearer, defineConnector, field, rateHeaders, secret } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { readAccount, readAccounts, UserList } from './accounts.ts'
import { changeAccount, endAccountSessions, suspend, suspension, unsuspend } from './change-account.ts'
import { MembershipList, membershipsPath } from './groups.ts'

const Details = z.record(z.string(), z.array(z.object({ description: z.string() })))

/**
 * Errors come as a word with a sentence, and for a record that is not valid what is wrong with each field, or as an object of them
 * (developer.zendesk.com/api-reference/introduction/requests).
 */
const ZendeskError = z.union([
  z.object({ error: z.string(), description: z.string().nullish(), details: Details.nullish().catch(null) }).transform(({ error, description, details }) => {
    const wrong = Object.values(details ?? {}).flatMap(problems => problems.map(one => one.description))
    return wrong.length > 0 ? wrong.join('; ') : (description ?? error)
  }),
  z.object({ error: z.object({ message: z.string() }) }).transform(({ error }) => error.message),
])

/** An id that no user has: the largest that JSON carries. */
const nobody = String(Number.MAX_SAFE_INTEGER)

/** Zendesk's agents and admins, and their groups, through the Support API. */
export const zendesk = defineConnector({
  id: 'zendesk',
  name: 'Zendesk',
  category: 'app',
  summary:
    'Agents and admins with role, groups and last sign-in; suspends them, ends their sessions, lifts a suspension, and gives and takes roles and groups.',
  docs: 'https://developer.zendesk.com/api-reference/ticketing/users/users/',
  testedAgainst: "Zendesk's own OpenAPI description, and a stand-in",
  baseUrl: {
    placeholder: 'https://acme.zendesk.com',
    help: 'The address your agents work at.',
    example: 'https://acme.zendesk.com',
    pattern: { regex: '^https://[a-z0-9-]+\\.zendesk\\.com/?$', message: 'A Zendesk address looks like https://acme.zendesk.com.' },
  },
  auth: [
    basic({
      label: 'API token',
      username: field('email', 'E-mail of an admin', { placeholder: 'rollcall@acme.com' }),
      password: secret('apiToken', 'API token', { help: 'Admin Center > Apps and integrations > APIs > API tokens.' }),
      suffix: '/token',
    }),
    bearer({ label: 'OAuth access token', token: secret('accessToken', 'Access token', { help: 'Of an admin, with the scopes read and write.' }) }),
  ],
  // The smallest plan's allowance (developer.zendesk.com/api-reference/introduction/rate-limits).
  limits: {
    perMinute: 200,
    observe: rateHeaders({ limit: 'x-rate-limit', remaining: 'x-rate-limit-remaining', reset: 'ratelimit-reset', resetIs: 'seconds_from_now' }),
  },
  check,
  explain: (_status, body) => ({ detail: ZendeskError.safeParse(body).data ?? null }),
  reads: { accounts: readAccounts },
  writes: { readAccount, changeAccount, deactivateAccount: suspend, reactivateAccount: unsuspend, endAccountSessions },
})

/** Agents may read as admins do; only an admin may suspend. */
async function check(api: VendorApi): Promise<string> {
  await api.get('/api/v2/users', { query: { role: 'admin', 'page[size]': '1' }, expect: UserList })
  await api.get(membershipsPath, { query: { 'page[size]': '1' }, expect: MembershipList })
  await assertMayWrite(api, suspension(nobody, true))
  return 'May read agents and their groups, and suspend agents.'
}
