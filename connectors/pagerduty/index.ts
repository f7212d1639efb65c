import { z } from 'zod'
import { apiKey, defineConnector, mayWrite, rateHeaders, secret } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { headers, readAccount, readAccounts, UserList } from './accounts.ts'
import { changeAccount, changeOfNobody, deleteAccount } from './change-account.ts'

const PagerDutyError = z.object({ error: z.object({ message: z.string(), errors: z.array(z.string()).nullish() }) })

/** PagerDuty's users through its REST API. It can delete a user for good, but not suspend one. */
export const pagerduty = defineConnector({
  id: 'pagerduty',
  name: 'PagerDuty',
  category: 'app',
  summary:
    'Users with role and teams; changes roles. Its API cannot suspend a user, only delete for good, and not while they are on call or have open incidents.',
  docs: 'https://developer.pagerduty.com/api-reference/',
  testedAgainst: 'a stand-in written from the API reference',
  baseUrl: {
    placeholder: 'https://api.pagerduty.com',
    help: 'https://api.pagerduty.com, or https://api.eu.pagerduty.com for the service region EU.',
    example: 'https://api.pagerduty.com',
    pattern: { regex: '^https://api(\\.eu)?\\.pagerduty\\.com/?$', message: 'The address is https://api.pagerduty.com or https://api.eu.pagerduty.com.' },
  },
  auth: [
    apiKey({
      label: 'API access key',
      header: 'authorization',
      prefix: 'Token token=',
      key: secret('apiKey', 'API access key', { help: 'Integrations > API Access Keys; a read-only key will do where nobody is to be changed.' }),
    }),
  ],
  // 960 requests a minute for one key (developer.pagerduty.com/docs/rest-api-rate-limits).
  limits: {
    perMinute: 480,
    observe: rateHeaders({ limit: 'ratelimit-limit', remaining: 'ratelimit-remaining', reset: 'ratelimit-reset', resetIs: 'seconds_from_now' }),
  },
  check,
  explain: (_status, body) => {
    const error = PagerDutyError.safeParse(body).data?.error
    return { detail: error === undefined ? null : [error.message, ...(error.errors ?? [])].join(': ') }
  },
  reads: { accounts: readAccounts },
  writes: { readAccount, changeAccount, deleteAccount },
})

/** A read-only key may read as any other does. */
async function check(api: VendorApi): Promise<string> {
  await api.get('/users', { headers, query: { limit: '1', offset: '0' }, expect: UserList })
  return (await mayWrite(api, changeOfNobody)) ? 'May read users, and change and delete them.' : 'May read users, and change none.'
}
