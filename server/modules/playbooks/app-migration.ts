import type { MigrationPlaybook } from '@rollcall/contract'
import { endAccounts, unassignApps } from './end-access.ts'
import { giveAccess } from './give-access.ts'
import { type Part, type Sketch, together } from './sketch.ts'
import { isOpen, type Place, type Subject } from './subject.ts'
import type { Begin } from './when.ts'

interface Migration {
  readonly from: Place
  readonly to: Place
  readonly choices: MigrationPlaybook
  readonly begin: Begin
  /** Until when the first app stays open as well; null where it is closed for each person as soon as they have the second. */
  readonly switchOffAt: Date | null
}

/** Everybody who has one app gets the other; theirs in the first goes only when everything in the second was verified. */
export function appMigration(subjects: readonly Subject[], migration: Migration): Sketch {
  const { from, to, choices, begin, switchOffAt } = migration
  return {
    ...together(subjects.map(subject => moveOver(subject, migration))),
    title: switchOffAt === null ? `From ${from.row.name} to ${to.row.name}` : `${to.row.name} beside ${from.row.name}`,
    ...begin,
    followUps: switchOffAt === null ? [] : [{ kind: 'switch_off', migration: choices, dueAt: switchOffAt }],
  }
}

function moveOver(subject: Subject, { from, to, choices: { roles }, switchOffAt }: Migration): Part {
  const reason = `${from.row.name} is replaced by ${to.row.name}.`
  const inFirst: Subject = {
    ...subject,
    accounts: subject.accounts.filter(({ connectionId }) => connectionId === from.row.id),
    givings: subject.givings.filter(({ appConnectionId }) => appConnectionId === from.row.id),
  }
  const old = inFirst.accounts.find(isOpen)
  if (old === undefined) {
    const { displayName, email } = subject.person
    const of = { action: 'create_account' as const, personName: displayName, accountName: email ?? displayName, connectionName: to.row.name }
    return { steps: [], leftOut: [{ ...of, done: false, why: `${displayName} has no account in ${from.row.name} that could move.` }] }
  }
  const role = roles[old.role ?? '']
  const given = giveAccess(subject, { connectionId: to.row.id, ...(role === undefined ? {} : { role }) }, to, reason, true)
  // Nobody loses the first app who could not be given the second.
  if (given.leftOut.length > 0 || switchOffAt !== null) return given
  const taken = together([unassignApps(inFirst, reason), endAccounts(inFirst, reason)])
  const dependsOn = given.steps.map((_, order) => order)
  return { steps: [...given.steps, ...taken.steps.map(step => ({ ...step, dependsOn }))], leftOut: taken.leftOut }
}
