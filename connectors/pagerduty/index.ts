import { z } from 'zod'
import { accountOf, AccountRow, apiKey, defineConnector, listAt, offset, orNull, rateHeaders, readPages, secret } from '../kit/index.ts'
import type { Read, VendorApi } from '../kit/index.ts'

const text = z.string().nullish()

/** developer.pagerduty.com/api-reference/c96e889522dd6-list-users */
const PagerDutyUser = z.object({
  id: z.string().min(1),
  name: text,
  email: z.string().min(1),
  role: text,
  job_title: text,
  invitation_sent: z.boolean().nullish(),
  teams: z.array(z.object({ id: z.string(), summary: text })).nullish(),
})
type PagerDutyUser = z.infer<typeof PagerDutyUser>
const UserList = listAt('users', { total: 'total' })
const PagerDutyError = z.object({ error: z.object({ message: z.string(), errors: z.array(z.string()).nullish() }) })

/** The API is asked for its second version by the media type. */
const headers = { accept: 'application/vnd.pagerduty+json;version=2' }

const readAccounts: Read<AccountRow> = api =>
  readPages(api, {
    path: '/users',
    headers,
    paging: offset('offset', 0, { limit: '100', total: 'true' }),
    list: UserList,
    raw: PagerDutyUser,
    map: toAccount,
    row: AccountRow,
  })

const readAccount = async (api: VendorApi, externalId: string): Promise<AccountRow | null> => {
  const found = await orNull(api.get(`/users/${encodeURIComponent(externalId)}`, { headers, expect: z.object({ user: PagerDutyUser }) }))
  return found === null ? null : toAccount(found.body.user)
}

const toAccount = (user: PagerDutyUser): AccountRow =>
  accountOf({
    externalId: user.id,
    userName: user.email,
    email: user.email,
    displayName: user.name ?? '',
    status: user.invitation_sent === true ? 'staged' : 'active',
    vendorStatus: user.invitation_sent === true ? 'invited' : 'listed',
    role: user.role ?? null,
    groups: (user.teams ?? []).map(({ id, summary }) => summary ?? id),
    title: user.job_title || null,
  })

/** PagerDuty's users through its REST API. It can delete a user, but not suspend one: so Rollcall only reads. */
export const pagerduty = defineConnector({
  id: 'pagerduty',
  name: 'PagerDuty',
  category: 'app',
  summary: 'Users with role and teams. Its API cannot suspend a user, only delete; a person does that in PagerDuty, and the next read proves it.',
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
      key: secret('apiKey', 'API access key', { help: 'Integrations > API Access Keys, read-only.' }),
    }),
  ],
  // 960 requests a minute for one key (developer.pagerduty.com/docs/rest-api-rate-limits).
  limits: {
    perMinute: 480,
    observe: rateHeaders({ limit: 'ratelimit-limit', remaining: 'ratelimit-remaining', reset: 'ratelimit-reset', resetIs: 'seconds_from_now' }),
  },
  check: async api => {
    await api.get('/users', { headers, query: { limit: '1', offset: '0' }, expect: UserList })
    return 'May read users.'
  },
  explain: (_status, body) => {
    const error = PagerDutyError.safeParse(body).data?.error
    return { detail: error === undefined ? null : [error.message, ...(error.errors ?? [])].join(': ') }
  },
  reads: { accounts: readAccounts },
  writes: { readAccount },
})
