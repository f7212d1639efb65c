import { z } from 'zod'

export const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'
export const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
export const patchSchema = 'urn:ietf:params:scim:api:messages:2.0:PatchOp'

const text = z.string().nullish()
const Multi = z.object({ value: text, display: text, type: text, primary: z.boolean().nullish() })

/** RFC 7643 section 4.1 with the enterprise extension (4.3), as far as it is read. Attributes may be missing or null: section 2.5 makes them the same. Extensions of a vendor's own stay. */
export const ScimUser = z.looseObject({
  id: z.string().min(1),
  externalId: text,
  userName: z.string().min(1),
  displayName: text,
  name: z.object({ formatted: text, givenName: text, familyName: text }).nullish(),
  title: text,
  // Some servers answer the words (reconciliation of "True" and "False" is a well-known trap).
  active: z.union([z.boolean(), z.stringbool()]).nullish(),
  emails: z.array(Multi).nullish(),
  groups: z.array(Multi).nullish(),
  roles: z.array(Multi).nullish(),
  entitlements: z.array(Multi).nullish(),
  meta: z.object({ version: text, lastModified: text }).nullish(),
  [enterpriseSchema]: z.object({ employeeNumber: text, department: text, manager: z.object({ value: text }).nullish() }).nullish(),
})
export type ScimUser = z.infer<typeof ScimUser>

/** RFC 7643 section 4.2, in the words that groups of every vendor are put together with. */
export const ScimGroup = z
  .object({ id: z.string().min(1), displayName: z.string(), members: z.array(z.object({ value: z.string() })).nullish() })
  .transform(({ id, displayName, members }) => ({ id, name: displayName, members: (members ?? []).map(({ value }) => ({ id: value })) }))

/** RFC 7644 section 3.4.2; `Resources` may be left out when there are none. */
export const ScimList = z
  .object({ totalResults: z.number().int(), Resources: z.array(z.unknown()).nullish() })
  .transform(({ totalResults, Resources }) => ({ items: Resources ?? [], total: totalResults }))

const supported = z.object({ supported: z.boolean() })

/** RFC 7643 section 5, with the paging of RFC 9865. */
export const ServiceProviderConfig = z.object({
  patch: supported.nullish(),
  etag: supported.nullish(),
  pagination: z.object({ cursor: z.boolean().nullish() }).nullish(),
})

/** RFC 7644 section 3.12; Slack words it as SCIM 1.1 did, GitHub as the rest of its API does. */
export const ScimError = z.union([
  z.object({ detail: z.string() }),
  z.object({ Errors: z.object({ description: z.string() }) }).transform(({ Errors }) => ({ detail: Errors.description })),
  z.object({ message: z.string() }).transform(({ message }) => ({ detail: message })),
])
