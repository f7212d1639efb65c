import { type FindingKind, findingAges, type Overview } from '@rollcall/contract'
import { ago, day, id } from './ids.ts'
import { findings } from './lifecycle.ts'
import { people } from './people.ts'
import { columns, connections } from './stack.ts'

const kind = (of: FindingKind, ...open: number[]): Overview['findings']['kinds'][number] => ({
  kind: of,
  open: open.reduce((sum, each) => sum + each, 0),
  ages: findingAges.map((age, place) => ({ age, open: open[place] ?? 0 })),
})
const kinds = [
  kind('active_after_deactivation', 2, 5, 9, 3, 1),
  kind('idle', 0, 0, 0, 11, 4),
  kind('account_without_person', 1, 0, 0, 2, 1),
  kind('read_incomplete', 1),
]

const hour = 3600
const slow = (index: number, hours: number, connectionName: string) => ({
  personId: id('person', index),
  personName: people[index]?.displayName ?? '',
  connectionName,
  leftAt: ago((20 + index) * day),
  seconds: hours * hour,
})

export const overview: Overview = {
  people: {
    total: people.length,
    statuses: [
      { status: 'active', people: people.filter(({ status }) => status === 'active').length },
      { status: 'inactive', people: people.filter(({ status }) => status === 'inactive').length },
    ],
  },
  sources: {
    identity: columns.filter(each => each.kind === 'identity').length,
    apps: columns.filter(each => each.kind === 'app').length,
    attention: connections.filter(({ state }) => state === 'needs_attention').map(({ id: at, name, state, detail }) => ({ id: at, name, state, detail })),
  },
  findings: { open: kinds.reduce((sum, { open }) => sum + open, 0), kinds },
  deprovisioning: {
    days: 90,
    measured: 12,
    medianSeconds: 5.2 * hour,
    slowest: [slow(0, 216, 'Clari'), slow(11, 96, 'Salesforce'), slow(22, 31, 'Chorus'), slow(33, 6, 'Salesforce'), slow(44, 0.4, 'Chorus')],
    open: 3,
    unknown: 1,
    undated: 2,
  },
  waste: {
    priced: true,
    costs: [{ amount: 2970, currency: 'USD' }],
    kinds: [
      { kind: 'active_after_deactivation', costs: [{ amount: 1320, currency: 'USD' }] },
      { kind: 'idle', costs: [{ amount: 1815, currency: 'USD' }] },
    ],
    unpriced: 4,
  },
  plansToApprove: 1,
  tasksOverdue: 2,
  readsIncomplete: [
    { connectionId: id('connection', 3), connectionName: 'Clari', problem: findings.find(each => each.kind === 'read_incomplete')?.sentence ?? null },
  ],
}

export const emptyOverview: Overview = {
  people: { total: 0, statuses: [] },
  sources: { identity: 0, apps: 0, attention: [] },
  findings: { open: 0, kinds: [] },
  deprovisioning: { days: 90, measured: 0, medianSeconds: null, slowest: [], open: 0, unknown: 0, undated: 0 },
  waste: { priced: false, costs: [], kinds: [], unpriced: 0 },
  plansToApprove: 0,
  tasksOverdue: 0,
  readsIncomplete: [],
}
