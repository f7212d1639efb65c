import type { AppProfile } from '@rollcall/contract'

/** Only what a guide to another app says of it in passing. */
export const loom: AppProfile = {
  id: 'loom',
  name: 'Atlassian Loom',
  summary: 'A fixed set of roles in each workspace; there are no custom ones.',
  sources: [{ id: 'related', title: 'Related apps, in the Cognism User Management API Guide, Stitchflow', date: '2026-02' }],
  facts: [
    { topic: 'user_api', verdict: 'no', statement: 'Listed as manual only: automation is not supported.', source: 'related' },
    {
      topic: 'roles',
      verdict: null,
      statement: 'Admin, Creator, Creator Lite (not for new users after February 2026) and, for education, Viewer.',
      source: 'related',
    },
  ],
  scenarios: [],
  routes: [{ route: 'manual', when: 'Always: an admin of the app does it.' }],
  scimHosts: [],
}
