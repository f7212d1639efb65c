import type { AppProfile } from '@rollcall/contract'

/** Only what a guide to another app says of it in passing. */
export const ahrefs: AppProfile = {
  id: 'ahrefs',
  name: 'Ahrefs',
  summary: 'Access is a role in the workspace and what each object is shared with; both have to be taken away.',
  sources: [{ id: 'related', title: 'Related apps, in the Cognism User Management API Guide, Stitchflow', date: '2026-02' }],
  facts: [
    { topic: 'user_api', verdict: 'no', statement: 'Listed as manual only: automation is not supported.', source: 'related' },
    { topic: 'roles', verdict: null, statement: 'Four roles: Owner, Admin, Member and Guest, together with sharing per object.', source: 'related' },
  ],
  scenarios: [],
  routes: [{ route: 'manual', when: 'Always: an admin of the app does it.' }],
  scimHosts: [],
}
