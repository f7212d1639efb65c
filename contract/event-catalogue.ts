import { z } from 'zod'
import { subjects, type SubjectKind } from './records/subject-state.ts'
import { Id, Instant } from './scalars.ts'

/** Every event by its name, which is never changed or used again: whom it tells of, and when it is sent. */
export const eventCatalogue = {
  'user.created': { subject: 'user', says: 'A user was made: by an identity provider, at a first sign-in, or by hand.' },
  'user.updated': { subject: 'user', says: 'Something about a user changed: names, e-mail, role, licence, manager or another attribute.' },
  'user.deactivated': { subject: 'user', says: 'A user may not sign in any more; sessions and own tokens ended with it.' },
  'user.reactivated': { subject: 'user', says: 'A user may sign in again.' },
  'user.handed_over': { subject: 'user', says: 'Calls that somebody who left had owned belong to somebody else now.' },
  'user.given_back': { subject: 'user', says: 'Calls that had been handed over belong to their former owner again.' },
  'user.deleted': { subject: 'user', says: 'A user was deleted.' },
  'group.created': { subject: 'group', says: 'A group was made.' },
  'group.updated': { subject: 'group', says: 'A group was renamed, or its members changed.' },
  'group.deleted': { subject: 'group', says: 'A group was deleted.' },
  'role.created': { subject: 'role', says: 'A custom role was made.' },
  'role.updated': { subject: 'role', says: 'A custom role was renamed, or may do something else.' },
  'role.deleted': { subject: 'role', says: 'A custom role was deleted; whoever had it has another.' },
  'token.created': { subject: 'token', says: 'An API or SCIM token was made.' },
  'token.renewed': { subject: 'token', says: 'A token has a new secret; the old one works until its end.' },
  'token.expiring': { subject: 'token', says: 'A token ends soon, or an old secret that is still in use does.' },
  'token.secret_revoked': { subject: 'token', says: 'One secret of a token was revoked; another goes on.' },
  'token.revoked': { subject: 'token', says: 'A token was revoked, or ended with the account of its owner.' },
  'identity_provider.created': { subject: 'identity_provider', says: 'An identity provider was set up for signing in.' },
  'identity_provider.updated': { subject: 'identity_provider', says: 'An identity provider was changed, switched on or off, or enforced.' },
  'identity_provider.deleted': { subject: 'identity_provider', says: 'An identity provider was removed; the sessions that came from it ended.' },
  'plan.drafted': { subject: 'plan', says: 'A plan was made and waits for approval.' },
  'plan.approved': { subject: 'plan', says: 'A person approved a plan.' },
  'plan.discarded': { subject: 'plan', says: 'A plan was discarded before it began.' },
  'plan.set_aside': { subject: 'plan', says: 'A plan was out of date when it should have begun.' },
  'plan.ended': { subject: 'plan', says: 'A plan came to its end; its state says whether every step was verified.' },
  'task.assigned': { subject: 'task', says: 'Somebody has something to do by hand: it is new, or it was given to somebody else.' },
  'task.due': { subject: 'task', says: 'A task is due within a day, or overdue; told once a day until somebody says that it is done.' },
  'finding.opened': { subject: 'finding', says: 'Something is out of step between the identity providers and an app.' },
  'finding.resolved': { subject: 'finding', says: 'What was out of step no longer is.' },
} as const satisfies Record<string, { subject: SubjectKind; says: string }>

export type EventType = keyof typeof eventCatalogue
export const EventType = z.enum(Object.keys(eventCatalogue) as [EventType, ...EventType[]])

/** One thing that changed: what it was and what it is, or, of a list, what came and what went (at most a thousand each). */
export const EventChange = z.union([
  z.object({ from: z.unknown(), to: z.unknown() }),
  z.object({ added: z.array(z.string()), removed: z.array(z.string()), addedCount: z.number().int(), removedCount: z.number().int() }),
])

/** An event as it is sent to webhooks and answered by the feed. */
export const LifecycleEvent = z.object({
  /** Stays the same at every attempt and replay, and is the `webhook-id`. */
  id: Id,
  type: EventType,
  timestamp: Instant,
  data: z.object({
    subject: z.object({ kind: z.enum(Object.keys(subjects) as [SubjectKind, ...SubjectKind[]]), id: Id, name: z.string().nullable() }),
    /** Who did it: an e-mail, or `token(name)`, `system(job)`, `operator(local)`. */
    actor: z.string(),
    changes: z.record(z.string(), EventChange),
    /** The subject as it stood when the event was published, at or after the change; null when it is gone. */
    state: z.record(z.string(), z.unknown()).nullable(),
  }),
})
export type LifecycleEvent = z.infer<typeof LifecycleEvent>

/** The payload of one event by its name, down to the fields of its subject. */
export const eventShape = (type: EventType) => {
  const kind = eventCatalogue[type].subject
  const { data } = LifecycleEvent.shape
  return LifecycleEvent.extend({
    type: z.literal(type),
    data: data.extend({ subject: data.shape.subject.extend({ kind: z.literal(kind) }), state: subjects[kind].nullable() }),
  })
}
