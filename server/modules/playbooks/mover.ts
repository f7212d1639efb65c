import type { Access } from '@rollcall/contract'
import { endAccounts, unassignApps } from './end-access.ts'
import { giveAll } from './give-access.ts'
import { type Sketch, together } from './sketch.ts'
import type { Place, Subject } from './subject.ts'
import type { Begin } from './when.ts'

/** Somebody changes their work: what is new is given and changed first, what is no longer to be had is taken, in one plan. */
export function mover(subject: Subject, access: readonly Access[], takeAway: readonly string[], places: ReadonlyMap<string, Place>, begin: Begin): Sketch {
  const { displayName } = subject.person
  const reason = `${displayName} moves.`
  const taken: Subject = {
    ...subject,
    accounts: subject.accounts.filter(({ connectionId }) => takeAway.includes(connectionId)),
    givings: subject.givings.filter(({ appConnectionId }) => appConnectionId !== null && takeAway.includes(appConnectionId)),
  }
  const parts = together([giveAll(subject, access, places, reason), unassignApps(taken, reason), endAccounts(taken, reason)])
  return { ...parts, title: `${displayName} moves`, ...begin }
}
