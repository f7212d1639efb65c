import type { Access } from '@rollcall/contract'
import { giveAll } from './give-access.ts'
import type { Sketch } from './sketch.ts'
import { isOpen, type Place, type Subject } from './subject.ts'
import type { Begin } from './when.ts'

/** Somebody begins: what was chosen, and for every other app what somebody comparable has there. */
export function joiner(subject: Subject, like: Subject | null, chosen: readonly Access[], places: ReadonlyMap<string, Place>, begin: Begin): Sketch {
  const decided = new Set(chosen.map(({ connectionId }) => connectionId))
  const alike = like === null ? [] : accessesOf(like).filter(({ connectionId }) => !decided.has(connectionId))
  const { displayName } = subject.person
  const reason = like === null ? `${displayName} starts.` : `${displayName} starts and gets what ${like.person.displayName} has.`
  return { ...giveAll(subject, [...chosen, ...alike], places, reason), title: `${displayName} starts`, ...begin }
}

/** What somebody has, without what is nobody's to copy: service and break-glass accounts. */
const accessesOf = ({ accounts }: Subject): Access[] =>
  accounts
    .filter(account => isOpen(account) && account.protection === 'none')
    .map(({ connectionId, role, licence, groups }) => ({
      connectionId,
      ...(role === null ? {} : { role }),
      ...(licence === null ? {} : { licence }),
      ...(groups.length === 0 ? {} : { groups }),
    }))
