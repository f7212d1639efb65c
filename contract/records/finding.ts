import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** What can be out of step. docs/findings.md says of each when it opens and when it is resolved. */
export const findingKinds = [
  'active_after_deactivation',
  'used_after_deactivation',
  'session_after_deactivation',
  'account_without_person',
  'unlabelled_service_account',
  'duplicate_account',
  'never_signed_in',
  'idle',
  'no_role',
  'staged_not_arrived',
  'assigned_not_present',
  'present_not_assigned',
  'admin_without_mfa',
  'local_password',
  'ownership_left',
  'read_incomplete',
  'connection_broken',
  'profile_fact_disproved',
  'person_without_account',
  'account_without_rule',
  'role_drift',
  'licence_drift',
  'group_drift',
] as const
export const FindingKind = z.enum(findingKinds)
export type FindingKind = z.infer<typeof FindingKind>

/** Open: nobody has decided. Planned: a plan repairs it. Accepted: an exception until a date. Resolved: no longer true. */
export const FindingState = z.enum(['open', 'planned', 'accepted', 'resolved'])
export type FindingState = z.infer<typeof FindingState>

/** One thing that was read, and when: what a finding rests on. */
export const Observation = z.object({
  source: z.string(),
  statement: z.string(),
  readId: Id,
  complete: z.boolean(),
  at: Instant,
})
export type Observation = z.infer<typeof Observation>

/** An amount of money in a month. */
export const MonthlyCost = z.object({ amount: z.number().nonnegative(), currency: z.string().regex(/^[A-Z]{3}$/, 'An ISO 4217 code, for example EUR.') })
export type MonthlyCost = z.infer<typeof MonthlyCost>

/** The step that repairs a finding. */
export const FindingRepair = z.enum(['deactivate_account', 'reactivate_account', 'create_account', 'change_account', 'end_sessions'])
export type FindingRepair = z.infer<typeof FindingRepair>

/** One difference between what is and what should be, with its evidence. */
export const Finding = z.object({
  id: Id,
  kind: FindingKind,
  state: FindingState,
  /** What it is about: an account, an identity, a person in a connection, or a connection. With the kind it is unique. */
  subjectId: Id,
  personId: Id.nullable(),
  /** Of the person; else what the account, or whatever it is about, is called. */
  personName: z.string(),
  accountId: Id.nullable(),
  connectionId: Id,
  connectionName: z.string(),
  /** One sentence: what is, what should be. */
  sentence: z.string(),
  evidence: z.array(Observation),
  /** What a plan does about it; null where a person decides. */
  repair: FindingRepair.nullable(),
  /** What a person may have a plan do, where nothing says that it must be done. */
  choice: FindingRepair.nullable(),
  /** Why nothing may be done about it now, or null. */
  blocked: z.string().nullable(),
  /** What is paid for nothing while it is true; null where it wastes no licence, or no price is set. */
  cost: MonthlyCost.nullable(),
  /** Who sees to it. */
  owner: z.object({ id: Id, name: z.string() }).nullable(),
  note: z.string(),
  /** The exception, while there is one: it is open again after `until`. */
  accepted: z.object({ until: Instant, by: z.string(), reason: z.string() }).nullable(),
  /** Since when it has been true, as far as the evidence shows. */
  since: Instant,
  firstSeenAt: Instant,
  resolvedAt: Instant.nullable(),
  planId: Id.nullable(),
})
export type Finding = z.infer<typeof Finding>

/** How old a finding is, by how long it has been true: under a day, a week, 30 days, 90 days, or longer. */
export const findingAges = ['day', 'week', 'month', 'quarter', 'older'] as const
const Ages = z.object({ day: z.number().int(), week: z.number().int(), month: z.number().int(), quarter: z.number().int(), older: z.number().int() })

/** Counts of what is not resolved. */
export const FindingSummary = z.object({
  open: z.number().int(),
  planned: z.number().int(),
  accepted: z.number().int(),
  /** Of those that are open or planned. */
  ages: Ages,
  /** What they waste in a month, an account that several findings name counted once; one entry a currency. */
  costs: z.array(MonthlyCost),
  /** Kinds that have any, in the order of `findingKinds`. */
  kinds: z.array(
    z.object({
      kind: FindingKind,
      open: z.number().int(),
      planned: z.number().int(),
      accepted: z.number().int(),
      ages: Ages,
      costs: z.array(MonthlyCost),
    }),
  ),
})
export type FindingSummary = z.infer<typeof FindingSummary>

/** What is decided about many findings at once. */
export const FindingDecision = z.discriminatedUnion('how', [
  z.object({ how: z.literal('assign'), userId: Id.nullable() }),
  z.object({ how: z.literal('accept'), until: Instant, reason: z.string().trim().min(3, 'Say why, in a few words.').max(1000) }),
])
export type FindingDecision = z.infer<typeof FindingDecision>

const Days = z.number().int().min(1).max(3650)

/** After how many days something counts. */
export const FindingThresholds = z.object({
  /** An account in which nobody has ever signed in. */
  neverSignedInDays: Days,
  /** An account that nobody has used. */
  idleDays: Days,
  /** An account that was never given a role. */
  noRoleDays: Days,
  /** An account that waits for somebody who does not come. */
  stagedDays: Days,
  /** For how long a use after the deactivation is shown. */
  usedAfterDays: Days,
})
export type FindingThresholds = z.infer<typeof FindingThresholds>

/** What a licence of a connection costs in a month. `licence` null: any that has no price of its own. */
export const LicencePrice = MonthlyCost.extend({
  connectionId: Id,
  licence: z.string().trim().min(1).max(200).nullable(),
  amount: z.number().nonnegative().max(1_000_000).multipleOf(0.01),
})
export type LicencePrice = z.infer<typeof LicencePrice>
