import type { AppProfile } from '@rollcall/contract'

/** Only what a guide to another app says of it in passing. */
export const amazingHiring: AppProfile = {
  id: 'amazinghiring',
  name: 'AmazingHiring',
  summary: 'Every change of a user is made by hand: no SCIM and no documented integration with an identity provider.',
  sources: [{ id: 'related', title: 'Related apps, in the Chorus.ai User Management API Guide, Stitchflow', date: '2026-03' }],
  facts: [
    { topic: 'user_api', verdict: 'no', statement: 'Listed as manual only: automation is not supported.', source: 'related' },
    { topic: 'sso', verdict: 'no', statement: 'No integration with an identity provider is publicly documented.', source: 'related' },
  ],
  scenarios: [],
  routes: [{ route: 'manual', when: 'Always: an admin of the app does it.' }],
  scimHosts: [],
}
