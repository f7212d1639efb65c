import type { Facts } from '@rollcall/contract'
import type { Refusal } from './finding.ts'
import { whyNot, whyUnread } from './refusal.ts'
import { compareFacts, inWords, traits } from './step.ts'
import type { Target } from './targets.ts'

/** Why a step may not be planned, or null. `done`: what it wants holds already, so that what depends on it may go on without it. */
export interface Obstacle extends Refusal {
  readonly done: boolean
}

/** What stands against one step by itself; `present` is what is known of its subject, with what earlier steps of the plan make of it. */
export function whyNotStep({ draft, standing, source, newcomer, receiver, accountName }: Target, present: Facts, wanted: Facts): Obstacle | null {
  const refusal =
    (standing === null ? null : whyNot(draft.action, standing)) ??
    (source === null ? null : whyUnread(draft.action, [source])) ??
    (receiver === null || standing === null ? null : whyNotReceiver(receiver, standing))
  if (refusal !== null) return { ...refusal, done: false }
  if (newcomer !== null && newcomer.dispute !== null) return conflict(`It is disputed who ${newcomer.personName} is: ${newcomer.dispute}`)
  if (draft.action === 'create_account' && newcomer !== null) {
    const has = newcomer.accounts.find(({ connectionId, status }) => connectionId === draft.connectionId && status !== 'deleted')
    if (has !== undefined)
      return conflict(`${newcomer.personName} has the account ${has.userName} in ${source?.source} already, which is ${has.status}.`, has.status === 'active')
    // A second account of somebody whose first was not read would be worse than none.
    if (source !== null && source.complete === false)
      return {
        code: 'read_incomplete',
        sentence: `The last read of ${source.source} was incomplete, so that it cannot be said who has no account. Read it again.`,
        done: false,
      }
  }
  return traits[draft.action].provable && compareFacts(wanted, present) === 'same'
    ? conflict(`${accountName}${standing === null ? '' : ` in ${standing.app.source}`} is ${inWords(wanted)} already; nothing is left to do.`, true)
    : null
}

const conflict = (sentence: string, done = false): Obstacle => ({ code: 'conflict', sentence, done })

/** What is handed over goes to somebody who can sign in, in the same app, and is not the leaver. */
function whyNotReceiver(receiver: NonNullable<Target['receiver']>, from: NonNullable<Target['standing']>): Refusal | null {
  const name = `${receiver.userName} in ${receiver.app.source}`
  if (receiver.connectionId !== from.connectionId) return { code: 'conflict', sentence: `${name} cannot get what is owned in ${from.app.source}.` }
  if (receiver.externalId === from.externalId) return { code: 'conflict', sentence: `${name} cannot be handed what is theirs. Choose somebody else.` }
  return receiver.status === 'active' ? null : { code: 'conflict', sentence: `${name} is ${receiver.status}. Choose somebody who can sign in there.` }
}
