import { z } from 'zod'
import { listAt, nextUrl } from '../kit/index.ts'

/** The parts of Graph's v1.0 resources that are read (learn.microsoft.com/graph/api/overview). */
const Instant = z.iso.datetime().nullish()
const text = z.string().nullish()
const id = z.string().min(1)

export const EntraUser = z.object({
  id,
  userPrincipalName: z.string().min(1),
  mail: text,
  displayName: text,
  accountEnabled: z.boolean().nullish(),
  deletedDateTime: Instant,
  externalUserState: text,
  externalUserStateChangeDateTime: Instant,
  employeeId: text,
  department: text,
  jobTitle: text,
  proxyAddresses: z.array(z.string()).nullish(),
  manager: z.object({ mail: text, userPrincipalName: text }).nullish(),
  signInActivity: z.object({ lastSignInDateTime: Instant, lastNonInteractiveSignInDateTime: Instant, lastSuccessfulSignInDateTime: Instant }).nullish(),
})
export type EntraUser = z.infer<typeof EntraUser>

/** What is asked for of a user; the sign-in activity and the manager are asked for beside it. */
export const userFields =
  'id,userPrincipalName,mail,displayName,accountEnabled,deletedDateTime,externalUserState,externalUserStateChangeDateTime,employeeId,department,jobTitle,proxyAddresses'

export const EntraGroup = z.object({ id, displayName: text }).transform(group => ({ id: group.id, name: group.displayName ?? group.id }))
/** Users, groups, devices and more: `@odata.type` tells which. */
export const DirectoryObject = z.object({ '@odata.type': z.string(), id })
export const ServicePrincipal = z.object({ id, displayName: text, accountEnabled: z.boolean().nullish() })
export const AppRoleAssignment = z.object({ principalId: id, principalType: z.string() })

export const App = z.object({
  id,
  appRoles: z.array(z.object({ id, displayName: text, value: text, isEnabled: z.boolean(), allowedMemberTypes: z.array(z.string()) })),
})
export type App = z.infer<typeof App>
export const GivenRole = z.object({ id, appRoleId: id, principalType: z.string(), resourceId: id, resourceDisplayName: text })
export type GivenRole = z.infer<typeof GivenRole>
export const ProvisioningEvent = z.object({
  provisioningStatusInfo: z.object({ status: text, errorInformation: z.object({ reason: text }).nullish() }).nullish(),
})

export const MemberOf = z.object({ '@odata.type': z.string(), id, displayName: text })
export type MemberOf = z.infer<typeof MemberOf>
export const Synced = z.object({ onPremisesSyncEnabled: z.boolean().nullish() })
export const OwnGroup = Synced.extend({ id, groupTypes: z.array(z.string()), mailEnabled: z.boolean().nullish() })
export type OwnGroup = z.infer<typeof OwnGroup>

export const userPath = (userId: string) => `/v1.0/users/${encodeURIComponent(userId)}`

/** A string in a filter; a quote in it is doubled (OData 4.01, "String literals"). */
export const quoted = (words: string) => `'${words.replaceAll("'", "''")}'`

export const GraphError = z.object({ error: z.object({ code: z.string(), message: z.string() }) })

/** Every list; how long the whole is, it says only on request. */
export const GraphList = listAt('value')

/** "You should include the entire URL in the @odata.nextLink property" (concepts/paging). */
export const odata = (first: Record<string, string>) => nextUrl(['@odata.nextLink'], first)
