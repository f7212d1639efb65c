import { endAccounts, endIdentities } from './end-access.ts'
import { type Sketch, together } from './sketch.ts'
import type { Subject } from './subject.ts'

/** An emergency: nothing optional, nothing that waits for anybody's choice, and everything of it can be taken back. */
export const lockOut = (subject: Subject): Sketch => {
  const reason = `${subject.person.displayName} is locked out.`
  return { ...together([endIdentities(subject, reason), endAccounts(subject, reason)]), title: `Lock out ${subject.person.displayName}`, startsAt: null }
}
