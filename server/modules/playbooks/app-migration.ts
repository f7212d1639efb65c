import type { StepDraft } from '../lifecycle/index.ts'
import { giveAccess } from './give-access.ts'
import { type Part, type Sketch, together } from './sketch.ts'
import { isOpen, type Place, type Subject } from './subject.ts'

interface Migration {
  readonly from: Place
  readonly to: Place
  /** Roles of the first app and what they are called in the second. */
  readonly roles: Readonly<Record<string, string>>
  readonly startsAt: Date | null
}

/** Everybody who has one app gets the other; theirs in the first goes only when everything in the second was verified. */
export function appMigration(subjects: readonly Subject[], { from, to, roles, startsAt }: Migration): Sketch {
  const reason = `${from.row.name} is replaced by ${to.row.name}.`
  return { ...together(subjects.map(subject => moveOver(subject, from, to, roles, reason))), title: `From ${from.row.name} to ${to.row.name}`, startsAt }
}

function moveOver(subject: Subject, from: Place, to: Place, roles: Migration['roles'], reason: string): Part {
  const old = subject.accounts.find(account => account.connectionId === from.row.id && isOpen(account))
  if (old === undefined) return { steps: [], leftOut: [] }
  const role = roles[old.role ?? '']
  const given = giveAccess(subject, { connectionId: to.row.id, ...(role === undefined ? {} : { role }) }, to, reason, true)
  // Nobody loses the first app who could not be given the second.
  if (given.leftOut.length > 0) return given
  const taken: StepDraft = { action: 'deactivate_account', accountId: old.id, reason, dependsOn: given.steps.map((_, order) => order) }
  return { steps: [...given.steps, taken], leftOut: [] }
}
