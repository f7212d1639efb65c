import type { Me, User } from '@rollcall/contract'
import { permissions } from '@rollcall/contract'
import { Refusal, type Answers } from '../answers.ts'
import { apps } from './apps.ts'
import { callOf, calls, deliveriesOf, manyUtterances, preview, utterances } from './calls.ts'
import { ago, day, id, sha } from './ids.ts'
import { auditEntries, evidence, findings, plans, planSummaries, provisioningEntries } from './lifecycle.ts'
import { people, personOf } from './people.ts'
import { columns, connections, connectors, crmAccounts } from './stack.ts'
import { trackers } from './trackers.ts'

const user: User = {
  id: id('user', 1),
  email: 'mara.lindqvist@northbeam.example',
  name: 'Mara Lindqvist',
  role: 'admin',
  totp: false,
  createdAt: ago(60 * day),
}
const me: Me = { user, permissions: [...permissions], workspace: { name: 'Northbeam', demo: true, empty: false, version: '0.1.0' } }

const page = <Row>(rows: readonly Row[], { cursor, limit }: { cursor?: string | undefined; limit: number }) => {
  const start = Number(cursor ?? 0)
  return { items: rows.slice(start, start + limit), nextCursor: start + limit < rows.length ? String(start + limit) : null, total: rows.length }
}
const found = <Row extends { id: string }>(rows: readonly Row[], wanted: string): Row => {
  const row = rows.find(one => one.id === wanted)
  if (!row) throw new Refusal('not_found', 'There is nothing under this address. It may have been deleted.')
  return row
}
const includes = (text: string | null, q: string | undefined) => !q || (text ?? '').toLowerCase().includes(q.toLowerCase())
const callIndex = (wanted: string) => calls.indexOf(found(calls, wanted))
const done = { done: true } as const

/** The answers of a workspace in the middle of its life. Call 1 has a very long transcript. */
export const company = (): Answers => ({
  readMe: () => me,
  signIn: ({ body }) => {
    if (body.password !== 'a long enough password') throw new Refusal('sign_in_failed', 'E-mail, password and code do not belong together.')
    return { ...done, session: 's' }
  },
  claimWorkspace: () => done,
  signOut: () => done,
  loadDemo: () => done,
  listSessions: () => ({
    items: [
      { id: id('session', 1), current: true, client: 'Chrome on macOS', createdAt: ago(3 * day), lastUsedAt: ago(0), expiresAt: ago(-9 * day) },
      { id: id('session', 2), current: false, client: 'rollcall 0.1.0 on Linux', createdAt: ago(20 * day), lastUsedAt: ago(2 * day), expiresAt: ago(-2 * day) },
    ],
  }),
  revokeSession: () => done,
  beginTotp: () => ({ secret: 'JBSWY3DPEHPK3PXP', uri: 'otpauth://totp/Rollcall:mara.lindqvist@northbeam.example?secret=JBSWY3DPEHPK3PXP&issuer=Rollcall' }),
  confirmTotp: () => ({ ...user, totp: true }),
  listTokens: () => ({
    items: [
      {
        id: id('token', 1),
        name: 'Nightly import',
        scopes: ['calls:write'],
        last4: '9f2c',
        createdAt: ago(12 * day),
        lastUsedAt: ago(400),
        expiresAt: ago(-80 * day),
      },
    ],
  }),
  createToken: ({ body }) => ({ id: id('token', 2), ...body, last4: 'k3m8', createdAt: ago(0), lastUsedAt: null, secret: 'rc_live_7Qm2xVb81LpTz0wYk3m8' }),
  revokeToken: () => done,
  listRoles: () => ({
    items: [
      { id: 'admin', name: 'Administrator', permissions: [...permissions], builtIn: true },
      { id: 'coach', name: 'Coach', permissions: ['self', 'calls:read', 'trackers:write'], builtIn: false },
    ],
  }),
  createRole: ({ body }) => ({ id: 'new', ...body, builtIn: false }),

  listEngagements: ({ query }) =>
    page(
      calls
        .filter(call => includes(call.title, query.q) && (!query.delivery || call.delivery === query.delivery))
        .map(call => (query.q ? { ...call, snippet: `It is <<${query.q}>> that we talked about, and nothing else.` } : call)),
      query,
    ),
  readEngagement: ({ params }) => callOf(callIndex(params.id), callIndex(params.id) === 1 ? manyUtterances : utterances),
  readTranscript: ({ params }) => ({ utterances: callIndex(params.id) === 1 ? manyUtterances : utterances }),
  importEngagement: ({ body }) => {
    if (!body.transcript.trim()) throw new Refusal('file_empty', 'The file is empty.')
    return { id: id('call', 1), created: true, title: body.details.title ?? 'Imported' }
  },
  updateParticipants: ({ params }) => callOf(callIndex(params.id)),
  correctMatch: ({ params, body }) => ({
    ...callOf(callIndex(params.id)),
    match: {
      accountId: body.accountId,
      accountName: crmAccounts.find(account => account.id === body.accountId)?.name ?? null,
      opportunityId: null,
      opportunityName: null,
      method: body.accountId ? 'manual' : 'none',
      reason: 'Corrected by Mara Lindqvist.',
    },
  }),
  listDeliveries: ({ params }) => ({ items: deliveriesOf(params.id) }),
  previewDeliveries: () => ({ items: preview }),
  deliverEngagement: ({ params }) => ({ items: deliveriesOf(params.id) }),
  deleteEngagement: () => done,
  listCrmAccounts: ({ query }) => ({ items: crmAccounts.filter(({ name }) => includes(name, query.q)) }),

  listTrackers: () => ({
    items: trackers.map((tracker, index) => ({ ...tracker, engagements: tracker.enabled ? 31 - index * 9 : 0, hits: tracker.enabled ? 104 - index * 31 : 0 })),
    rescanning: 12,
  }),
  createTracker: ({ body }) => ({ ...body, id: id('tracker', 9), updatedAt: ago(0) }),
  updateTracker: ({ params, body }) => ({ ...body, id: params.id, updatedAt: ago(0) }),
  deleteTracker: () => done,

  listPeople: ({ query }) => ({
    ...page(
      people.filter(
        person =>
          includes(person.displayName, query.q) &&
          (!query.mark || person.marks.some(({ mark }) => mark === query.mark)) &&
          (!query.status || person.status === query.status),
      ),
      query,
    ),
    columns,
  }),
  readPerson: ({ params }) => personOf(people.indexOf(found(people, params.id))),
  protectAccount: ({ params, body }) => ({ ...found(personOf(0).accounts.concat(personOf(1).accounts), params.id), ...body }),

  listFindings: ({ query }) =>
    page(
      findings.filter(
        finding =>
          includes(finding.sentence, query.q) && (!query.personId || finding.personId === query.personId) && (!query.state || finding.state === query.state),
      ),
      query,
    ),
  compareNow: () => ({ open: findings.length, opened: 1, resolved: 0 }),
  draftPlan: () => plans[0]!,
  listPlans: ({ query }) =>
    page(
      planSummaries.filter(({ state }) => !query.state || state === query.state),
      query,
    ),
  readPlan: ({ params }) => found(plans, params.id),
  approvePlan: ({ params, body }) => {
    const plan = found(plans, params.id)
    if (plan.hash !== body.hash) throw new Refusal('plan_hash_differs', 'The plan is not the one that was shown.')
    return { ...plan, state: 'applying', approvals: [{ userId: user.id, userName: user.name, at: ago(0), hash: plan.hash }], startedAt: ago(0) }
  },
  discardPlan: ({ params }) => ({ ...found(plans, params.id), state: 'discarded' }),
  draftUndo: () => plans[0]!,
  retryStep: ({ params }) => found(plans, params.id),
  listEvidence: () => ({ items: evidence }),

  listApps: () => ({ items: apps }),
  listConnectors: () => ({ items: connectors }),
  listConnections: () => ({ items: connections }),
  readConnection: ({ params }) => found(connections, params.id),
  createConnection: ({ body }) => ({ ...connections[0]!, id: id('connection', 9), connector: body.connector, name: body.name, state: 'unchecked' }),
  updateConnection: ({ params }) => found(connections, params.id),
  deleteConnection: () => done,
  checkConnection: ({ params }) => found(connections, params.id),
  syncConnection: ({ params }) => ({ ...found(connections, params.id), reading: { resource: 'people', rows: 0 } }),
  authorizeConnection: () => ({ url: 'https://northbeam.salesforce.example/authorize' }),

  listAudit: ({ query }) =>
    page(
      auditEntries.filter(({ action }) => includes(action, query.q)),
      query,
    ),
  listProvisioningLog: ({ query }) =>
    page(
      provisioningEntries.filter(({ refusal }) => !query.refused || refusal !== null),
      query,
    ),
  verifyAudit: () => ({ entries: 412, intact: true, brokenAt: null, head: sha(412) }),
})

const none = () => ({ items: [], nextCursor: null, total: 0 })

/** The answers of a workspace that nobody has used yet. */
export const emptyCompany = (): Answers => ({
  ...company(),
  readMe: () => ({ ...me, workspace: { ...me.workspace, demo: false, empty: true } }),
  listEngagements: none,
  listTrackers: () => ({ items: [], rescanning: 0 }),
  listPeople: () => ({ items: [], nextCursor: null, total: 0, columns: [] }),
  listFindings: none,
  listPlans: none,
  listConnections: () => ({ items: [] }),
  listAudit: none,
  listProvisioningLog: none,
  listTokens: () => ({ items: [] }),
  listCrmAccounts: () => ({ items: [] }),
})

/** The answers of a server whose reads all fail, except who is asking. */
export const brokenCompany = (): Answers => ({ readMe: () => me, listConnectors: () => ({ items: connectors }) })
