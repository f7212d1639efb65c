import { defineConnector, field, oauthClientCredentials } from '../kit/index.ts'
import type { RateSeen, VendorErrorKind } from '../kit/index.ts'
import { assignApp, readAssignment, unassignApp } from './assign-app.ts'
import { readAssignments } from './assignments.ts'
import { deactivateIdentity, endSessions, reactivateIdentity } from './change-identity.ts'
import { check } from './check.ts'
import { readIdentities, readIdentity } from './identities.ts'
import { joinGroup, leaveGroup, readMembership } from './memberships.ts'
import { GraphError } from './wire.ts'

/** Where to sign in, by the address of Graph: the clouds are apart from one another (learn.microsoft.com/graph/deployments). */
const signInAt = {
  'https://graph.microsoft.com': 'https://login.microsoftonline.com',
  'https://graph.microsoft.us': 'https://login.microsoftonline.us',
  'https://dod-graph.microsoft.us': 'https://login.microsoftonline.us',
  'https://microsoftgraph.chinacloudapi.cn': 'https://login.chinacloudapi.cn',
}

const tenantId = field('tenantId', 'Directory (tenant) ID', {
  help: 'On the overview page of the app registration.',
  pattern: { regex: '^[A-Za-z0-9.-]+$', message: 'A tenant is a GUID or a domain, such as acme.onmicrosoft.com.' },
})
const app = { tokenPath: '/{tenantId}/oauth2/v2.0/token', scope: '{baseUrl}/.default', fields: [tenantId], signInAt }

/** Refusals of the sign-in activity alone: no licence, or no AuditLog.Read.All. They are no failing of the connection. */
const signInRefusals = new Set(['Authentication_RequestFromNonPremiumTenantOrB2CTenant', 'Authentication_MSGraphPermissionMissing'])

/** Microsoft Entra ID as an identity source, through Graph v1.0. It is always read whole: deltas are not used. */
export const entra = defineConnector({
  id: 'entra',
  name: 'Microsoft Entra ID',
  category: 'identity',
  summary:
    'People, their groups, managers and app assignments; the disabled, the guests and the lately deleted included. Disables people, ends their sessions, changes groups and assignments.',
  docs: 'https://learn.microsoft.com/graph/api/overview',
  testedAgainst: "Microsoft's own metadata of Graph v1.0, and a stand-in",
  baseUrl: {
    placeholder: 'https://graph.microsoft.com',
    help: 'Graph of your cloud: https://graph.microsoft.com, for GCC High https://graph.microsoft.us, for DoD https://dod-graph.microsoft.us, in China https://microsoftgraph.chinacloudapi.cn.',
    example: 'https://graph.microsoft.com',
    pattern: {
      regex: '^https://(graph\\.microsoft\\.com|graph\\.microsoft\\.us|dod-graph\\.microsoft\\.us|microsoftgraph\\.chinacloudapi\\.cn)/?$',
      message: 'The address of Graph is https://graph.microsoft.com, or that of a national cloud.',
    },
  },
  auth: [
    oauthClientCredentials({ ...app, label: 'App registration with a certificate', client: 'certificate' }),
    oauthClientCredentials({ ...app, label: 'App registration with a client secret', client: 'secret' }),
  ],
  // A small tenant has 3,500 units for 10 seconds, and the dearest request here costs 5 (learn.microsoft.com/graph/throttling-limits).
  limits: { perMinute: 1200, observe: throttling },
  check,
  explain,
  reads: { identities: readIdentities, assignments: readAssignments },
  writes: {
    readIdentity,
    deactivateIdentity,
    reactivateIdentity,
    endSessions,
    readAssignment,
    assignApp,
    unassignApp,
    readMembership,
    joinGroup,
    leaveGroup,
  },
})

/** Sent only when more than 0.8 of the limit is used up; windows are ten seconds long. */
function throttling(headers: Record<string, string>, now: Date): RateSeen | null {
  const used = Number(headers['x-ms-throttle-limit-percentage'])
  return used >= 1 ? { limit: null, remaining: 0, resetAt: new Date(now.getTime() + 10_000) } : null
}

function explain(_status: number, body: unknown): { detail: string | null; kind?: VendorErrorKind } {
  const error = GraphError.safeParse(body).data?.error
  return { detail: error?.message ?? null, ...(signInRefusals.has(error?.code ?? '') ? { kind: 'refused' as const } : {}) }
}
