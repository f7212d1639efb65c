import type { App } from '@rollcall/contract'

const guide = { id: 'guide', title: 'Tandem administration guide', date: '2026-03-04' }
const review = { id: 'review', title: 'A review of admin consoles', date: null }
const no = { topic: 'scim', verdict: 'no', statement: 'No SCIM endpoint is publicly documented.', source: 'review' } as const
const yes = { topic: 'scim', verdict: 'yes', statement: 'SCIM 2.0 with a token that support gives out.', source: 'guide' } as const

export const apps: App[] = [
  {
    id: 'tandem',
    name: 'Tandem',
    summary: 'Switching somebody off in the identity provider leaves the account alive.',
    sources: [guide, review],
    facts: [
      { topic: 'user_api', verdict: 'no', statement: 'There is no public API for users.', source: 'review' },
      no,
      yes,
      { topic: 'deactivation', verdict: 'partly', statement: 'The sign-in is blocked; the account stays.', source: 'review' },
    ],
    scenarios: [
      {
        purpose: 'deprovision',
        title: 'Take the account of somebody who leaves',
        steps: ['Remove the assignment in Okta.', 'Deactivate the user in the admin panel.', 'Look the user up again.'],
        watchOut: 'Blocking the sign-in alone leaves the account active.',
        source: 'guide',
      },
    ],
    routes: [
      { route: 'scim', when: 'Your organisation has a token.' },
      { route: 'manual', when: 'Otherwise: a task with evidence.' },
    ],
    leaving: { handOver: 'open projects', erasure: 'Recordings stay until support is asked.' },
    scimHosts: ['tandem.example'],
    disputes: [{ topic: 'scim', facts: [no, yes], settledBy: null }],
  },
  {
    id: 'ledgerly',
    name: 'Ledgerly',
    summary: 'Accounts are managed by hand.',
    sources: [review],
    facts: [{ topic: 'user_api', verdict: 'undocumented', statement: 'Not documented.', source: 'review' }],
    scenarios: [],
    routes: [{ route: 'manual', when: 'Always.' }],
    scimHosts: [],
    disputes: [],
  },
]
