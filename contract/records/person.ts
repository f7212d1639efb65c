import { z } from 'zod'
import { Id, Instant } from '../scalars.ts'

/** How a login stands at its source, in our words; each connector maps its vendor's vocabulary to these. */
export const AccountStatus = z.enum(['active', 'inactive', 'staged', 'locked', 'deleted', 'unknown'])
export type AccountStatus = z.infer<typeof AccountStatus>

/** Why an identity or account belongs to a person: the rule that drew the line, and its evidence in words. */
export const LinkReason = z.object({
  rule: z.enum(['stored_link', 'external_id', 'employee_number', 'email', 'human', 'first_seen']),
  detail: z.string(),
  /** The decision that drew it; null where a rule did. */
  decisionId: Id.nullable(),
})
export type LinkReason = z.infer<typeof LinkReason>

/** What every login says, at an identity source as in an app. */
const Login = z.object({
  id: Id,
  connectionId: Id,
  connectionName: z.string(),
  externalId: z.string(),
  userName: z.string(),
  email: z.string().nullable(),
  displayName: z.string(),
  status: AccountStatus,
  /** The vendor's own word: `DEPROVISIONED`. */
  vendorStatus: z.string(),
  groups: z.array(z.string()),
  lastSeenAt: Instant,
  link: LinkReason.nullable(),
})

/** A person's entry in an identity source. */
export const Identity = Login.extend({
  statusChangedAt: Instant.nullable(),
  employeeNumber: z.string().nullable(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  managerEmail: z.string().nullable(),
  /** The first and the last working day, in the person's own time zone, where the source tells them. */
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  /** Where they work, as the source says: `Europe/Berlin`. */
  timeZone: z.string().nullable(),
})
export type Identity = z.infer<typeof Identity>

/** A login in one app. */
export const Account = Login.extend({
  role: z.string().nullable(),
  licence: z.string().nullable(),
  lastActiveAt: Instant.nullable(),
  /** Break-glass, service and the connector's own accounts are never changed by a plan. */
  protection: z.enum(['none', 'service', 'break_glass', 'connector']),
})
export type Account = z.infer<typeof Account>

/** One mark of the roster row: how a person stands in one connection. */
export const RosterMark = z.object({
  connectionId: Id,
  mark: z.enum(['present', 'inactive', 'missing', 'should_not_be', 'unknown']),
})
export type RosterMark = z.infer<typeof RosterMark>

export const PersonSummary = z.object({
  id: Id,
  displayName: z.string(),
  email: z.string().nullable(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  status: AccountStatus,
  openFindings: z.number().int(),
  disputed: z.boolean(),
  marks: z.array(RosterMark),
})
export type PersonSummary = z.infer<typeof PersonSummary>

export const Person = PersonSummary.extend({
  /** Where they work, by its IANA name, as the first of the identities that says it does; null where none says it. */
  timeZone: z.string().nullable(),
  identities: z.array(Identity),
  accounts: z.array(Account),
})
export type Person = z.infer<typeof Person>
