import type { ApprovalPolicy, Requirement, StepDefinition } from '@rollcall/contract'
import { isForAnybody } from './rules.ts'

/** Who is known of the people and apps of a plan, as ids of active users. */
export interface Known {
  /** By person. */
  readonly managers: ReadonlyMap<string, string>
  /** By connection. */
  readonly owners: ReadonlyMap<string, string>
}

type Concerned = Pick<StepDefinition, 'action' | 'connectionId' | 'connectionName' | 'personId' | 'personName'>

/**
 * Everything that has to be approved before a plan begins: what each policy asks that is for it, and a second person where a guard is exceeded.
 * Answers a sentence instead where a policy asks for somebody who is not known: such a plan could never begin.
 */
export function requirementsFor(policies: readonly ApprovalPolicy[], steps: readonly Concerned[], exceeded: boolean, known: Known): Requirement[] | string {
  const found: Requirement[] = []
  for (const policy of policies) {
    const some = stepsUnder(policy, steps, exceeded)
    if (some.length === 0) continue
    const asked = requirementsOf(policy, some, known)
    if (typeof asked === 'string') return asked
    found.push(...asked)
  }
  const anybody = { policy: null, needed: exceeded ? 2 : 1, roleIds: [], userIds: [] }
  return exceeded || found.length === 0 ? [anybody, ...found] : found
}

/** The steps that a policy is for; none when it is not for the plan. */
function stepsUnder({ when }: ApprovalPolicy, steps: readonly Concerned[], exceeded: boolean): readonly Concerned[] {
  if ((when.guardExceeded && !exceeded) || (when.stepsOver !== null && steps.length <= when.stepsOver)) return []
  return steps.filter(
    ({ action, connectionId }) =>
      (when.actions.length === 0 || when.actions.includes(action)) && (when.connectionIds.length === 0 || when.connectionIds.includes(connectionId)),
  )
}

function requirementsOf(policy: ApprovalPolicy, steps: readonly Concerned[], { managers, owners }: Known): Requirement[] | string {
  const { approvers, name, needed } = policy
  if (isForAnybody(approvers)) return [{ policy: name, needed, roleIds: [], userIds: [] }]
  const asked = new Map<string, Requirement>()
  for (const step of steps) {
    const manager = approvers.manager ? managers.get(step.personId ?? '') : undefined
    const owner = approvers.appOwner ? owners.get(step.connectionId) : undefined
    const userIds = [...new Set([...approvers.userIds, ...[manager, owner].filter(id => id !== undefined)])].toSorted()
    if (approvers.roleIds.length === 0 && userIds.length < needed) return unknownSentence(policy, step, userIds.length)
    asked.set(userIds.join(), { policy: name, needed, roleIds: approvers.roleIds.toSorted(), userIds })
  }
  return [...asked.values()]
}

function unknownSentence({ name, needed, approvers }: ApprovalPolicy, { personName, connectionName }: Concerned, count: number): string {
  const whom = [...(approvers.manager ? [`the manager of ${personName}`] : []), ...(approvers.appOwner ? [`the owner of ${connectionName}`] : [])]
  return `The policy "${name}" needs ${needed === 1 ? 'the approval' : `${needed} approvals`} of ${whom.join(' or ')}, and ${count === 0 ? 'nobody active here is known as such' : 'too few are known'}. Change the policy, or name them.`
}

/** Somebody who approves, and those in whose place they may at this moment. */
export interface Approver {
  readonly id: string
  readonly roleId: string
  readonly inPlaceOf: readonly { readonly id: string; readonly roleId: string }[]
}

const fits = ({ roleIds, userIds }: Requirement, { id, roleId }: { id: string; roleId: string }): boolean =>
  (roleIds.length === 0 && userIds.length === 0) || roleIds.includes(roleId) || userIds.includes(id)

/** As whom somebody counts for a requirement: themselves first, else one in whose place they stand; null as nobody. */
export const countsAs = (requirement: Requirement, approver: Approver): string | null =>
  fits(requirement, approver) ? approver.id : (approver.inPlaceOf.find(other => fits(requirement, other))?.id ?? null)

/** How many a requirement counts of those who approved. Somebody and who stands in for them count once. */
export const givenTo = (requirement: Requirement, approvers: readonly Approver[]): number =>
  new Set(approvers.flatMap(approver => countsAs(requirement, approver) ?? [])).size

export const unmet = (requirements: readonly Requirement[], approvers: readonly Approver[]): Requirement[] =>
  requirements.filter(requirement => givenTo(requirement, approvers) < requirement.needed)
