import type { AccountStatus, Finding, PlanState, PlanSummary, Route, StepDefinition, StepState } from '@rollcall/contract'
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

export const actionWords: Record<StepDefinition['action'], string> = { deactivate_account: 'Deactivate', reactivate_account: 'Reactivate' }

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
  approved: 'Approved',
  applying: 'Being applied',
  done: 'Done',
  stopped: 'Stopped',
  stale: 'Stale',
  discarded: 'Discarded',
}

const planLooks: Record<PlanState, readonly [Shape, Tone]> = {
  draft: ['pause', 'warm'],
  approved: ['half', 'ink'],
  applying: ['arc', 'ink'],
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
