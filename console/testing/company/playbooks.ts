import type { AccessSuggestion, Playbook, PlaybookPreview, StepDefinition } from '@rollcall/contract'
import { id } from './ids.ts'
import { plans } from './lifecycle.ts'
import { people } from './people.ts'
import { columns } from './stack.ts'

const stepFor = (order: number, index: number, part: Partial<StepDefinition>): StepDefinition[] => {
  const [known, person] = [plans[0]?.steps[0], people[index]]
  return known === undefined || person === undefined
    ? []
    : [{ ...known, order, dependsOn: [], personId: person.id, personName: person.displayName, accountName: person.email ?? '', ...part }]
}

/** What the first plan would do if it were drafted now, with what a leaver owns and one account that stays. */
const leaverPreview: PlaybookPreview = {
  title: 'Ana Ruiz leaves',
  startsAt: null,
  timeZone: 'Europe/Lisbon',
  steps: [
    ...(plans[0]?.steps ?? []),
    ...stepFor(7, 0, { action: 'unassign_app', app: { externalId: '0oa-clari', name: 'Clari' }, connectionName: 'Okta', route: 'idp' }),
  ],
  leftOut: [
    {
      action: 'deactivate_account',
      personName: 'Ana Ruiz',
      accountName: 'svc-sync@acme.example',
      connectionName: 'Salesforce',
      done: false,
      why: 'svc-sync@acme.example in Salesforce is a service account and is left out of every plan.',
    },
  ],
  guards: plans[0]?.guards ?? [],
  approvalsNeeded: 1,
  owns: [{ connectionId: id('connection', 1), connectionName: 'Salesforce', opportunities: 3, accounts: 12 }],
  receiver: { personId: id('person', 1), name: people[1]?.displayName ?? '' },
  later: ['The plan that asks for erasure is drafted on 2027-03-01 and waits for approval.'],
}

const nothing = { leftOut: [], guards: [], approvalsNeeded: 1, owns: [], receiver: null, later: [] }

/** An account in each app that was chosen, on the first day. */
const joinerPreview = ({ access, when }: Extract<Playbook, { playbook: 'joiner' }>): PlaybookPreview => ({
  ...nothing,
  title: 'Ana Ruiz starts',
  startsAt: when.at === 'now' ? null : '2027-01-04T00:00:00.000Z',
  timeZone: 'Europe/Lisbon',
  steps: access.flatMap(({ connectionId, role }, order) =>
    stepFor(order, 0, {
      action: 'create_account',
      connectionId,
      connectionName: columns.find(column => column.connectionId === connectionId)?.name ?? '',
      before: { exists: false },
      after: { exists: true, status: 'active', ...(role ? { role } : {}) },
    }),
  ),
})

const dayAfter = (date: string) => new Date(Date.parse(date) + 86_400_000).toISOString().slice(0, 10)

/** Fourteen people who move, each with a new account first. */
const migrationPreview = ({ fromConnectionId, toConnectionId, switchOffOn }: Extract<Playbook, { playbook: 'app_migration' }>): PlaybookPreview => {
  const nameOf = (connectionId: string) => columns.find(column => column.connectionId === connectionId)?.name ?? ''
  const [from, to] = [nameOf(fromConnectionId), nameOf(toConnectionId)]
  const movers = Array.from({ length: 14 }, (_, n) => n)
  return {
    ...nothing,
    title: `From ${from} to ${to}`,
    startsAt: null,
    timeZone: 'UTC',
    approvalsNeeded: 2,
    steps: [
      ...movers.flatMap(n => stepFor(n, n, { action: 'create_account', connectionName: to, after: { exists: true, status: 'active', role: 'Seller' } })),
      ...(switchOffOn === null ? movers.flatMap(n => stepFor(n + 14, n, { connectionName: from, dependsOn: [n] })) : []),
    ],
    later:
      switchOffOn === null
        ? []
        : [`The plan that switches the first app off, for everybody who has the second, is drafted on ${dayAfter(switchOffOn)} and waits for approval.`],
  }
}

export function previewOf(playbook: Playbook): PlaybookPreview {
  if (playbook.playbook === 'joiner') return joinerPreview(playbook)
  if (playbook.playbook === 'app_migration') return migrationPreview(playbook)
  return 'when' in playbook && playbook.when.at === 'end_of_day'
    ? { ...leaverPreview, startsAt: `${dayAfter(playbook.when.day)}T00:00:00.000Z` }
    : leaverPreview
}

const suggestion = (column: number, part: Partial<AccessSuggestion>): AccessSuggestion => ({
  connectionId: columns[column]?.connectionId ?? '',
  connectionName: columns[column]?.name ?? '',
  role: null,
  licence: null,
  groups: [],
  from: 'team',
  why: '7 of 8 other people of priya.iyer@northbeam.example have it.',
  usual: true,
  has: false,
  stagesRole: false,
  ...part,
})

export const accessSuggestions: AccessSuggestion[] = [
  suggestion(1, { role: 'Account executive', licence: 'Sales Cloud', from: 'rule', why: 'The rule "Sales EMEA" gives it.', has: true }),
  suggestion(2, { role: 'Listener', from: 'rule', why: 'The rule "Sales EMEA" gives it.', stagesRole: true }),
  suggestion(3, { usual: false, why: '2 of 8 other people of priya.iyer@northbeam.example have it.' }),
]
