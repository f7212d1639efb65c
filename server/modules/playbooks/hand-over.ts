import type { Owned } from '@rollcall/contract'
import type { StepDraft } from '../lifecycle/index.ts'
import { profileOf } from '../connections/index.ts'
import { type Part, together } from './sketch.ts'
import { isOpen, type Subject } from './subject.ts'

/** Who gets what a leaver owned. */
export interface Receiver {
  readonly personId: string
  readonly name: string
  /** Their active account in each app, by connection. */
  readonly accounts: ReadonlyMap<string, string>
}

/**
 * Open opportunities, accounts and forecasts: moved by the connector where the app can be asked, by a person where its profile says that
 * something stays behind. Without a receiver nothing moves, and it is said where.
 */
export const handOver = ({ person, accounts }: Subject, receiver: Receiver | null, owns: readonly Owned[]): Part =>
  together(
    accounts.map((account): Part => {
      const { id: accountId, connectionId, connectionName, userName, place } = account
      const leaving = profileOf(place.row)?.leaving
      const owned = owns.find(each => each.connectionId === connectionId)
      const byConnector = place.writes.handOver !== undefined && (isOpen(account) || owned !== undefined)
      if (!byConnector && (leaving?.handOver === undefined || !isOpen(account))) return { steps: [], leftOut: [] }
      const leftOut = (why: string): Part => ({
        steps: [],
        leftOut: [{ action: 'hand_over', personName: person.displayName, accountName: userName, connectionName, done: false, why }],
      })
      if (receiver === null) return leftOut(`Nobody is known who gets what ${person.displayName} owns in ${connectionName}. Choose somebody.`)
      const reason = `${receiver.name} gets what ${person.displayName} owned.`
      const draft = { action: 'hand_over' as const, accountId, owner: receiver.name, reason }
      if (!byConnector) return { steps: [{ ...draft, what: leaving?.handOver ?? '' }], leftOut: [] }
      const receiverId = receiver.accounts.get(connectionId)
      if (receiverId === undefined) return leftOut(`${receiver.name} has no active account in ${connectionName}. Choose somebody who has.`)
      const step: StepDraft = { ...draft, what: 'open opportunities and accounts', receiverId }
      return { steps: [step], leftOut: [] }
    }),
  )
