import type { ApprovalPolicy, ApprovalRules } from '@rollcall/contract'
import { whenWords, whoWords } from '../vocabulary/approval-words.ts'
import { limitFields } from './limit-fields.ts'

/** What a change would say differently, a sentence each: all of it holds once it is confirmed, what loosens and what does not. */
export const changesIn = (before: ApprovalRules, after: ApprovalRules, nameOf: (id: string) => string): string[] => {
  const isIn = ({ policies }: ApprovalRules, name: string) => policies.some(policy => policy.name.toLowerCase() === name.toLowerCase())
  const says = (policy: ApprovalPolicy) => `${whenWords(policy, nameOf)}: ${whoWords(policy, nameOf)}`
  const known = new Set(before.policies.map(policy => JSON.stringify(policy)))
  return [
    ...limitFields.flatMap(({ label, valueOf }) => (valueOf(after) === valueOf(before) ? [] : [`${label}: ${valueOf(after)} instead of ${valueOf(before)}`])),
    ...after.policies
      .filter(policy => !known.has(JSON.stringify(policy)))
      .map(policy => `${isIn(before, policy.name) ? 'Changed' : 'New'} policy “${policy.name}”. ${says(policy)}`),
    ...before.policies.filter(({ name }) => !isIn(after, name)).map(({ name }) => `The policy “${name}” is gone`),
  ]
}
