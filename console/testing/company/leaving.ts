import type { Erasure, Hold, Leaver } from '@rollcall/contract'
import { ago, day, hour, id, sha } from './ids.ts'

export const leavers: Leaver[] = [
  {
    id: id('leaver', 0),
    userId: id('user', 20),
    name: 'Ana Ruiz',
    email: 'ana.ruiz@northbeam.example',
    leftAt: ago(2 * hour),
    deletedAt: null,
    returnedAt: null,
    door: 'scim',
    actor: 'token(Okta)',
    sessions: 2,
    tokens: 1,
    settledAs: 'The calls were handed over by the rule.',
    ended: [
      { kind: 'session', name: 'Chrome on macOS' },
      { kind: 'session', name: 'rollcall 0.1.0 on Linux' },
      { kind: 'token', name: 'Forecast export' },
    ],
    endedAt: ago(2 * hour),
    managerName: 'Mara Lindqvist',
    handOvers: [
      {
        id: id('handover', 0),
        toName: 'Mara Lindqvist',
        toEmail: 'mara.lindqvist@northbeam.example',
        decidedBy: 'rule',
        actor: 'system(settle-departures)',
        at: ago(2 * hour),
        calls: 214,
        givenBackAt: null,
        givenBack: null,
      },
    ],
    open: { calls: 1, tokens: ['Okta'], reports: 3, approvals: 1 },
  },
  {
    id: id('leaver', 1),
    userId: id('user', 21),
    name: 'Jonas Weber',
    email: 'jonas.weber@northbeam.example',
    leftAt: ago(9 * day),
    deletedAt: null,
    returnedAt: ago(day),
    door: 'console',
    actor: 'mara.lindqvist@northbeam.example',
    sessions: 0,
    tokens: 0,
    settledAs: 'Owned no calls.',
    ended: [],
    endedAt: ago(9 * day),
    managerName: null,
    handOvers: [],
    open: { calls: 0, tokens: [], reports: 0, approvals: 0 },
  },
]

export const receivers = [
  { id: id('user', 1), name: 'Mara Lindqvist', email: 'mara.lindqvist@northbeam.example' },
  { id: id('user', 22), name: 'Priya Nair', email: 'priya.nair@northbeam.example' },
]

export const holds: Hold[] = [
  {
    id: id('hold', 0),
    kind: 'account',
    subject: id('account', 0),
    label: 'Meridian Optics',
    reason: 'Case 12/26, Meridian v. Northbeam',
    placedBy: 'mara.lindqvist@northbeam.example',
    placedAt: ago(30 * day),
    releasedBy: null,
    releasedAt: null,
    releaseReason: null,
  },
  {
    id: id('hold', 1),
    kind: 'person',
    subject: 'tom.field@meridian.example',
    label: 'tom.field@meridian.example',
    reason: 'Case 3/26',
    placedBy: 'mara.lindqvist@northbeam.example',
    placedAt: ago(90 * day),
    releasedBy: 'mara.lindqvist@northbeam.example',
    releasedAt: ago(4 * day),
    releaseReason: 'Settled',
  },
]

const certificate = {
  certificate: 'rollcall erasure' as const,
  version: 1 as const,
  id: id('erasure', 0),
  subject: [sha(7)],
  mode: 'remove' as const,
  requestedBy: `user:${id('user', 1)}`,
  requestedAt: ago(3 * day),
  endedAt: ago(3 * day),
  counts: [
    { table: 'engagement_participants', what: 'Entries as a participant', rows: 14 },
    { table: 'utterances', what: 'Turns removed or changed', rows: 1_902 },
  ],
  left: [{ table: 'utterances', rows: 3, because: 'Somebody else has the same name, and it is not known who is meant.' }],
  holds: ['Meridian Optics is on legal hold: Case 12/26. It keeps 2 calls as they are.'],
  tasks: [
    {
      system: 'Salesforce',
      record: '00T5e00000AbCdEAAV',
      url: 'https://northbeam.salesforce.example/00T5e00000AbCdEAAV',
      what: 'Task of a call: remove what names them from it.',
    },
  ],
  sha256: sha(8),
}

export const erasures: Erasure[] = [
  {
    id: id('erasure', 0),
    mode: 'remove',
    state: 'done',
    detail: 'Done. What is left, and why, is in the certificate.',
    requestedBy: 'Mara Lindqvist',
    requestedAt: ago(3 * day),
    endedAt: ago(3 * day),
    rows: 1_916,
    sha256: sha(8),
    tallies: certificate.counts,
    tasks: certificate.tasks,
    certificate,
  },
]

export const erasurePreview = {
  emails: ['tom.field@meridian.example'],
  names: [{ name: 'Tom Field', shared: true }],
  otherEmails: ['tfield@gmail.example'],
  tallies: [{ table: 'engagements', what: 'Calls they took part in, owned or are named in', rows: 16 }, ...certificate.counts],
  elsewhere: [{ system: 'Salesforce', what: 'Task of a call', records: 9 }],
  refusal: null,
  holds: ['Meridian Optics is on legal hold: Case 12/26. It keeps 2 calls as they are.'],
}
