import { defineConnector, field, mayWrite, oauthJwtBearer } from '../kit/index.ts'
import type { VendorApi, VendorErrorKind } from '../kit/index.ts'
import { deactivateIdentity, endSessions, reactivateIdentity } from './change-identity.ts'
import { readIdentities, readIdentity } from './identities.ts'
import { joinGroup, leaveGroup, readMembership } from './memberships.ts'
import { GoogleError, GroupList, UserList, userPath } from './wire.ts'

const scopes = ['user', 'group'].map(what => `https://www.googleapis.com/auth/admin.directory.${what}.readonly`)

/** What plans need that suspend people (`user`), sign them out (`user.security`) and change groups (`group.member`). */
const changing = ['user', 'user.security', 'group.member'].map(what => `https://www.googleapis.com/auth/admin.directory.${what}`)

/** Refusals that are a limit, whatever their status (developers.google.com/workspace/admin/directory/v1/limits). */
const limits = new Set(['quotaExceeded', 'rateLimitExceeded', 'userRateLimitExceeded'])

/** Google Workspace as an identity source, through the Directory API of the Admin SDK and domain-wide delegation. */
export const googleWorkspace = defineConnector({
  id: 'google-workspace',
  name: 'Google Workspace',
  category: 'identity',
  summary:
    'People with their aliases, managers, groups and organizational unit; the suspended, archived and lately deleted included. Suspends people, signs them out, changes groups.',
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
      scope: `${scopes.join(' ')} {changes}`,
      fields: [
        field('changes', 'Scopes for changes', {
          required: false,
          help: 'Delegated to the service account besides the two that read. Leave it empty to read only.',
          placeholder: changing.join(' '),
          pattern: {
            regex: '^(https://www\\.googleapis\\.com/auth/[a-z.]+( |$))*$',
            message: 'Scopes look like https://www.googleapis.com/auth/admin.directory.user, with a space between them.',
          },
        }),
      ],
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
  writes: { readIdentity, deactivateIdentity, reactivateIdentity, endSessions, readMembership, joinGroup, leaveGroup },
})

const nobody = 'nobody-00000000-0000-4000-8000-00000000dead'

/** Changes of nobody. */
const changes = [
  ['people', { method: 'PUT', path: userPath(nobody), body: { suspended: true } }],
  ['their sessions', { method: 'POST', path: `${userPath(nobody)}/signOut` }],
  ['groups', { method: 'DELETE', path: `/admin/directory/v1/groups/${nobody}/members/${nobody}` }],
] as const

/** The scopes were granted when there is a token at all; the administrator may still lack a privilege. */
async function check(api: VendorApi): Promise<string> {
  const one = { customer: 'my_customer', maxResults: '1' }
  await api.get('/admin/directory/v1/users', { query: one, expect: UserList })
  await api.get('/admin/directory/v1/users', { query: { ...one, showDeleted: 'true' }, expect: UserList })
  await api.get('/admin/directory/v1/groups', { query: one, expect: GroupList })
  const allowed: string[] = []
  for (const [what, change] of changes) if (await mayWrite(api, change)) allowed.push(what)
  const writes = allowed.length === 0 ? 'May change neither.' : `May change ${allowed.join(', ')}${allowed.length < changes.length ? ' only' : ''}.`
  return `May read people and groups. ${writes}`
}
