import type { AppProfile } from '@rollcall/contract'

/** Only what a guide to another app says of it in passing. */
export const adRoll: AppProfile = {
  id: 'adroll',
  name: 'AdRoll',
  summary: 'Users are managed in Settings > Company > User Permissions, by admins only.',
  sources: [{ id: 'related', title: 'Related apps, in the Cognism User Management API Guide, Stitchflow', date: '2026-03' }],
  facts: [
    { topic: 'user_api', verdict: 'no', statement: 'Listed as manual only: automation is not supported.', source: 'related' },
    { topic: 'roles', verdict: null, statement: 'Admins add, edit and remove users; general users cannot.', source: 'related' },
  ],
  scenarios: [],
  routes: [{ route: 'manual', when: 'Always: an admin of the app does it.' }],
  scimHosts: [],
}
