import { type ApprovalPolicy, ApprovalRules, type Guards } from '@rollcall/contract'
import type { Setting } from '../../settings/index.ts'
import { initialGuards } from '../guards.ts'

/** Who approves what. Two weeks is ours: what a plan rests on has mostly moved on by then. */
export const approvalRules: Setting<ApprovalRules> = {
  name: 'lifecycle.approvals',
  shape: ApprovalRules,
  initial: { guards: initialGuards, draftDays: 14, policies: [] },
}

/** What a change lets happen that did not before, or with fewer people, a sentence each. Policies are the same by their name. */
export function loosenings(before: ApprovalRules, after: ApprovalRules): string[] {
  const later = new Map(after.policies.map(policy => [policy.name.toLowerCase(), policy]))
  return [
    ...looserGuards(before.guards, after.guards),
    ...before.policies.flatMap(policy => {
      const now = later.get(policy.name.toLowerCase())
      return now === undefined ? [`The policy "${policy.name}" is gone.`] : looserPolicy(policy, now)
    }),
  ]
}

function looserGuards(before: Guards, after: Guards): string[] {
  const raised = (what: string, from: number, to: number) => (to > from ? [`${what} is raised from ${from} to ${to}.`] : [])
  return [
    ...raised('The number of changes in one app', before.app.changes, after.app.changes),
    ...raised('The share of one app', before.app.share, after.app.share),
    ...raised('The number of changes in one plan', before.run.changes, after.run.changes),
    ...raised('The share of one plan', before.run.share, after.run.share),
    ...raised('The share of a small app', before.small.share, after.small.share),
    ...raised('What counts as a small app', before.small.population, after.small.population),
    ...raised('The number of changes whose share is not looked at', before.few, after.few),
  ]
}

function looserPolicy(before: ApprovalPolicy, after: ApprovalPolicy): string[] {
  const name = `The policy "${before.name}"`
  return [
    ...(after.needed < before.needed ? [`${name} needs ${after.needed} instead of ${before.needed}.`] : []),
    ...(isNarrower(before.when, after.when) ? [`${name} is for fewer plans.`] : []),
    ...(isWider(before.approvers, after.approvers) ? [`${name} lets more people approve.`] : []),
  ]
}

/** An empty list leaves nothing out. */
const coversLess = (before: readonly string[], after: readonly string[]): boolean =>
  after.length > 0 && (before.length === 0 || before.some(each => !after.includes(each)))

const isNarrower = (before: ApprovalPolicy['when'], after: ApprovalPolicy['when']): boolean =>
  coversLess(before.actions, after.actions) ||
  coversLess(before.connectionIds, after.connectionIds) ||
  (after.guardExceeded && !before.guardExceeded) ||
  (after.stepsOver ?? 0) > (before.stepsOver ?? 0)

function isWider(before: ApprovalPolicy['approvers'], after: ApprovalPolicy['approvers']): boolean {
  if (isForAnybody(before)) return false
  if (isForAnybody(after)) return true
  const more = (from: readonly string[], to: readonly string[]) => to.some(each => !from.includes(each))
  return (
    more(before.roleIds, after.roleIds) || more(before.userIds, after.userIds) || (after.manager && !before.manager) || (after.appOwner && !before.appOwner)
  )
}

export const isForAnybody = ({ roleIds, userIds, manager, appOwner }: ApprovalPolicy['approvers']): boolean =>
  roleIds.length + userIds.length === 0 && !manager && !appOwner
