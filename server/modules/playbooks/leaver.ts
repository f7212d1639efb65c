import type { Owned, Playbook } from '@rollcall/contract'
import { daysLater } from '../../zone.ts'
import { profileOf } from '../connections/index.ts'
import type { StepDraft } from '../lifecycle/index.ts'
import { endAccounts, endIdentities, unassignApps } from './end-access.ts'
import { erasureSteps } from './erasure.ts'
import { handOver, type Receiver } from './hand-over.ts'
import { type Sketch, together } from './sketch.ts'
import { isOpen, type Subject } from './subject.ts'
import type { Begin } from './when.ts'

export interface LeaverFacts {
  readonly begin: Begin
  readonly now: Date
  readonly receiver: Receiver | null
  readonly owns: readonly Owned[]
}

/** Everything somebody has, in the order of a lifecycle: sessions, identity, apps and accounts, licences, what they own, then what is kept. */
export function leaver(subject: Subject, choices: Extract<Playbook, { playbook: 'leaver' }>, { begin, now, receiver, owns }: LeaverFacts): Sketch {
  const { person } = subject
  const reason = `${person.displayName} leaves.`
  const { eraseAfterDays } = choices
  const parts = together([
    endIdentities(subject, reason),
    unassignApps(subject, reason),
    endAccounts(subject, reason, choices.deleteAccounts),
    { steps: [...vendorRequests(subject), ...freedLicences(subject, choices.freeLicencesIn)], leftOut: [] },
    handOver(subject, receiver, owns),
    ...(eraseAfterDays === 0 ? [erasureSteps(subject)] : []),
  ])
  const dueAt = daysLater(begin.timeZone, begin.startsAt ?? now, eraseAfterDays ?? 0)
  return {
    ...parts,
    title: `${person.displayName} leaves`,
    ...begin,
    owns,
    receiver: receiver === null ? null : { personId: receiver.personId, name: receiver.name },
    followUps: eraseAfterDays === null || eraseAfterDays === 0 ? [] : [{ kind: 'erasure', personId: person.id, dueAt }],
  }
}

/** Where an app has no way in but its console and Rollcall has no sign-in there, the vendor is asked by a letter that is approved with the plan. */
const vendorRequests = ({ person, accounts }: Subject): StepDraft[] =>
  accounts
    .filter(account => isOpen(account) && account.place.row.auth !== 'console' && profileOf(account.place.row)?.leaving?.askVendor === true)
    .map(({ connectionId, connectionName, userName }) => ({
      action: 'vendor_request',
      connectionId,
      personId: person.id,
      message: {
        // No source names an address; whoever sends the letter fills it in.
        to: '',
        subject: `Please deactivate the account ${userName}`,
        body: `Hello ${connectionName} support,\n\n${person.displayName} leaves us. Please deactivate the account ${userName} in our workspace and end its sessions.\n\nPlease confirm by answering this e-mail with what was done and when; we keep the answer for our audit.\n\nThank you.`,
      },
      reason: `${connectionName} has no user API, and Rollcall does not sign in to its console.`,
    }))

/** Only where inactive accounts cost as well: elsewhere closing the account frees the licence. */
const freedLicences = ({ accounts }: Subject, freeLicencesIn: readonly string[]): StepDraft[] =>
  accounts
    .filter(account => isOpen(account) && account.licence !== null && freeLicencesIn.includes(account.connectionId))
    .map(({ id, connectionName }) => ({
      action: 'change_account',
      accountId: id,
      access: { licence: null },
      reason: `${connectionName} charges for inactive accounts that keep a licence.`,
    }))
