import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'
import { PlanPreview } from './plan.ts'

/** A calendar day; without a zone, where the person works as far as that is known, else where the company does. */
const Day = { day: z.iso.date(), timeZone: z.string().max(64).optional().describe('An IANA name: Europe/Berlin.') }

/** When a plan begins once it is approved: now, at an instant, or at the begin or end of a day. */
export const When = z.discriminatedUnion('at', [
  z.object({ at: z.literal('now') }),
  z.object({ at: z.literal('instant'), instant: Instant }),
  z.object({ at: z.literal('start_of_day'), ...Day }),
  z.object({ at: z.literal('end_of_day'), ...Day }),
])
export type When = z.infer<typeof When>

/** What somebody is to have in an app; what is left out is not looked at. */
export const Access = z.object({
  connectionId: Id,
  role: z.string().trim().min(1).max(200).nullable().optional(),
  licence: z.string().trim().min(1).max(200).nullable().optional(),
  groups: z.array(z.string().trim().min(1).max(200)).max(200).optional(),
})
export type Access = z.infer<typeof Access>

const Accesses = z.array(Access).max(200)

/** Somebody leaves. */
export const LeaverPlaybook = z.object({
  playbook: z.literal('leaver'),
  personId: Id,
  when: When.default({ at: 'now' }),
  /** Who gets what they own; the manager when left out, nobody when null. */
  receiverId: Id.nullable().optional(),
  /** Apps that charge for inactive accounts as well: there the licence is taken too. */
  freeLicencesIn: z.array(Id).max(200).default([]),
  /** Delete accounts for good where the app cannot switch them off; by hand when left out. A signed-in person chooses it. */
  deleteAccounts: z.boolean().default(false),
  /** Days that their data is kept in the apps before an erasure is drafted; null asks for none. */
  eraseAfterDays: z.number().int().min(0).max(3650).nullable().default(null),
})

/** Sessions, identity and accounts, at once and nothing else. */
export const LockOutPlaybook = z.object({ playbook: z.literal('lock_out'), personId: Id })

/** What belongs to the person is suspended; on the day of return the plan that takes it back is drafted. */
export const LeavePlaybook = z.object({
  playbook: z.literal('leave_of_absence'),
  personId: Id,
  when: When.default({ at: 'now' }),
  returnsOn: z.iso.date().nullable().default(null),
})

export const JoinerPlaybook = z.object({
  playbook: z.literal('joiner'),
  personId: Id,
  when: When.default({ at: 'now' }),
  /** The access of somebody comparable, and what is chosen beside it; a choice for the same app counts. */
  likePersonId: Id.nullable().default(null),
  access: Accesses.default([]),
})

export const MoverPlaybook = z.object({
  playbook: z.literal('mover'),
  personId: Id,
  when: When.default({ at: 'now' }),
  access: Accesses.default([]),
  /** Apps that are no longer to be had. */
  takeAway: z.array(Id).max(200).default([]),
})

/** Everybody who has one app gets another; the first is taken only where the second was verified. */
export const MigrationPlaybook = z.object({
  playbook: z.literal('app_migration'),
  fromConnectionId: Id,
  toConnectionId: Id,
  when: When.default({ at: 'now' }),
  /** Roles of the first app and what they are called in the second; one that is not here is not given. */
  roles: z.record(z.string().max(200), z.string().trim().min(1).max(200)).default({}),
  personIds: z.array(Id).max(2000).optional().describe('Only these; everybody when left out.'),
  /** The last day of the first app: on its end the plan that closes it is drafted. When null, each is closed as soon as the second was verified. */
  switchOffOn: z.iso.date().nullable().default(null),
})
export type MigrationPlaybook = z.infer<typeof MigrationPlaybook>

/** A new token of an app's SCIM, and its way to the identity source that uses it. */
export const TokenRenewalPlaybook = z.object({ playbook: z.literal('token_renewal'), connectionId: Id, identityConnectionId: Id })

export const Playbook = z.discriminatedUnion('playbook', [
  LeaverPlaybook,
  LockOutPlaybook,
  LeavePlaybook,
  JoinerPlaybook,
  MoverPlaybook,
  MigrationPlaybook,
  TokenRenewalPlaybook,
])
export type Playbook = z.infer<typeof Playbook>

/** What holds for every playbook. */
export const PlaybookSettings = z.object({
  /** Where the company works, for days of people whose own zone nobody tells. */
  timeZone: z.string().min(1).max(64).describe('An IANA name: Europe/Berlin.'),
  /** So many days before a contract ends its plan is drafted, so that somebody has the time to approve it. */
  daysAhead: z.number().int().min(0).max(90),
})
export type PlaybookSettings = z.infer<typeof PlaybookSettings>

/** What somebody owns in an app, as it was last read. */
export const Owned = z.object({ connectionId: Id, connectionName: z.string(), opportunities: z.number().int(), accounts: z.number().int() })
export type Owned = z.infer<typeof Owned>

/** The blast radius: everything that a playbook would do now. */
export const PlaybookPreview = PlanPreview.extend({
  title: z.string(),
  /** Where days of it are meant; null where it has none. */
  timeZone: z.string().nullable(),
  owns: z.array(Owned),
  receiver: z.object({ personId: Id, name: z.string() }).nullable(),
  /** What comes later as a plan of its own, one sentence each. */
  later: z.array(z.string()),
})
export type PlaybookPreview = z.infer<typeof PlaybookPreview>
