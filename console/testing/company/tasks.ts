import type { EvidencePack, PlanCertificate, Task, TaskSummary } from '@rollcall/contract'
import { ago, day, hour, id, sha } from './ids.ts'
import { plans } from './lifecycle.ts'

const [, running] = plans
if (running === undefined) throw new Error('The company has no plan that runs.')

export const tasks: Task[] = running.steps.slice(0, 5).map((step, index) => ({
  id: step.id,
  planId: running.id,
  planTitle: running.title,
  title: 'Take the account of somebody who leaves',
  personName: step.personName,
  accountName: step.accountName,
  connectionId: step.connectionId,
  connectionName: step.connectionName,
  owner: index === 3 ? null : { id: id('user', 1), name: 'Mara Lindqvist' },
  openedAt: ago(4 * day),
  dueAt: ago((1 - index) * day),
  overdue: index === 0,
  state: index === 1 ? 'waits_for_proof' : 'open',
  tickedCount: 1,
  itemCount: 3,
  step: { ...step, route: 'manual', reason: `${step.personName} left: DEPROVISIONED in Okta.` },
  detail: 'Somebody has to do this in Clari; the next complete read of it verifies it.',
  checklist: [
    { text: 'Remove the assignment in Okta. This blocks the sign-in.', ticked: { by: 'Mara Lindqvist', at: ago(3 * hour) } },
    { text: 'Sign in to Clari as an admin and deactivate the account.', ticked: null },
    { text: 'Give open opportunities and forecasts of the person to somebody else.', ticked: null },
  ],
  watchOut: 'Nothing deactivates the account when the person is disabled in the identity provider.',
  profileId: 'tandem',
  endsBy: 'read',
  done: index === 1 ? { by: 'Mara Lindqvist', at: ago(hour) } : null,
  comments: [{ id: id('comment', index), at: ago(2 * hour), author: 'Theo Lind', text: 'The forecasts go to Priya.' }],
  files: [
    { id: id('file', index), at: ago(hour), by: 'Mara Lindqvist', name: 'clari-users-after.png', type: 'image/png', size: 184_210, sha256: sha(40 + index) },
  ],
  vendorRequest:
    index === 2
      ? {
          to: null,
          subject: `Request about the account ${step.accountName}`,
          text: 'Hello Clari support,\n\nPlease deactivate this account and end its sessions.',
          sentAt: ago(2 * day),
          answeredAt: null,
          followUpAt: ago(-day),
        }
      : null,
}))

export const taskSummaries: TaskSummary[] = tasks.map(
  ({
    step: _step,
    detail: _detail,
    checklist: _lines,
    watchOut: _out,
    profileId: _profile,
    endsBy: _ends,
    done: _done,
    comments: _said,
    files: _files,
    vendorRequest: _asked,
    ...rest
  }) => rest,
)

const states: EvidencePack['state'][] = ['making', 'made', 'removed']
export const evidencePacks: EvidencePack[] = states.map((state, index) => ({
  id: id('pack', index),
  state,
  detail: state === 'making' ? 'Writing plans and their evidence.' : state === 'removed' ? 'Kept for 30 days; ask for it again.' : 'Ready.',
  from: ago((index + 1) * 90 * day),
  to: ago(index * 90 * day),
  connectionIds: index === 1 ? [id('connection', 1)] : [],
  personIds: [],
  requestedBy: 'mara.lindqvist@northbeam.example',
  requestedAt: ago(index * 40 * day + 3),
  madeAt: state === 'making' ? null : ago(index * 40 * day),
  files: 214,
  size: 18_400_000,
  manifestSha256: state === 'making' ? null : sha(60 + index),
}))

export const certificate: PlanCertificate = {
  planId: running.id,
  title: running.title,
  state: running.state,
  hash: running.hash,
  hashHolds: true,
  approvals: running.approvals.map(({ userName, at, hash }) => ({ by: userName, at, hash })),
  people: [
    {
      personId: id('person', 0),
      name: 'Ana Ruiz',
      deactivatedAt: ago(3 * day),
      deactivatedIn: 'Okta',
      lastVerifiedAt: ago(8),
      minutes: null,
      sentence: '2 of 4 steps for Ana Ruiz are not verified, so that no time is certified.',
    },
  ],
  steps: running.steps.map(step => ({
    order: step.order,
    personName: step.personName,
    accountName: step.accountName,
    connectionName: step.connectionName,
    action: step.action,
    route: step.route,
    state: step.state,
    verified: step.state === 'verified',
    how: step.detail,
    at: step.endedAt,
    evidence: [
      { kind: 'verification_read', at: ago(8), sha256: sha(23), screenshots: [{ id: id('picture', 1), shows: 'the page of the user', sha256: sha(3) }] },
    ],
  })),
  notVerified: ['theo.lind@northbeam.example in Clari waits for a person: Clari has no API for this.'],
  issuedAt: ago(1),
  issuedBy: 'mara.lindqvist@northbeam.example',
  sha256: sha(70),
}
