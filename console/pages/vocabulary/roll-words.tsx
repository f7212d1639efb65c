import type { AccountStatus, Facts, Finding, PlanState, PlanSummary, Route, StepDefinition, StepState } from '@rollcall/contract'
import { countOf } from '../../ui/numbers.ts'
import { StateMark, type Shape, type Tone } from '../../ui/state-mark.tsx'

type Look = readonly [Shape, Tone, string]

export const statusWords: Record<AccountStatus, string> = {
  active: 'Active',
  inactive: 'Inactive',
  staged: 'Staged',
  locked: 'Locked',
  deleted: 'Deleted',
  unknown: 'Unknown',
}

export const routeWords: Record<Route, string> = { scim: 'SCIM', api: 'API', idp: 'Identity provider', browser: 'Browser', manual: 'By hand' }

/** What a step does, before the name of whom it is for. */
export const actionWords: Record<StepDefinition['action'], string> = {
  end_sessions: 'End the sessions of',
  deactivate_identity: 'Deactivate',
  reactivate_identity: 'Reactivate',
  deactivate_account: 'Deactivate',
  reactivate_account: 'Reactivate',
  create_account: 'Create an account for',
  change_account: 'Change the access of',
  assign_app: 'Give an app to',
  unassign_app: 'Take an app from',
  join_group: 'Add to a group:',
  leave_group: 'Remove from a group:',
  hand_over: 'Hand over what belongs to',
  request_erasure: 'Ask for the erasure of',
  renew_token: 'Renew the token for',
  vendor_request: 'Ask the vendor about',
}

/** The app or the group that a step is about beside the login: ` (Sales)`. */
export const whatOf = ({ app, group }: Pick<StepDefinition, 'app' | 'group'>): string => (app || group ? ` (${app?.name ?? group})` : '')

const orNone = (value: string | null | undefined, none: string) => value ?? none

const factWords: { readonly [F in keyof Facts]-?: (facts: Facts) => string } = {
  exists: ({ exists }) => (exists ? 'an account' : 'no account'),
  status: ({ status }) => orNone(status, ''),
  role: ({ role }) => `role ${orNone(role, 'none')}`,
  licence: ({ licence }) => `licence ${orNone(licence, 'none')}`,
  groups: ({ groups }) => `groups ${groups?.join(', ') || 'none'}`,
  assigned: ({ assigned }) => (assigned ? 'assigned' : 'not assigned'),
  member: ({ member }) => (member ? 'member' : 'not a member'),
  sessions: ({ sessions }) => (sessions === 'ended' ? 'signed out' : 'perhaps signed in'),
  owner: ({ owner }) => `belongs to ${owner}`,
  owned: ({ owned }) => (owned === 0 ? 'owns nothing' : `owns ${countOf(owned ?? 0, 'open record')}`),
  received: ({ received }) => `${countOf(received ?? 0, 'record')} with the receiver`,
  requested: ({ requested }) => (requested ? 'asked for' : 'not asked for'),
}

/** Each fact as it is shown in a diff: `active`, `role Admin`. */
export const factsInWords = (facts: Facts): string[] => (Object.keys(facts) as (keyof Facts)[]).map(name => factWords[name](facts))

const steps: Record<StepState, Look> = {
  planned: ['ring', 'soft', 'Planned'],
  applying: ['arc', 'ink', 'Applying'],
  verified: ['check', 'proof', 'Verified'],
  applied_unverified: ['half', 'ink', 'Applied, unverified'],
  failed: ['diamond', 'warm', 'Failed'],
  waiting_for_person: ['pause', 'warm', 'Waits for a person'],
  skipped: ['dash', 'soft', 'Skipped'],
}

export const planStates: Record<PlanState, string> = {
  draft: 'Waits for approval',
  scheduled: 'Waits for its time',
  approved: 'Approved',
  applying: 'Being applied',
  paused: 'Paused',
  done: 'Done',
  stopped: 'Stopped',
  stale: 'Stale',
  discarded: 'Discarded',
}

const planLooks: Record<PlanState, readonly [Shape, Tone]> = {
  draft: ['pause', 'warm'],
  scheduled: ['half', 'soft'],
  approved: ['half', 'ink'],
  applying: ['arc', 'ink'],
  paused: ['pause', 'warm'],
  done: ['dot', 'ink'],
  stopped: ['diamond', 'warm'],
  stale: ['dash', 'soft'],
  discarded: ['cross', 'soft'],
}

export const StepMark = ({ state }: { state: StepState }) => {
  const [shape, tone, words] = steps[state]
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}

/** A plan is green only when every one of its steps was seen to hold. */
export const PlanMark = ({ plan }: { plan: Pick<PlanSummary, 'state' | 'stepCount' | 'verifiedCount'> }) => {
  if (plan.state === 'done' && plan.verifiedCount === plan.stepCount)
    return (
      <StateMark shape="check" tone="proof">
        Done and verified
      </StateMark>
    )
  const [shape, tone] = planLooks[plan.state]
  return <StateMark {...{ shape, tone }}>{planStates[plan.state]}</StateMark>
}

const findingLooks: Record<Finding['state'], Look> = {
  open: ['diamond', 'warm', 'Open'],
  planned: ['half', 'ink', 'In a plan'],
  accepted: ['ring', 'soft', 'Accepted'],
  resolved: ['dot', 'soft', 'Resolved'],
}

export const FindingMark = ({ finding }: { finding: Finding }) => {
  if (finding.state === 'open' && finding.blocked)
    return (
      <StateMark shape="pause" tone="warm">
        Blocked
      </StateMark>
    )
  const [shape, tone, words] = findingLooks[finding.state]
  return <StateMark {...{ shape, tone }}>{words}</StateMark>
}
