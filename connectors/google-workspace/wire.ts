import { z } from 'zod'
import { listAt, pageToken } from '../kit/index.ts'

/** The parts of the Directory API's resources that are read (developers.google.com/workspace/admin/directory/reference/rest/v1/users). */
const Instant = z.iso.datetime({ offset: true }).nullish()
const text = z.string().nullish()

export const GoogleUser = z.object({
  id: z.string().min(1),
  primaryEmail: z.string().min(1),
  name: z.object({ fullName: text, givenName: text, familyName: text }).nullish(),
  suspended: z.boolean().nullish(),
  suspensionReason: text,
  archived: z.boolean().nullish(),
  deletionTime: Instant,
  lastLoginTime: Instant,
  aliases: z.array(z.string()).nullish(),
  nonEditableAliases: z.array(z.string()).nullish(),
  orgUnitPath: text,
  externalIds: z.array(z.object({ value: text, type: text })).nullish(),
  organizations: z.array(z.object({ title: text, department: text, primary: z.boolean().nullish() })).nullish(),
  relations: z.array(z.object({ value: text, type: text })).nullish(),
})
export type GoogleUser = z.infer<typeof GoogleUser>

export const GoogleGroup = z.object({ id: z.string().min(1), email: text, name: text }).transform(({ id, email, name }) => ({ id, name: name || email || id }))
/** A whole domain as a member (`CUSTOMER`) has no e-mail and sometimes no id. */
export const GoogleMember = z.object({ id: text, type: text }).transform(({ id }) => ({ id: id ?? '' }))

/** An empty list is left out of the reply. */
export const UserList = listAt('users', { absentWhenEmpty: true })
export const GroupList = listAt('groups', { absentWhenEmpty: true })
export const MemberList = listAt('members', { absentWhenEmpty: true })

export const nextPageToken = (first: Record<string, string>) => pageToken(['nextPageToken'], 'pageToken', first)

export const HasMember = z.object({ isMember: z.boolean() })

/** The account of the administrator that Rollcall acts for. */
export const customer = 'my_customer'
export const userPath = (userKey: string) => `/admin/directory/v1/users/${encodeURIComponent(userKey)}`

export const GoogleError = z.object({
  error: z.object({ message: z.string(), errors: z.array(z.object({ reason: z.string() })).nullish() }),
})
