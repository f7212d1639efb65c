import type { AppProfile } from '@rollcall/contract'

/** Only what a guide to another app says of it in passing. */
export const sixSense: AppProfile = {
  id: '6sense',
  name: '6sense',
  summary: 'Users are managed in Settings > User Management; there is no automation to build on.',
  sources: [{ id: 'related', title: 'Related apps, in the Chorus.ai User Management API Guide, Stitchflow', date: '2026-02' }],
  facts: [
    { topic: 'user_api', verdict: 'no', statement: 'Listed as manual only: automation is not supported.', source: 'related' },
    { topic: 'roles', verdict: null, statement: 'Roles are given per product module, ABM and Sales Intelligence among them.', source: 'related' },
  ],
  scenarios: [],
  routes: [{ route: 'manual', when: 'Always: an admin of the app does it.' }],
  scimHosts: [],
}
