import { z } from 'zod'
import { Id, Instant, Sha256 } from '../scalars.ts'
import { AccountStatus } from './person.ts'

/** The ways a step can be carried out, in the order of preference of those that can be verified. */
export const Route = z.enum(['scim', 'api', 'idp', 'browser', 'manual'])
export type Route = z.infer<typeof Route>

/** How an attempt stands. Only `verified` was seen by an independent re-read. */
export const StepState = z.enum(['planned', 'applying', 'verified', 'applied_unverified', 'failed', 'waiting_for_person', 'skipped'])
export type StepState = z.infer<typeof StepState>

/** Something kept as proof: a request and its response without secrets, a re-read, what a person uploaded or said; its hash is in the run's ledger. */
export const Evidence = z.object({
  id: Id,
  kind: z.enum(['precondition_read', 'request', 'verification_read', 'error', 'file', 'statement']),
  at: Instant,
  summary: z.string(),
  content: z.string(),
  sha256: Sha256,
})
export type Evidence = z.infer<typeof Evidence>

/** What decides a step, hashed with the plan and never changed after. */
export const StepDefinition = z.object({
  order: z.number().int(),
  action: z.enum(['deactivate_account', 'reactivate_account']),
  findingId: Id.nullable(),
  personId: Id.nullable(),
  personName: z.string(),
  accountId: Id,
  accountName: z.string(),
  connectionId: Id,
  connectionName: z.string(),
  before: z.object({ status: AccountStatus }),
  after: z.object({ status: AccountStatus }),
  reason: z.string(),
  route: Route,
  /** Why this route, and why not the ones before it. */
  routeReason: z.string(),
  passedOver: z.array(z.object({ route: Route, why: z.string() })),
  /** What must still be true when the step is applied: the version of what was read. */
  precondition: z.object({ version: z.string(), statement: z.string() }),
  undo: z.object({ possible: z.boolean(), how: z.string() }),
})
export type StepDefinition = z.infer<typeof StepDefinition>

export const Step = StepDefinition.extend({
  id: Id,
  state: StepState,
  /** One sentence on the last thing that happened to it. */
  detail: z.string(),
  attempts: z.number().int(),
  endedAt: Instant.nullable(),
})
export type Step = z.infer<typeof Step>

export const PlanState = z.enum(['draft', 'approved', 'applying', 'done', 'stopped', 'stale', 'discarded'])
export type PlanState = z.infer<typeof PlanState>

/** One guard that the plan was held against (absolute and percentage, per app and per run). */
export const GuardVerdict = z.object({
  scope: z.string(),
  changes: z.number().int(),
  population: z.number().int(),
  limit: z.number().int(),
  limitShare: z.number(),
  exceeded: z.boolean(),
})
export type GuardVerdict = z.infer<typeof GuardVerdict>

export const Approval = z.object({ userId: Id, userName: z.string(), at: Instant, hash: Sha256 })
export type Approval = z.infer<typeof Approval>

export const PlanSummary = z.object({
  id: Id,
  title: z.string(),
  state: PlanState,
  hash: Sha256,
  stepCount: z.number().int(),
  verifiedCount: z.number().int(),
  failedCount: z.number().int(),
  createdAt: Instant,
  createdBy: z.string(),
  /** The plan this one undoes. */
  undoes: Id.nullable(),
})
export type PlanSummary = z.infer<typeof PlanSummary>

export const Plan = PlanSummary.extend({
  detail: z.string(),
  steps: z.array(Step),
  guards: z.array(GuardVerdict),
  /** Two when a guard is exceeded. */
  approvalsNeeded: z.number().int(),
  approvals: z.array(Approval),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** The plan that undoes this one, if one was drafted. */
  undonePlanId: Id.nullable(),
})
export type Plan = z.infer<typeof Plan>
