import { endAccounts, endIdentities } from './end-access.ts'
import { type Sketch, together } from './sketch.ts'
import type { Subject } from './subject.ts'
import type { Begin } from './when.ts'

/** Sign-ins are suspended and nothing else changes. What the plan was seen to do is taken back by a plan that is drafted on the day of return. */
export function leaveOfAbsence(subject: Subject, begin: Begin, returnsAt: Date | null): Sketch {
  const { person } = subject
  const reason = `${person.displayName} is on leave.`
  return {
    ...together([endIdentities(subject, reason), endAccounts(subject, reason)]),
    title: `${person.displayName} goes on leave`,
    ...begin,
    followUps: returnsAt === null ? [] : [{ kind: 'return', personId: person.id, dueAt: returnsAt }],
  }
}
