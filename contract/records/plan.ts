import { z } from 'zod'
import { Id, Instant, Sha256 } from '../scalars.ts'
import { AccountStatus } from './person.ts'

/** The ways a step can be carried out, in the order of preference of those that can be verified. */
export const Route = z.enum(['scim', 'api', 'idp', 'browser', 'manual'])
export type Route = z.infer<typeof Route>

/** Everything that can be done for a person and their accounts. */
export const StepAction = z.enum([
  'end_sessions',
  'deactivate_identity',
  'reactivate_identity',
  'deactivate_account',
  'reactivate_account',
  'create_account',
  'change_account',
  'assign_app',
  'unassign_app',
  'join_group',
  'leave_group',
  'hand_over',
  'request_erasure',
  'renew_token',
  'vendor_request',
])
export type StepAction = z.infer<typeof StepAction>

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
  /** Of a console that was worked in a browser: pictures of it, each read by its id. The hash covers the PNG; the content above names it as well. */
  screenshots: z.array(z.object({ id: Id, shows: z.string(), sha256: Sha256 })),
})
export type Evidence = z.infer<typeof Evidence>

/** What is known, or is to become true, of what a step concerns. Only what the step is about is there. */
export const Facts = z
  .object({
    /** There is such an account. */
    exists: z.boolean(),
    status: AccountStatus,
    role: z.string().nullable(),
    licence: z.string().nullable(),
    groups: z.array(z.string()),
    /** The identity source gives the person the app. */
    assigned: z.boolean(),
    /** The person is in the group. */
    member: z.boolean(),
    sessions: z.enum(['open', 'ended']),
    /** Who has what the person owned in the app. */
    owner: z.string(),
    /** How many open records the person owns in the app, and how many whoever is to get them. */
    owned: z.number().int(),
    received: z.number().int(),
    /** Somebody was asked for it: an erasure, a change by the vendor, a new token. */
    requested: z.boolean(),
  })
  .partial()
export type Facts = z.infer<typeof Facts>

/** What a new account is made of, besides its role, licence and groups. */
export const NewAccount = z.object({
  userName: z.string().min(1),
  email: z.string().nullable(),
  displayName: z.string(),
  givenName: z.string().nullable(),
  familyName: z.string().nullable(),
  externalKey: z.string().nullable(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  managerEmail: z.string().nullable(),
})
export type NewAccount = z.infer<typeof NewAccount>

/** Where an identity source carries a step out: the app it gives, and the entry of the person. */
export const Via = z.object({ connectionId: Id, connectionName: z.string(), identityExternalId: z.string(), appExternalId: z.string() })
export type Via = z.infer<typeof Via>

/** A letter to the vendor, drafted for a person to send. */
export const VendorMessage = z.object({ to: z.string(), subject: z.string(), body: z.string() })
export type VendorMessage = z.infer<typeof VendorMessage>

/** What decides a step, hashed with the plan and never changed after. What is left out of the older ones has a default. */
export const StepDefinition = z.object({
  order: z.number().int(),
  /** Orders of the steps of this plan that must have ended well first. */
  dependsOn: z.array(z.number().int()).default([]),
  action: StepAction,
  findingId: Id.nullable(),
  personId: Id.nullable(),
  personName: z.string(),
  /** Null for what concerns no account: an identity, an assignment, or an account that is still to be made. */
  accountId: Id.nullable(),
  /** How the account is called where it is, or the identity, or the account to be made. */
  accountName: z.string(),
  identityId: Id.nullable().default(null),
  /** The app or the group of an identity source that a step assigns, joins or leaves. */
  app: z.object({ externalId: z.string(), name: z.string() }).nullable().default(null),
  group: z.string().nullable().default(null),
  /** Where the account is, or is to be; for an identity, an assignment and a membership its identity source. */
  connectionId: Id,
  connectionName: z.string(),
  newAccount: NewAccount.nullable().default(null),
  message: VendorMessage.nullable().default(null),
  /** Whose account gets what is handed over, where the app itself can be asked for it. */
  receiver: z.object({ accountId: Id, externalId: z.string(), name: z.string() }).nullable().default(null),
  before: Facts,
  after: Facts,
  reason: z.string(),
  route: Route,
  /** Why this route, and why not the ones before it. */
  routeReason: z.string(),
  passedOver: z.array(z.object({ route: Route, why: z.string() })),
  /** Only of a step on an account that the route `idp` carries out. */
  via: Via.nullable().default(null),
  /** What must still be true when the step is applied: the version of what was read, or null where the facts before it alone must hold. */
  precondition: z.object({ version: z.string().nullable(), statement: z.string() }),
  undo: z.object({ possible: z.boolean(), how: z.string() }),
  /** Its app was only simulated when the plan was made: it never writes, whatever is chosen later. */
  simulated: z.boolean().default(false),
  /** The app cannot switch an account off, and somebody chose that it is deleted instead, which cannot be taken back. */
  deletes: z.boolean().default(false),
})
export type StepDefinition = z.infer<typeof StepDefinition>

export const Step = StepDefinition.extend({
  id: Id,
  state: StepState,
  /** One sentence on the last thing that happened to it. */
  detail: z.string(),
  attempts: z.number().int(),
  endedAt: Instant.nullable(),
  /** No read can show it: a person who did it says so, and it ends as `applied_unverified`, which is as well as it can end. */
  provable: z.boolean(),
  /** Waits for an approval of its own, once the plan goes on. */
  held: z.boolean(),
  /** How the account is called, where the person's name alone does not say which one it is: it is called otherwise, or is one of several they have there. */
  handle: z.string().nullable(),
})
export type Step = z.infer<typeof Step>

/** What a plan was asked for and does not do, and why. */
export const LeftOut = z.object({
  action: StepAction,
  personName: z.string(),
  accountName: z.string(),
  connectionName: z.string(),
  /** It holds already; nothing is left to do. */
  done: z.boolean(),
  why: z.string(),
})
export type LeftOut = z.infer<typeof LeftOut>

export const PlanState = z.enum(['draft', 'scheduled', 'approved', 'applying', 'paused', 'done', 'stopped', 'stale', 'discarded'])
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

/** What a plan would be if it were drafted now; nothing is kept. */
export const PlanPreview = z.object({
  startsAt: Instant.nullable(),
  steps: z.array(StepDefinition),
  leftOut: z.array(LeftOut),
  guards: z.array(GuardVerdict),
  approvalsNeeded: z.number().int(),
})
export type PlanPreview = z.infer<typeof PlanPreview>

export const Approval = z.object({
  userId: Id,
  userName: z.string(),
  at: Instant,
  hash: Sha256,
  /** The standing decision of theirs that approved, where they did not do so themselves. */
  policy: z.string().nullable(),
  /** In whose place. */
  inPlaceOf: z.string().nullable(),
})
export type Approval = z.infer<typeof Approval>

/** Approvals that a plan needs, as it was hashed: so many of these people. Without any, of whoever may approve plans. */
export const Requirement = z.object({
  /** The policy that asks for it; null where none does. */
  policy: z.string().nullable(),
  needed: z.number().int(),
  roleIds: z.array(z.string()),
  userIds: z.array(Id),
})
export type Requirement = z.infer<typeof Requirement>

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
  /** When it begins once it is approved; null means at once. */
  startsAt: Instant.nullable(),
  /** The plan this one undoes. */
  undoes: Id.nullable(),
})
export type PlanSummary = z.infer<typeof PlanSummary>

export const Plan = PlanSummary.extend({
  detail: z.string(),
  steps: z.array(Step),
  guards: z.array(GuardVerdict),
  /** The most that one requirement asks for; two at least when a guard is exceeded. */
  approvalsNeeded: z.number().int(),
  approvals: z.array(Approval),
  /** Who may approve: all of these have to be met. */
  requirements: z.array(Requirement.extend({ given: z.number().int(), who: z.string() })),
  /** A draft is set aside then. */
  expiresAt: Instant.nullable(),
  startedAt: Instant.nullable(),
  endedAt: Instant.nullable(),
  /** The plan that undoes this one, if one was drafted. */
  undonePlanId: Id.nullable(),
})
export type Plan = z.infer<typeof Plan>

/** Something that was changed and verified at least twice, and that somebody else changed back each time. */
export const Fight = z.object({
  /** The account or identity, or the assignment's identity. */
  subject: z.string(),
  field: z.string(),
  name: z.string(),
  connectionId: Id,
  connectionName: z.string(),
  times: z.number().int(),
  lastAt: Instant,
})
export type Fight = z.infer<typeof Fight>
