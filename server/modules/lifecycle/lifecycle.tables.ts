import type { ApprovalRules, Evidence, Finding, FindingKind, GuardVerdict, Mode, PlanState, Requirement, StepState } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'
import type { Grounds } from './findings/grounds.ts'

/** jsonb: read parsed, written as text, because the two engines disagree on how to send an array. */
type Json<T> = ColumnType<T, string, string>

/** How far the vendor was asked: not at all, intended (written down before the request), requested (the vendor answered). */
export type Progress = 'nothing' | 'intended' | 'requested'

export interface LifecycleTables {
  findings: {
    id: Generated<string>
    kind: Finding['kind']
    state: Finding['state']
    /** With the kind unique. */
    subject_id: string
    unwanted: Generated<boolean>
    person_id: string | null
    person_name: string
    account_id: string | null
    connection_id: string
    evidence: Json<Grounds>
    since: Date
    first_seen_at: Date
    resolved_at: Date | null
    plan_id: string | null
    owner_id: string | null
    note: Generated<string>
    accepted_until: Date | null
    accepted_by: string | null
    accepted_reason: string | null
  }
  licence_prices: {
    connection_id: string
    /** Empty: every licence that has no price of its own. */
    licence: string
    amount: ColumnType<string, number, number>
    currency: string
  }
  plans: {
    id: string
    title: string
    state: PlanState
    detail: string
    hash: string
    guards: Json<GuardVerdict[]>
    approvals_needed: number
    requirements: ColumnType<Requirement[] | null, string | null, string | null>
    expires_at: Date | null
    undoes: string | null
    starts_at: Generated<Date | null>
    created_by: string
    created_at: Date
    started_at: Date | null
    ended_at: Date | null
  }
  plan_steps: {
    id: string
    plan_id: string
    position: number
    connection_id: string
    account_id: string | null
    identity_id: string | null
    subject: string
    depends_on: number[]
    provable: boolean
    held: boolean
    seen_version: string | null
    finding_id: string | null
    definition: string
    state: StepState
    detail: string
    progress: Generated<Progress>
    attempts: Generated<number>
    verification_reads: Generated<number>
    claim: string | null
    claimed_until: Date | null
    ended_at: Date | null
  }
  verified_changes: {
    id: Generated<number>
    subject: string
    field: string
    value: Json<unknown>
    name: string
    connection_id: string
    step_id: string
    at: Date
    forgiven: Generated<boolean>
  }
  /** A view. */
  plan_steps_ended_well: { plan_id: string; position: number }
  approvals: { plan_id: string; user_id: string; user_name: string; at: Date; hash: string; policy: string | null; in_place_of: string | null }
  app_modes: { connection_id: string; mode: Mode; kinds: FindingKind[]; owner_id: string | null; set_by: string; set_at: Date }
  approval_changes: {
    id: Generated<string>
    before: Json<ApprovalRules>
    after: Json<ApprovalRules>
    loosens: Json<string[]>
    proposed_by: string
    proposed_at: Date
  }
  approval_substitutes: { user_id: string; substitute_id: string; begins_at: Date; ends_at: Date }
  plan_comments: { id: Generated<string>; plan_id: string; at: Date; author_id: string | null; author: string; text: string }
  evidence: {
    id: Generated<string>
    sequence: Generated<number>
    step_id: string
    kind: Evidence['kind']
    at: Date
    summary: string
    content: string
    sha256: string
  }
}
