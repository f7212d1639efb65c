import { apiKey, defineConnector, field, mayWrite, secret } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { assignApp, readAssignment, unassignApp } from './assign-app.ts'
import { readAssignments } from './assignments.ts'
import { deactivateIdentity, reactivateIdentity } from './change-identity.ts'
import { readIdentities, readIdentity } from './identities.ts'
import { joinGroup, leaveGroup, readMembership } from './memberships.ts'
import { JumpCloudError, ListV1, ListV2, userPath } from './wire.ts'

/** JumpCloud as an identity source, through versions 1 and 2 of its API. */
export const jumpcloud = defineConnector({
  id: 'jumpcloud',
  name: 'JumpCloud',
  category: 'identity',
  summary: 'People in every state, their groups, managers and app assignments; suspends people, changes groups and assignments.',
  docs: 'https://docs.jumpcloud.com/api/2.0/index.html',
  testedAgainst: "JumpCloud's own OpenAPI descriptions, and a stand-in",
  baseUrl: {
    placeholder: 'https://console.jumpcloud.com',
    help: 'https://console.jumpcloud.com, or https://console.eu.jumpcloud.com for the data center in the EU.',
    example: 'https://console.jumpcloud.com',
    pattern: {
      regex: '^https://console(\\.eu)?\\.jumpcloud\\.com/?$',
      message: 'The address is https://console.jumpcloud.com or https://console.eu.jumpcloud.com.',
    },
  },
  auth: [
    apiKey({
      label: 'API key',
      header: 'x-api-key',
      key: secret('apiKey', 'API key', {
        help: 'The key can do what its administrator can: a role that may only read is enough to read; for plans that change people, groups and assignments the role may write.',
      }),
      besides: { 'x-org-id': field('orgId', 'Organization ID', { required: false, help: 'Only for administrators of several organizations.' }) },
    }),
  ],
  // JumpCloud publishes no figure, and no reply tells one.
  limits: { perMinute: 300, observe: () => null },
  check,
  explain: (_status, body) => {
    const told = JumpCloudError.safeParse(body).data
    return { detail: told?.message ?? told?.error ?? null }
  },
  reads: { identities: readIdentities, assignments: readAssignments },
  writes: { readIdentity, deactivateIdentity, reactivateIdentity, readAssignment, assignApp, unassignApp, readMembership, joinGroup, leaveGroup },
})

const nobody = '600000000000000000000000'

/** Changes of nobody. */
const changes = [
  ['people', { method: 'PUT', path: userPath(nobody), body: { state: 'SUSPENDED' } }],
  ['groups', { method: 'POST', path: `/api/v2/usergroups/${nobody}/members`, body: { op: 'remove', type: 'user', id: nobody } }],
  ['app assignments', { method: 'POST', path: `/api/v2/users/${nobody}/associations`, body: { op: 'remove', type: 'application', id: nobody } }],
] as const

async function check(api: VendorApi): Promise<string> {
  const query = { limit: '1', skip: '0' }
  await api.get('/api/systemusers', { query, expect: ListV1 })
  await api.get('/api/v2/usergroups', { query, expect: ListV2 })
  await api.get('/api/applications', { query, expect: ListV1 })
  const allowed: string[] = []
  for (const [what, change] of changes) if (await mayWrite(api, change)) allowed.push(what)
  const writes = allowed.length === 0 ? 'May change none of them.' : `May change ${allowed.join(', ')}${allowed.length < changes.length ? ' only' : ''}.`
  return `May read people, groups and apps. ${writes}`
}
