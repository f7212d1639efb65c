import { apiKey, defineConnector, field, secret } from '../kit/index.ts'
import type { VendorApi } from '../kit/index.ts'
import { readAssignments } from './assignments.ts'
import { readIdentities } from './identities.ts'
import { JumpCloudError, ListV1, ListV2 } from './wire.ts'

/** JumpCloud as an identity source, through versions 1 and 2 of its API. Read only. */
export const jumpcloud = defineConnector({
  id: 'jumpcloud',
  name: 'JumpCloud',
  category: 'identity',
  summary: 'People in every state, their groups, managers and app assignments.',
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
      key: secret('apiKey', 'API key', { help: 'Of an administrator whose role may only read: the key can do what that administrator can.' }),
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
  writes: {},
})

async function check(api: VendorApi): Promise<string> {
  const query = { limit: '1', skip: '0' }
  await api.get('/api/systemusers', { query, expect: ListV1 })
  await api.get('/api/v2/usergroups', { query, expect: ListV2 })
  await api.get('/api/applications', { query, expect: ListV1 })
  return 'May read people, groups and apps.'
}
