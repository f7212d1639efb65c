import { randomUUID } from 'node:crypto'
import { z } from 'zod'
import { assertMayWrite, defineConnector, field, oauthClientCredentials, orNull } from '../kit/index.ts'
import type { VendorApi, VendorErrorKind } from '../kit/index.ts'
import { changeAccount, createAccount, endAccountSessions, findAccount } from './change-account.ts'
import { GroupList, readAccount, readAccounts, setStatus, UserList, userPath } from './accounts.ts'

const ZoomError = z.object({ code: z.number(), message: z.string() })

/** Error codes that mean something else than their HTTP status (developers.zoom.us/docs/api/errors). */
const kinds: Record<number, VendorErrorKind> = {
  124: 'credentials',
  1001: 'not_found',
  1005: 'conflict',
  4130: 'not_found',
  4131: 'not_found',
  4711: 'permission',
}

/** Zoom's users through its REST API and a server-to-server OAuth app. */
export const zoom = defineConnector({
  id: 'zoom',
  name: 'Zoom',
  category: 'app',
  summary:
    'Users with role, licence, groups and last sign-in; creates, deactivates and reactivates them, gives licences and groups, ends sessions. Deactivating takes every licence away.',
  docs: 'https://developers.zoom.us/docs/api/users/',
  testedAgainst: "Zoom's own OpenAPI description, and a stand-in",
  baseUrl: {
    placeholder: 'https://api.zoom.us',
    help: 'The same for everybody.',
    example: 'https://api.zoom.us',
    pattern: { regex: '^https://api\\.zoom\\.us/?$', message: 'The address is https://api.zoom.us.' },
  },
  auth: [
    oauthClientCredentials({
      label: 'Server-to-server OAuth app',
      client: 'basic',
      tokenPath: '/oauth/token',
      scope: '',
      fields: [field('accountId', 'Account ID', { help: 'Beside the client ID, under App Credentials.' })],
      parameters: { grant_type: 'account_credentials', account_id: '{accountId}' },
      signInAt: { 'https://api.zoom.us': 'https://zoom.us' },
    }),
  ],
  // The slower kind of request may be made 20 times a second by the smallest paid plan (developers.zoom.us/docs/api/rate-limits).
  limits: { perMinute: 600, observe: () => null },
  check,
  explain: (_status, body) => {
    const error = ZoomError.safeParse(body).data
    const kind = kinds[error?.code ?? 0]
    return { detail: error?.message ?? null, ...(kind === undefined ? {} : { kind }) }
  },
  reads: { accounts: readAccounts },
  writes: {
    readAccount,
    findAccount,
    createAccount,
    changeAccount,
    deactivateAccount: setStatus('deactivate'),
    reactivateAccount: setStatus('activate'),
    endAccountSessions,
  },
})

async function check(api: VendorApi): Promise<string> {
  await api.get('/v2/users', { query: { page_size: '1' }, expect: UserList })
  // Only paid accounts have groups.
  await orNull(api.get('/v2/groups', { query: { page_size: '1' }, expect: GroupList }), 'refused')
  await assertMayWrite(api, { method: 'PUT', path: `${userPath(randomUUID())}/status`, body: { action: 'deactivate' } })
  return 'May read and change users.'
}
