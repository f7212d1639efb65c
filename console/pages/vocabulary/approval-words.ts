import type { ApprovalPolicy, FindingKind, Mode, StepAction } from '@rollcall/contract'
import { countOf } from '../../ui/numbers.ts'

export const modeWords: Record<Mode, string> = {
  observe: 'Observe',
  simulate: 'Simulate',
  approve_each: 'Approve each step',
  approve_in_batch: 'Approve in batch',
  automatic: 'Automatic',
}

export const modeMeanings: Record<Mode, string> = {
  observe: 'Findings are shown; nothing is planned.',
  simulate: 'Plans run without a write, and say what they would have done.',
  approve_each: 'A person approves the plan, and then every step.',
  approve_in_batch: 'A person approves the plan as a whole.',
  automatic: 'What is ticked below happens without an approval, within the guards and where it can be undone.',
}

/** What the automatic mode does about each kind that it can be chosen for. */
export const automaticWords: Partial<Record<FindingKind, string>> = {
  active_after_deactivation: 'Deactivates accounts of people who left',
  account_without_rule: 'Deactivates accounts that no access rule gives',
  person_without_account: 'Reactivates closed accounts that an access rule gives',
}

/** What a plan does, as something that a policy can be about. */
export const actionPhrases: Record<StepAction, string> = {
  end_sessions: 'end sessions',
  deactivate_identity: 'deactivate in the identity source',
  reactivate_identity: 'reactivate in the identity source',
  deactivate_account: 'deactivate an account',
  reactivate_account: 'reactivate an account',
  create_account: 'create an account',
  change_account: 'change role, licence or groups',
  assign_app: 'give an app',
  unassign_app: 'take an app',
  join_group: 'add to a group',
  leave_group: 'remove from a group',
  hand_over: 'hand over what somebody owns',
  request_erasure: 'ask for an erasure',
  renew_token: 'renew a token',
  vendor_request: 'ask the vendor',
}

/** For which plans a policy is: `Plans that deactivate an account, in Salesforce, of more than 5 steps`. */
export const whenWords = ({ when }: ApprovalPolicy, appName: (id: string) => string): string => {
  const parts = [
    ...(when.actions.length ? [`that ${when.actions.map(action => actionPhrases[action]).join(' or ')}`] : []),
    ...(when.connectionIds.length ? [`in ${when.connectionIds.map(appName).join(' or ')}`] : []),
    ...(when.guardExceeded ? ['where a guard is exceeded'] : []),
    ...(when.stepsOver === null ? [] : [`of more than ${countOf(when.stepsOver, 'step')}`]),
  ]
  return parts.length ? `Plans ${parts.join(', ')}` : 'Every plan'
}

/** Who approves: `2 of the role Admin or the manager of the person`. */
export const whoWords = ({ approvers, needed }: ApprovalPolicy, nameOf: (id: string) => string): string => {
  const all = [
    ...approvers.userIds.map(nameOf),
    ...approvers.roleIds.map(id => `the role ${nameOf(id)}`),
    ...(approvers.manager ? ['the manager of the person'] : []),
    ...(approvers.appOwner ? ['the owner of the app'] : []),
  ]
  return all.length ? `${needed} of ${all.join(' or ')}` : `${countOf(needed, 'person', 'people')} who may approve plans`
}
