import { z } from 'zod'
import { bearer, defineConnector, mayWrite, secret } from '../kit/index.ts'
import type { RateSeen, VendorApi } from '../kit/index.ts'
import { readAccount, readAccounts, readNames, UserList, userPath, usersPath } from './accounts.ts'
import { changeAccount, createAccount, deleteAccount, findAccount } from './change-account.ts'

const HubSpotError = z.object({ message: z.string() })

/** HubSpot's users through its user provisioning API. It can take a user out of the account for good, but not switch one off. */
export const hubspot = defineConnector({
  id: 'hubspot',
  name: 'HubSpot',
  category: 'app',
  summary: 'Users with roles and teams; creates users, and changes role and teams. Its API cannot deactivate a user, only delete for good.',
  docs: 'https://developers.hubspot.com/docs/api-reference/settings-user-provisioning-v3/guide',
  testedAgainst: "a description derived from HubSpot's official client, and a stand-in",
  baseUrl: {
    placeholder: 'https://api.hubapi.com',
    help: 'The same for everybody; the token says which account is meant.',
    example: 'https://api.hubapi.com',
    pattern: { regex: '^https://api\\.hubapi\\.com/?$', message: 'The address is https://api.hubapi.com.' },
  },
  auth: [
    bearer({
      label: 'Private app',
      token: secret('token', 'Access token', {
        help: 'Settings > Integrations > Private Apps, with the scopes settings.users.read and settings.users.teams.read; for plans that change users settings.users.write and settings.users.teams.write too.',
        placeholder: 'pat-...',
      }),
    }),
  ],
  // 100 requests for ten seconds are the smallest allowance of a private app (developers.hubspot.com/docs/developer-tooling/platform/usage-guidelines).
  limits: { perMinute: 300, observe: window },
  check,
  explain: (_status, body) => ({ detail: HubSpotError.safeParse(body).data?.message ?? null }),
  reads: { accounts: readAccounts },
  writes: { readAccount, findAccount, createAccount, changeAccount, deleteAccount },
})

async function check(api: VendorApi): Promise<string> {
  await api.get(usersPath, { query: { limit: '1' }, expect: UserList })
  await readNames(api)
  const writes = await mayWrite(api, { method: 'PUT', path: userPath('0'), body: {} })
  return writes ? 'May read users, roles and teams, and change users.' : 'May read users, roles and teams, and change none.'
}

/** Replies tell how many requests are left of a short window, and how long windows are. */
function window(headers: Record<string, string>, now: Date): RateSeen | null {
  const [limit, remaining, interval] = ['max', 'remaining', 'interval-milliseconds'].map(name => Number(headers[`x-hubspot-ratelimit-${name}`] ?? 'none'))
  if (limit === undefined || remaining === undefined || interval === undefined || [limit, remaining, interval].some(Number.isNaN)) return null
  return { limit, remaining, resetAt: new Date(now.getTime() + interval) }
}
