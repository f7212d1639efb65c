import { createHash } from 'node:crypto'
import { type GuardVerdict, type Plan, type PlanSummary, type Requirement, type Step, StepDefinition } from '@rollcall/contract'
import type { PlanRow, PlanSummaryRow, StepRow } from './plan.queries.ts'

/** Everything an approver sees, which is everything the hash covers. */
export interface PlanDocument {
  readonly id: string
  readonly title: string
  readonly undoes: string | null
  /** Left out where a plan begins at once. */
  readonly startsAt?: string
  /** Each exactly as it is stored: what later versions of Rollcall read into it is not hashed. */
  readonly steps: readonly unknown[]
  readonly guards: readonly GuardVerdict[]
  readonly approvalsNeeded: number
  /** Left out of plans from before there were any. */
  readonly requirements?: readonly Requirement[]
}

/** JSON with the keys of every object in order and without spaces, so that one content has one text (as RFC 8785 does, for our plain values). */
export function canonicalJson(value: unknown): string {
  if (Array.isArray(value)) return `[${value.map(canonicalJson).join(',')}]`
  if (typeof value !== 'object' || value === null) return JSON.stringify(value)
  const members = Object.entries(value).toSorted(([a], [b]) => (a < b ? -1 : 1))
  return `{${members.map(([name, member]) => `${JSON.stringify(name)}:${canonicalJson(member)}`).join(',')}}`
}

export const sha256 = (text: string): string => createHash('sha256').update(text).digest('hex')

export const hashOf = (document: PlanDocument): string => sha256(canonicalJson(document))

export const definitionOf = (step: Pick<StepRow, 'definition'>): StepDefinition => StepDefinition.parse(JSON.parse(step.definition))

/** The document as it is stored: a hash that differs from the plan's own says that somebody changed it behind our back. */
export const documentOf = (plan: PlanRow, steps: readonly StepRow[]): PlanDocument => ({
  id: plan.id,
  title: plan.title,
  undoes: plan.undoes,
  ...(plan.starts_at === null ? {} : { startsAt: plan.starts_at.toISOString() }),
  steps: steps.map((step): unknown => JSON.parse(step.definition)),
  guards: plan.guards,
  approvalsNeeded: plan.approvals_needed,
  ...(plan.requirements === null ? {} : { requirements: plan.requirements }),
})

/** `Deactivate 3 accounts of Ana Ruiz`, or `5 steps for Ana Ruiz` where they are of several kinds, when nobody named it. */
export function titleOf(steps: readonly StepDefinition[]): string {
  const people = [...new Set(steps.map(step => step.personName))]
  const whom = people.length === 1 ? people[0] : count(people.length, 'person', 'people')
  const actions = [...new Set(steps.map(step => step.action))]
  const verb = actions.length === 1 ? accountVerbs[actions[0] ?? 'change_account'] : undefined
  return verb === undefined ? `${count(steps.length, 'step')} for ${whom}` : `${verb} ${count(steps.length, 'account')} of ${whom}`
}

const accountVerbs: Partial<Record<StepDefinition['action'], string>> = {
  deactivate_account: 'Deactivate',
  reactivate_account: 'Reactivate',
  create_account: 'Create',
  change_account: 'Change',
}

export const count = (n: number, one: string, many = `${one}s`): string => `${n} ${n === 1 ? one : many}`

export const toSummary = (row: PlanSummaryRow): PlanSummary => ({
  id: row.id,
  title: row.title,
  state: row.state,
  hash: row.hash,
  stepCount: row.step_count,
  verifiedCount: row.verified_count,
  failedCount: row.failed_count,
  createdAt: row.created_at.toISOString(),
  createdBy: row.created_by,
  startsAt: row.starts_at?.toISOString() ?? null,
  undoes: row.undoes,
})

const toStep = (row: StepRow, handle: string | null): Step => ({
  ...definitionOf(row),
  id: row.id,
  state: row.state,
  detail: row.detail,
  attempts: row.attempts,
  endedAt: row.ended_at?.toISOString() ?? null,
  provable: row.provable,
  held: row.held,
  handle,
})

/** What a plan of before names nobody for: whoever may approve plans. */
export const requirementsOf = ({ requirements, approvals_needed }: Pick<PlanRow, 'requirements' | 'approvals_needed'>): readonly Requirement[] =>
  requirements ?? [{ policy: null, needed: approvals_needed, roleIds: [], userIds: [] }]

type Around = Pick<Plan, 'approvals' | 'requirements' | 'undonePlanId'>

export const toPlan = (row: PlanSummaryRow, steps: readonly StepRow[], handles: ReadonlyMap<string, string>, around: Around): Plan => ({
  ...toSummary(row),
  detail: row.detail,
  steps: steps.map(step => toStep(step, handles.get(step.id) ?? null)),
  guards: row.guards,
  approvalsNeeded: row.approvals_needed,
  expiresAt: row.expires_at?.toISOString() ?? null,
  startedAt: row.started_at?.toISOString() ?? null,
  endedAt: row.ended_at?.toISOString() ?? null,
  ...around,
})
