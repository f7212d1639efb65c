import type { AppProfile } from '@rollcall/contract'

/** Only what a guide to another app says of it in passing. */
export const alkami: AppProfile = {
  id: 'alkami',
  name: 'Alkami',
  summary: 'A digital banking platform for financial institutions whose user management is not publicly documented.',
  sources: [{ id: 'related', title: 'Related apps, in the Chorus.ai User Management API Guide, Stitchflow', date: '2026-03' }],
  facts: [{ topic: 'user_api', verdict: 'no', statement: 'Listed as manual only: automation is not supported.', source: 'related' }],
  scenarios: [],
  routes: [{ route: 'manual', when: 'Always: an admin of the app does it.' }],
  scimHosts: [],
}
