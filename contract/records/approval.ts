import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'
import { FindingKind } from './finding.ts'
import { PlanSummary, StepAction } from './plan.ts'

/**
 * How far Rollcall goes in an app. `observe`: nothing is planned there. `simulate`: steps are planned and run without a write. `approve_each`:
 * a person approves the plan, and then every step of the app. `approve_in_batch`: a person approves the plan. `automatic`: low-risk steps
 * that can be undone are also approved by the standing decision of the admin who chose this mode.
 */
export const Mode = z.enum(['observe', 'simulate', 'approve_each', 'approve_in_batch', 'automatic'])
export type Mode = z.infer<typeof Mode>

export const AppMode = z.object({
  connectionId: Id,
  connectionName: z.string(),
  mode: Mode,
  /** Of which findings the automatic mode makes plans. */
  kinds: z.array(FindingKind),
  /** What may be chosen of them, with what is done; `obstacle` says why it would wait for people in this app all the same. */
  automatic: z.array(z.object({ kind: FindingKind, action: StepAction, obstacle: z.string().nullable() })),
  /** Who approves for the app where a policy asks for its owner. */
  owner: z.object({ id: Id, name: z.string() }).nullable(),
  /** Null while nobody has chosen. */
  setBy: z.string().nullable(),
  setAt: Instant.nullable(),
})
export type AppMode = z.infer<typeof AppMode>

const Share = z.number().min(0).max(1)
const Limit = z.object({ changes: z.number().int().nonnegative().max(1_000_000), share: Share })

/** What one person may approve alone, per app and per run. */
export const Guards = z.object({
  app: Limit,
  run: Limit,
  /** Where fewer accounts than this are active, a few people are a large share of them, and another share counts. */
  small: z.object({ population: z.number().int().nonnegative().max(1_000_000), share: Share }),
  /** Up to this many changes no share is looked at. */
  few: z.number().int().nonnegative().max(1_000_000),
})
export type Guards = z.infer<typeof Guards>

/** Who approves what. A plan needs what every policy asks that is for it. */
export const ApprovalPolicy = z.object({
  name: z.string().trim().min(1).max(100),
  /** For which plans; what is empty or null asks for nothing, so that a policy with none of it is for every plan. */
  when: z.object({
    actions: z.array(StepAction),
    connectionIds: z.array(Id).max(500),
    guardExceeded: z.boolean(),
    /** Only plans of more steps than this. */
    stepsOver: z.number().int().nonnegative().max(100_000).nullable(),
  }),
  needed: z.number().int().min(1).max(5),
  /** Any of them approves; with none of it, whoever may approve plans. */
  approvers: z.object({
    roleIds: z.array(z.string().max(100)).max(50),
    userIds: z.array(Id).max(100),
    /** The manager of each person in the plan. */
    manager: z.boolean(),
    /** The owner of each app in the plan. */
    appOwner: z.boolean(),
  }),
})
export type ApprovalPolicy = z.infer<typeof ApprovalPolicy>

export const ApprovalRules = z.object({
  guards: Guards,
  /** A plan that nobody approved for so long is set aside. */
  draftDays: z.number().int().min(1).max(365),
  policies: z
    .array(ApprovalPolicy)
    .max(50)
    .refine(all => new Set(all.map(({ name }) => name.toLowerCase())).size === all.length, 'Two policies have the same name. Give each its own.'),
})
export type ApprovalRules = z.infer<typeof ApprovalRules>

/** A change that lets more happen with fewer people waits for a second admin. */
export const WaitingChange = z.object({
  id: Id,
  proposedBy: z.object({ id: Id, name: z.string() }),
  proposedAt: Instant,
  /** What it loosens, a sentence each. */
  loosens: z.array(z.string()),
  rules: ApprovalRules,
})
export type WaitingChange = z.infer<typeof WaitingChange>

export const ApprovalSettings = z.object({ rules: ApprovalRules, waiting: WaitingChange.nullable() })
export type ApprovalSettings = z.infer<typeof ApprovalSettings>

/** A plan that waits for the person who asks. */
export const WaitingApproval = z.object({
  plan: PlanSummary,
  /** Why it needs them, one sentence. */
  why: z.string(),
  /** How many steps wait: those of a draft, or those of a plan that goes on which are approved one by one. */
  steps: z.number().int(),
  people: z.number().int(),
  apps: z.array(z.string()),
  /** Steps that cannot be taken back. */
  irreversible: z.number().int(),
})
export type WaitingApproval = z.infer<typeof WaitingApproval>

/** Somebody who approves in the place of another for a time. */
export const Substitute = z.object({
  user: z.object({ id: Id, name: z.string() }),
  substitute: z.object({ id: Id, name: z.string() }),
  from: Instant,
  until: Instant,
})
export type Substitute = z.infer<typeof Substitute>

export const PlanComment = z.object({ id: Id, at: Instant, author: z.string(), text: z.string() })
export type PlanComment = z.infer<typeof PlanComment>
