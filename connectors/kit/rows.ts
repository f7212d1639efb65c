import { AccountStatus } from '@rollcall/contract'
import { z } from 'zod'
import { contentHash } from './content-hash.ts'

const Instant = z.iso.datetime()
const Text = z.string().min(1)

/** What identities and accounts have in common. */
const Login = z.object({
  /** The vendor's immutable id. */
  externalId: Text,
  userName: Text,
  email: z.string().nullable(),
  /** Other addresses of the same person, without `email`. */
  aliases: z.array(z.string()),
  displayName: z.string(),
  status: AccountStatus,
  /** The vendor's own word: `DEPROVISIONED`. */
  vendorStatus: z.string(),
  /** When the status last changed, where the vendor says so. */
  statusChangedAt: Instant.nullable(),
  lastActiveAt: Instant.nullable(),
  groups: z.array(z.string()),
  employeeNumber: z.string().nullable(),
  department: z.string().nullable(),
  title: z.string().nullable(),
  managerEmail: z.string().nullable(),
  /** What changes whenever the record changes: an ETag, a `lastUpdated`, or a hash of what was read. */
  version: Text,
  /** Whether a second factor guards it. Null where the vendor does not say; nothing is concluded from that. */
  mfa: z.boolean().nullable(),
  /** How many sessions and tokens of other apps could be used in its name when it was read; null where the vendor does not say. */
  liveSessions: z.number().int().nonnegative().nullable(),
})

/** A person's entry in an identity source. */
export const IdentityRow = Login.extend({
  /** The first and the last working day, in the person's own time zone. */
  startsOn: z.iso.date().nullable(),
  endsOn: z.iso.date().nullable(),
  /** Where the person works, by its IANA name; null where the source does not say. */
  timeZone: z.string().nullable(),
  /** Whether it administers the identity source itself; null where the vendor does not say. */
  admin: z.boolean().nullable(),
})
export type IdentityRow = z.infer<typeof IdentityRow>

/** A login in one app. */
export const AccountRow = Login.extend({
  role: z.string().nullable(),
  licence: z.string().nullable(),
  /** What the app was told the person is called elsewhere: SCIM's `externalId` (RFC 7643 section 3.1). */
  externalKey: z.string().nullable(),
  /** Whether a password of the app's own lets in, past single sign-on; null where the vendor does not say. */
  passwordSignIn: z.boolean().nullable(),
})
export type AccountRow = z.infer<typeof AccountRow>

type Login = z.infer<typeof Login>
type Told<Row> = Pick<Row & Login, 'externalId' | 'userName' | 'status' | 'vendorStatus'> & Partial<Row>

/**
 * What a vendor tells of a login; what it does not tell is empty. Unless the vendor gives a version of its own, one is made of what says who
 * may do what: it has to be the same in a list and in a single reply, so groups and activity stay out.
 */
const loginOf = (told: Told<AccountRow>): Login => ({
  email: null,
  aliases: [],
  displayName: '',
  statusChangedAt: null,
  lastActiveAt: null,
  groups: [],
  employeeNumber: null,
  department: null,
  title: null,
  managerEmail: null,
  mfa: null,
  liveSessions: null,
  version: contentHash([told.userName, told.email, told.vendorStatus, told.role, told.licence]),
  ...told,
})
export const identityOf = (told: Told<IdentityRow>): IdentityRow => ({ startsOn: null, endsOn: null, timeZone: null, admin: null, ...loginOf(told) })
export const accountOf = (told: Told<AccountRow>): AccountRow => ({ role: null, licence: null, externalKey: null, passwordSignIn: null, ...loginOf(told) })

/** An identity source gave a person an app. */
export const AppAssignmentRow = z.object({
  /** Unique per source: app and user. */
  externalId: Text,
  appExternalId: Text,
  appName: z.string(),
  identityExternalId: Text,
  userName: z.string().nullable(),
  vendorStatus: z.string(),
  /** Given to the person, or to a group the person is in. */
  through: z.enum(['person', 'group']),
})
export type AppAssignmentRow = z.infer<typeof AppAssignmentRow>

export const CrmAccountRow = z.object({
  externalId: Text,
  name: z.string(),
  /** Host names in lower case without `www.`. */
  domains: z.array(z.string()),
  website: z.string().nullable(),
  ownerExternalId: z.string().nullable(),
})
export type CrmAccountRow = z.infer<typeof CrmAccountRow>

export const CrmContactRow = z.object({
  externalId: Text,
  name: z.string(),
  email: z.string().nullable(),
  title: z.string().nullable(),
  accountExternalId: z.string().nullable(),
})
export type CrmContactRow = z.infer<typeof CrmContactRow>

export const CrmOpportunityRow = z.object({
  externalId: Text,
  name: z.string(),
  accountExternalId: z.string().nullable(),
  ownerExternalId: z.string().nullable(),
  open: z.boolean(),
  stage: z.string().nullable(),
  /** A calendar day, `2026-11-22`. */
  closeDate: z.iso.date().nullable(),
  /** In the CRM's own currency. */
  amount: z.number().nullable(),
})
export type CrmOpportunityRow = z.infer<typeof CrmOpportunityRow>

export const CrmUserRow = z.object({ externalId: Text, userName: z.string(), email: z.string().nullable(), name: z.string(), active: z.boolean() })
export type CrmUserRow = z.infer<typeof CrmUserRow>
