import type { AuditEntry, Evidence, Fight, Finding, Plan, PlanSummary, ProvisioningEntry, Step, StepState } from '@rollcall/contract'
import { ago, day, hour, id, sha } from './ids.ts'
import { people } from './people.ts'
import { columns } from './stack.ts'

const outOfStep = people.flatMap((person, index) =>
  person.marks.flatMap(({ mark }, column) => (mark === 'should_not_be' ? [{ person, index, column, app: columns[column]?.name ?? '' }] : [])),
)

const repairable: Finding[] = outOfStep.map(({ person, index, column, app }, place) => ({
  id: id('finding', place),
  kind: 'active_after_deactivation',
  state: place === 2 ? 'planned' : 'open',
  subjectId: id('account', index * 10 + column),
  personId: person.id,
  personName: person.displayName,
  accountId: id('account', index * 10 + column),
  connectionId: columns[column]?.connectionId ?? '',
  connectionName: app,
  sentence: `${person.displayName} was deactivated in Okta ${3 + place} days ago and can still sign in to ${app}.`,
  evidence: [
    { source: 'Okta', statement: `status of ${person.email} is DEPROVISIONED`, readId: id('read', 1), complete: true, at: ago(15) },
    {
      source: app,
      statement: `account ${person.email} is active; last active ${2 + place} days ago`,
      readId: id('read', column + 1),
      complete: place % 5 !== 4,
      at: ago(15),
    },
  ],
  blocked: place % 5 === 4 ? `The last read of ${app} was incomplete. Read it again before access is removed.` : null,
  repair: 'deactivate_account',
  choice: null,
  cost: place === 0 ? { amount: 165, currency: 'USD' } : null,
  owner: place === 1 ? { id: id('user', 1), name: 'Mara Lindqvist' } : null,
  note: '',
  accepted: null,
  since: ago((3 + place) * day),
  firstSeenAt: ago((2 + place) * day),
  resolvedAt: null,
  planId: place === 2 ? id('plan', 1) : null,
}))

const decided = (place: number, part: Pick<Finding, 'kind' | 'sentence'> & Partial<Finding>): Finding => ({
  ...repairable[0]!,
  id: id('finding', place),
  repair: null,
  blocked: null,
  cost: null,
  since: ago(90 * day),
  firstSeenAt: ago(30 * day),
  ...part,
})

export const findings: Finding[] = [
  ...repairable,
  decided(100, {
    kind: 'idle',
    sentence: 'tomas.reiter@northbeam.example in Salesforce was last used on 2026-06-02, more than 90 days ago; it should be used or closed.',
    cost: { amount: 165, currency: 'USD' },
    choice: 'deactivate_account',
  }),
  decided(101, {
    kind: 'account_without_person',
    personName: 'Dialer Sync',
    personId: null,
    sentence:
      'No identity source knows whose account dialer-sync in Salesforce is; it should belong to a person, be labelled as a service account, or be closed.',
  }),
  decided(102, {
    kind: 'read_incomplete',
    personName: 'Zendesk',
    connectionName: 'Zendesk',
    personId: null,
    accountId: null,
    evidence: [],
    sentence: 'Zendesk was not read to the end (accounts): Page 3 of 4 answered 502 three times. Nothing is taken away by it until it is.',
  }),
  decided(103, {
    kind: 'admin_without_mfa',
    state: 'accepted',
    accepted: { until: ago(-20 * day), by: 'Mara Lindqvist', reason: 'The key is on its way.' },
    sentence: 'Ana Ruiz administers Zendesk without a second factor; it should have one.',
  }),
]

const details: Record<StepState, string> = {
  planned: 'Waits for the approval.',
  applying: 'Sent to Salesforce; waiting for the answer.',
  verified: 'Read again 4 seconds later: the account is inactive.',
  applied_unverified: 'Salesforce confirmed, but the account could not be read again. It is tried again in 5 minutes.',
  failed: 'Salesforce refused: FIELD_INTEGRITY_EXCEPTION, this user owns 3 scheduled reports. Hand them over, then try again.',
  waiting_for_person: 'Clari has no API for this. Deactivate the account in Clari’s console; the next read of Clari verifies it.',
  skipped: 'The account was inactive already.',
}

/** As long as such names become. */
const secondAccount = 'gus.karimi-sandbox-administration@northbeam-holding.example'

const step = (order: number, state: StepState): Step => {
  const { person, index, column, app } = outOfStep[order % outOfStep.length] ?? { person: people[0]!, index: 0, column: 1, app: 'Salesforce' }
  return {
    id: id('step', order),
    order,
    dependsOn: order === 6 ? [5] : [],
    action: 'deactivate_account',
    findingId: id('finding', order),
    personId: person.id,
    personName: person.displayName,
    accountId: id('account', index * 10 + column),
    accountName: order === 3 ? secondAccount : (person.email ?? ''),
    connectionId: columns[column]?.connectionId ?? '',
    connectionName: app,
    identityId: null,
    app: null,
    group: null,
    newAccount: null,
    message: null,
    receiver: null,
    via: null,
    provable: true,
    held: false,
    handle: order === 3 ? secondAccount : null,
    simulated: false,
    deletes: false,
    before: { status: 'active' },
    after: { status: 'inactive' },
    reason: `${person.displayName} left; Okta deactivated the identity ${3 + order} days ago.`,
    route: order % 3 === 2 ? 'manual' : 'api',
    routeReason: order % 3 === 2 ? 'Clari offers no way in for machines.' : `${app}’s API can be read again afterwards, which proves the change.`,
    passedOver: [{ route: 'scim', why: `${app} offers no SCIM on this package.` }],
    precondition: { version: `v-${order}91c`, statement: `The account was active and last changed at ${ago(2 * day)} when it was read.` },
    undo: {
      possible: order % 3 !== 2,
      how: order % 3 === 2 ? 'A person would have to invite them again.' : 'Activate the account again; its licence is kept for 30 days.',
    },
    state,
    detail: details[state],
    attempts: state === 'planned' ? 0 : 1,
    endedAt: state === 'verified' || state === 'failed' ? ago(3) : null,
  }
}

const plan = (index: number, state: Plan['state'], steps: Step[], part: Partial<Plan> = {}): Plan => ({
  id: id('plan', index),
  title: `Deactivate ${steps.length} accounts of people who left`,
  state,
  hash: sha(index),
  stepCount: steps.length,
  verifiedCount: steps.filter(one => one.state === 'verified').length,
  failedCount: steps.filter(one => one.state === 'failed').length,
  createdAt: ago(2 * hour + index * day),
  createdBy: 'Mara Lindqvist',
  undoes: null,
  startsAt: null,
  detail: state === 'draft' ? 'Nothing has been changed yet. The plan waits for one approval.' : 'The plan was approved and is being carried out.',
  steps,
  guards: [
    { scope: 'Salesforce', changes: 4, population: 131, limit: 25, limitShare: 0.1, exceeded: false },
    { scope: 'This run', changes: steps.length, population: 343, limit: 50, limitShare: 0.1, exceeded: false },
  ],
  approvalsNeeded: 1,
  requirements: [{ policy: 'Leavers in finance', needed: 1, roleIds: ['admin'], userIds: [], given: state === 'draft' ? 0 : 1, who: 'the role Admin' }],
  expiresAt: ago(-12 * day),
  approvals: state === 'draft' ? [] : [{ userId: id('user', 1), userName: 'Mara Lindqvist', at: ago(9), hash: sha(index), policy: null, inPlaceOf: null }],
  startedAt: state === 'draft' ? null : ago(9),
  endedAt: state === 'done' ? ago(2) : null,
  undonePlanId: null,
  ...part,
})

export const plans: Plan[] = [
  plan(
    0,
    'draft',
    Array.from({ length: 7 }, (_, order) => step(order, 'planned')),
  ),
  plan(1, 'applying', [
    step(0, 'verified'),
    step(1, 'verified'),
    step(2, 'waiting_for_person'),
    step(3, 'failed'),
    step(4, 'applied_unverified'),
    step(5, 'applying'),
    step(6, 'planned'),
  ]),
  plan(2, 'done', [step(0, 'verified'), step(1, 'verified')], { title: 'Deactivate 2 accounts of Ana Ruiz', detail: 'Every step was verified.' }),
]

export const planSummaries: PlanSummary[] = plans.map(
  ({
    steps: _steps,
    guards: _guards,
    approvals: _approvals,
    approvalsNeeded: _needed,
    detail: _detail,
    startedAt: _started,
    endedAt: _ended,
    undonePlanId: _undone,
    ...rest
  }) => rest,
)

export const evidence: Evidence[] = [
  {
    id: id('evidence', 1),
    kind: 'precondition_read',
    at: ago(9),
    summary: 'Read before the change: active, version v-91c.',
    content: 'GET /services/data/v62.0/sobjects/User/0055g00001QAx\n200\n{ "IsActive": true }',
    sha256: sha(21),
    screenshots: [],
  },
  {
    id: id('evidence', 2),
    kind: 'request',
    at: ago(8),
    summary: 'Salesforce answered 204.',
    content: 'PATCH /services/data/v62.0/sobjects/User/0055g00001QAx\n{ "IsActive": false }\n204',
    sha256: sha(22),
    screenshots: [],
  },
  {
    id: id('evidence', 3),
    kind: 'verification_read',
    at: ago(8),
    summary: 'Read again after 4 seconds: inactive.',
    content: 'GET /services/data/v62.0/sobjects/User/0055g00001QAx\n200\n{ "IsActive": false }',
    sha256: sha(23),
    screenshots: [
      { id: id('picture', 1), shows: 'the page of the user', sha256: sha(3) },
      { id: id('picture', 2), shows: 'the page of the user after the change', sha256: sha(4) },
    ],
  },
]

const acts = ['plan.approved', 'plan.drafted', 'engagement.imported', 'connection.checked', 'session.started', 'tracker.changed']
export const auditEntries: AuditEntry[] = Array.from({ length: 60 }, (_, index) => ({
  sequence: 412 - index,
  at: ago(index * 37),
  actor: index % 4 === 3 ? 'worker' : 'Mara Lindqvist',
  action: acts[index % acts.length] ?? '',
  subject: index % acts.length === 4 ? null : `plan ${id('plan', index % 3).slice(0, 8)}`,
  detail: index % 2 ? { hash: sha(index).slice(0, 16), steps: 7 } : { name: 'Salesforce' },
  previousHash: sha(411 - index),
  hash: sha(412 - index),
}))

export const provisioningEntries: ProvisioningEntry[] = Array.from({ length: 9 }, (_, index) => ({
  id: id('provisioning', index),
  at: ago(index * 21),
  client: index % 3 === 2 ? 'entra' : 'okta',
  token: 'Okta provisioning',
  method: index % 3 === 0 ? 'GET' : 'PATCH',
  path: index % 3 === 0 ? '/Users' : `/Users/${id('user', index)}`,
  query: index % 3 === 0 ? 'filter=userName eq "ana.ruiz@northbeam.example"' : '',
  body: index % 3 === 0 ? null : '{ "Operations": [{ "op": "replace", "value": { "active": false } }] }',
  status: index === 4 ? 403 : index % 3 === 0 ? 200 : 204,
  outcome: index === 4 ? 'refused' : index % 3 === 0 ? 'listed 1 of 1' : 'deactivated',
  changed: index === 4 || index % 3 === 0 ? [] : ['active'],
  keptOut: index === 1 ? ['urn:example:params:scim:schemas:extension:hr:2.0:User:badge'] : [],
  subject: index % 3 === 0 ? null : { id: id('user', index), name: ['ana.ruiz', 'theo.lind', 'mira.okafor'][index % 3] + '@northbeam.example' },
  scimType: null,
  answer: index === 4 ? '{"schemas":["urn:ietf:params:scim:api:messages:2.0:Error"],"status":"403","detail":"The last admin cannot be deactivated."}' : null,
  refusal: index === 4 ? 'The last admin cannot be deactivated. Make another admin first.' : null,
  milliseconds: 12 + index,
}))

export const fights: Fight[] = [
  {
    subject: `account:${id('account', 3)}`,
    field: 'status',
    name: 'ana.ruiz@acme.test in Salesforce',
    connectionId: columns[1]?.connectionId ?? '',
    connectionName: 'Salesforce',
    times: 2,
    lastAt: ago(3 * hour),
  },
]
