import { defineConnector, field, oauthJwtBearer } from '../kit/index.ts'
import type { VendorApi, VendorErrorKind } from '../kit/index.ts'
import { readIdentities } from './identities.ts'
import { GoogleError, GroupList, UserList } from './wire.ts'

const scopes = ['user', 'group'].map(what => `https://www.googleapis.com/auth/admin.directory.${what}.readonly`)

/** Refusals that are a limit, whatever their status (developers.google.com/workspace/admin/directory/v1/limits). */
const limits = new Set(['quotaExceeded', 'rateLimitExceeded', 'userRateLimitExceeded'])

/** Google Workspace as an identity source, through the Directory API of the Admin SDK and domain-wide delegation. Read only. */
export const googleWorkspace = defineConnector({
  id: 'google-workspace',
  name: 'Google Workspace',
  category: 'identity',
  summary: 'People with their aliases, managers, groups and organizational unit; the suspended, archived and lately deleted included.',
  docs: 'https://developers.google.com/workspace/admin/directory/v1/guides',
  testedAgainst: "Google's own description of the Directory API, and a stand-in",
  baseUrl: {
    placeholder: 'https://admin.googleapis.com',
    help: 'The same for everybody.',
    example: 'https://admin.googleapis.com',
    pattern: { regex: '^https://admin\\.googleapis\\.com/?$', message: 'The address is https://admin.googleapis.com.' },
  },
  auth: [
    oauthJwtBearer({
      label: 'Service account with domain-wide delegation',
      issuer: { label: 'Service account', help: 'client_email in the key file.', placeholder: 'rollcall@acme-project.iam.gserviceaccount.com' },
      user: field('username', 'Administrator to act for', {
        help: 'A user whose role may read users and groups; the service account acts for them.',
        placeholder: 'admin@acme.com',
        pattern: { regex: '^\\S+@\\S+$', message: 'Give the e-mail address of an administrator.' },
      }),
      tokenPath: '/token',
      scope: scopes.join(' '),
      signInAt: { 'https://admin.googleapis.com': 'https://oauth2.googleapis.com' },
      audience: () => 'https://oauth2.googleapis.com/token',
    }),
  ],
  // The allowance is the project's own, and no reply tells how much of it is left.
  limits: { perMinute: 600, observe: () => null },
  check,
  explain: (_status, body) => {
    const error = GoogleError.safeParse(body).data?.error
    const limited = error?.errors?.some(({ reason }) => limits.has(reason)) === true
    return { detail: error?.message ?? null, ...(limited ? { kind: 'limited' satisfies VendorErrorKind } : {}) }
  },
  reads: { identities: readIdentities },
  writes: {},
})

/** The scopes were granted when there is a token at all; the administrator may still lack a privilege. */
async function check(api: VendorApi): Promise<string> {
  const one = { customer: 'my_customer', maxResults: '1' }
  await api.get('/admin/directory/v1/users', { query: one, expect: UserList })
  await api.get('/admin/directory/v1/users', { query: { ...one, showDeleted: 'true' }, expect: UserList })
  await api.get('/admin/directory/v1/groups', { query: one, expect: GroupList })
  return 'May read people and groups.'
}
