import type { Finding, FindingKind } from '@rollcall/contract'
import { accountWithoutPerson } from './account-without-person.ts'
import { accountWithoutRule } from './account-without-rule.ts'
import { activeAfterDeactivation } from './active-after-deactivation.ts'
import { adminWithoutMfa } from './admin-without-mfa.ts'
import { assignedNotPresent } from './assigned-not-present.ts'
import { connectionBroken } from './connection-broken.ts'
import { duplicateAccount } from './duplicate-account.ts'
import { groupDrift } from './group-drift.ts'
import { idle } from './idle.ts'
import type { Kind } from './kind.ts'
import { licenceDrift } from './licence-drift.ts'
import { localPassword } from './local-password.ts'
import { neverSignedIn } from './never-signed-in.ts'
import { noRole } from './no-role.ts'
import { ownershipLeft } from './ownership-left.ts'
import { personWithoutAccount } from './person-without-account.ts'
import { presentNotAssigned } from './present-not-assigned.ts'
import { profileFactDisproved } from './profile-fact-disproved.ts'
import { readIncomplete } from './read-incomplete.ts'
import { roleDrift } from './role-drift.ts'
import { sessionAfterDeactivation } from './session-after-deactivation.ts'
import { stagedNotArrived } from './staged-not-arrived.ts'
import { unlabelledServiceAccount } from './unlabelled-service-account.ts'
import { usedAfterDeactivation } from './used-after-deactivation.ts'

/** Every kind there is. A new one is a file beside this, a line here, and its name in the contract. */
export const kinds: readonly Kind[] = [
  activeAfterDeactivation,
  usedAfterDeactivation,
  sessionAfterDeactivation,
  accountWithoutPerson,
  unlabelledServiceAccount,
  duplicateAccount,
  neverSignedIn,
  idle,
  noRole,
  stagedNotArrived,
  assignedNotPresent,
  presentNotAssigned,
  adminWithoutMfa,
  localPassword,
  ownershipLeft,
  readIncomplete,
  connectionBroken,
  profileFactDisproved,
  personWithoutAccount,
  accountWithoutRule,
  roleDrift,
  licenceDrift,
  groupDrift,
]

const byName = new Map(kinds.map(each => [each.kind, each]))

export function kindOf(kind: FindingKind): Kind {
  const found = byName.get(kind)
  if (found === undefined) throw new Error(`no file says what ${kind} is`)
  return found
}

/** What a person may have a plan do about the account of a finding; null where there is no such choice. */
export const choiceOf = ({ kind, account_id: account }: { readonly kind: FindingKind; readonly account_id: string | null }): Finding['choice'] =>
  account === null ? null : (kindOf(kind).choice ?? null)

/** What a plan can do about a finding; null where a person decides. */
export const repairOf = ({ kind, account_id: account }: { readonly kind: FindingKind; readonly account_id: string | null }): Finding['repair'] =>
  (account === null ? undefined : kindOf(kind).repairOfAccount) ?? kindOf(kind).repair ?? null
