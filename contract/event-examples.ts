import type { z } from 'zod'
import { eventCatalogue, type EventType, type LifecycleEvent } from './event-catalogue.ts'
import type { subjects, SubjectKind } from './records/subject-state.ts'

const at = '2026-11-22T18:40:00.000Z'
const hours = (n: number) => new Date(Date.parse(at) - n * 3_600_000).toISOString()
const id = (n: number) => `6f1c2a44-8d3e-4b7a-9c10-${String(n).padStart(12, '0')}`

const states: { readonly [K in SubjectKind]: z.infer<(typeof subjects)[K]> } = {
  user: {
    id: id(1),
    userName: 'ana.ruiz@acme.com',
    externalId: '00u1dkq8',
    email: 'ana.ruiz@acme.com',
    name: 'Ana Ruiz',
    active: true,
    role: 'manager-ae',
    licence: 'recorder',
    managerId: id(2),
    title: 'Sales manager',
    department: 'Sales',
    createdAt: hours(2000),
    deletedAt: null,
  },
  group: { id: id(3), displayName: 'Sales EMEA', externalId: null, createdAt: hours(2000) },
  role: { id: id(4), name: 'Analyst', permissions: ['self', 'calls:read'], createdAt: at },
  token: {
    id: id(5),
    name: 'Okta',
    scopes: ['scim:write'],
    createdAt: hours(8000),
    expiresAt: null,
    secrets: [
      { last4: 'k3m8', createdAt: at, lastUsedAt: null, endsAt: null },
      { last4: '9f2c', createdAt: hours(8000), lastUsedAt: hours(1), endsAt: '2026-11-29T18:40:00.000Z' },
    ],
  },
  identity_provider: { id: id(11), name: 'Okta', protocol: 'saml', enabled: true, enforced: false, createdAt: hours(2000) },
  plan: {
    id: id(6),
    title: 'Close 3 accounts of Ana Ruiz',
    state: 'approved',
    detail: 'Approved; the first steps are about to begin.',
    hash: '9b74c9897bac770ffc029102a200c5de9b74c9897bac770ffc029102a200c5de',
    createdBy: 'ada@acme.com',
    createdAt: hours(1),
    endedAt: null,
  },
  finding: {
    id: id(7),
    kind: 'active_after_deactivation',
    state: 'open',
    personId: id(8),
    personName: 'Ana Ruiz',
    accountId: id(9),
    connectionId: id(10),
    since: hours(30),
    firstSeenAt: at,
    resolvedAt: null,
    planId: null,
  },
  task: {
    id: id(12),
    planId: id(6),
    title: 'Take the account of somebody who leaves: ana.ruiz@acme.com in Clari',
    connectionId: id(10),
    ownerId: id(2),
    openedAt: at,
    dueAt: '2026-11-25T18:40:00.000Z',
    doneAt: null,
    stepState: 'waiting_for_person',
  },
}

const names: { readonly [K in SubjectKind]: string } = {
  user: states.user.userName,
  group: states.group.displayName,
  role: states.role.name,
  token: states.token.name,
  identity_provider: states.identity_provider.name,
  plan: states.plan.title,
  finding: states.finding.personName,
  task: states.task.title,
}

const changes: { readonly [T in EventType]?: LifecycleEvent['data']['changes'] } = {
  'user.updated': { role: { from: 'rep-ae', to: 'manager-ae' }, title: { from: 'Account executive', to: 'Sales manager' } },
  'user.deactivated': { active: { from: true, to: false } },
  'user.reactivated': { active: { from: false, to: true } },
  'role.updated': { name: { from: 'Junior analyst', to: 'Analyst' } },
  'identity_provider.updated': { enforced: { from: true, to: false } },
  'group.updated': { members: { added: [id(1)], removed: [], addedCount: 1, removedCount: 0 } },
}

const gone = new Set<EventType>(['group.deleted', 'role.deleted', 'token.revoked', 'identity_provider.deleted'])
const special: { readonly [T in EventType]?: Record<string, unknown> } = {
  'user.deactivated': { active: false },
  'user.handed_over': { active: false },
  'user.deleted': { active: false, deletedAt: at },
}

/** One event of each type as it is sent. */
export const exampleOf = (type: EventType): LifecycleEvent => {
  const { subject } = eventCatalogue[type]
  return {
    id: id(100),
    type,
    timestamp: at,
    data: {
      subject: { kind: subject, id: states[subject].id, name: names[subject] },
      actor: 'token(Okta)',
      changes: changes[type] ?? {},
      state: gone.has(type) ? null : { ...states[subject], ...special[type] },
    },
  }
}
