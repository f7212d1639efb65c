import { endAccounts, endIdentities } from './end-access.ts'
import { type Sketch, together } from './sketch.ts'
import type { Subject } from './subject.ts'

/** Sign-ins are suspended and nothing else changes. What the plan was seen to do is taken back by a plan that is drafted on the day of return. */
export function leaveOfAbsence(subject: Subject, startsAt: Date | null, returnsAt: Date | null): Sketch {
  const { person } = subject
  const reason = `${person.displayName} is on leave.`
  return {
    ...together([endIdentities(subject, reason), endAccounts(subject, reason)]),
    title: `${person.displayName} goes on leave`,
    startsAt,
    followUps: returnsAt === null ? [] : [{ kind: 'return', personId: person.id, dueAt: returnsAt }],
  }
}
