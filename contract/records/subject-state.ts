import { z } from 'zod'
import { permissions } from '../permissions.ts'
import { Id, Instant } from '../scalars.ts'
import { Finding, FindingKind } from './finding.ts'
import { ProviderProtocol } from './identity-provider.ts'
import { Plan, StepState } from './plan.ts'
import { Scope } from './token.ts'

/*
 * What an event says of its subject as it stands. Fields are only ever added, never renamed or removed.
 */

export const UserSubject = z.object({
  id: Id,
  userName: z.string(),
  externalId: z.string().nullable(),
  email: z.string(),
  name: z.string(),
  active: z.boolean(),
  role: z.string().describe('The id of the role.'),
  licence: z.string(),
  managerId: Id.nullable(),
  title: z.string().nullable(),
  department: z.string().nullable(),
  createdAt: Instant,
  deletedAt: Instant.nullable(),
})

export const GroupSubject = z.object({ id: Id, displayName: z.string(), externalId: z.string().nullable(), createdAt: Instant })

export const RoleSubject = z.object({ id: Id, name: z.string(), permissions: z.array(z.enum(permissions)), createdAt: Instant })

export const TokenSubject = z.object({
  id: Id,
  name: z.string(),
  scopes: z.array(Scope),
  createdAt: Instant,
  expiresAt: Instant.nullable(),
  secrets: z.array(z.object({ last4: z.string(), createdAt: Instant, lastUsedAt: Instant.nullable(), endsAt: Instant.nullable() })),
})

export const IdentityProviderSubject = z.object({
  id: Id,
  name: z.string(),
  protocol: ProviderProtocol,
  enabled: z.boolean(),
  enforced: z.boolean(),
  createdAt: Instant,
})

export const PlanSubject = Plan.pick({ id: true, title: true, state: true, detail: true, hash: true, createdBy: true, createdAt: true, endedAt: true })

export const FindingSubject = z.object({
  id: Id,
  kind: FindingKind,
  state: Finding.shape.state,
  personId: Id.nullable(),
  personName: z.string(),
  accountId: Id,
  connectionId: Id,
  since: Instant,
  firstSeenAt: Instant,
  resolvedAt: Instant.nullable(),
  planId: Id.nullable(),
})

export const TaskSubject = z.object({
  id: Id,
  planId: Id,
  title: z.string(),
  connectionId: Id,
  ownerId: Id.nullable(),
  openedAt: Instant,
  dueAt: Instant,
  doneAt: Instant.nullable(),
  stepState: StepState,
})

/** Whatever an event may tell of. */
export const subjects = {
  user: UserSubject,
  group: GroupSubject,
  role: RoleSubject,
  token: TokenSubject,
  identity_provider: IdentityProviderSubject,
  plan: PlanSubject,
  finding: FindingSubject,
  task: TaskSubject,
} as const

export type SubjectKind = keyof typeof subjects
