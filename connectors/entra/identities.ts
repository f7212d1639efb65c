import { groupsByMember, identityOf, IdentityRow, orNull, readPages, VendorError, wholeRows } from '../kit/index.ts'
import type { Read, ReadPage, VendorApi } from '../kit/index.ts'
import { groupsOf } from './memberships.ts'
import { nothingKnown, readRegistration, readRegistrations } from './registrations.ts'
import type { Registered } from './registrations.ts'
import { DirectoryObject, EntraGroup, EntraUser, GraphList, odata, userFields, userPath } from './wire.ts'

const withManager = 'manager($levels=1;$select=id,mail,userPrincipalName)'

/**
 * Everyone, guests and the disabled included, then those that were deleted in the last 30 days. When they last signed in is told only to
 * tenants with a P1 or P2 licence and apps with AuditLog.Read.All, and so is who has a second factor; for all others it stays empty.
 */
export const readIdentities: Read<IdentityRow> = async function* (api) {
  const groups = await groupNames(api)
  const registrations = await readRegistrations(api)
  const toPerson = (user: EntraUser) => toIdentity(user, groups.get(user.id) ?? [], registrations.get(user.id))
  try {
    yield* present(api, toPerson, true)
  } catch (thrown) {
    // Only the sign-in activity is refused in this way (see `explain`); other refusals end the read.
    if (!(thrown instanceof VendorError && thrown.kind === 'refused' && thrown.status === 403)) throw thrown
    yield* present(api, toPerson, false)
  }
  yield* readPages(api, {
    path: '/v1.0/directory/deletedItems/microsoft.graph.user',
    paging: odata({ $select: userFields, $top: '999' }),
    list: GraphList,
    raw: EntraUser,
    map: user => toIdentity(user, []),
    row: IdentityRow,
  })
}

/** With sign-in activity a page may hold far fewer users; more than that is an error and not just cut off. */
const present = (api: VendorApi, map: (user: EntraUser) => IdentityRow, signIns: boolean): AsyncIterable<ReadPage<IdentityRow>> =>
  readPages(api, {
    path: '/v1.0/users',
    paging: odata({
      $select: signIns ? `${userFields},signInActivity` : userFields,
      $expand: withManager,
      $top: signIns ? '100' : '999',
    }),
    list: GraphList,
    raw: EntraUser,
    map,
    row: IdentityRow,
  })

/** One person as they are now; null also for one who was deleted. When they last signed in is left to the list. */
export const readIdentity = async (api: VendorApi, externalId: string): Promise<IdentityRow | null> => {
  const found = await orNull(api.get(userPath(externalId), { query: { $select: userFields, $expand: withManager }, expect: EntraUser }))
  return found === null ? null : toIdentity(found.body, await groupsOf(api, externalId), await readRegistration(api, externalId))
}

const toIdentity = (user: EntraUser, groups: string[], registered: Registered = nothingKnown): IdentityRow => {
  const deleted = user.deletedDateTime != null
  const names = [user.mail, user.userPrincipalName, ...(user.proxyAddresses ?? []).map(smtp)].filter(isAddress)
  // Entra renames who is deleted, and a guest's sign-in name is made up: neither is an address.
  const addresses = [...new Set(names.filter(name => !name.includes('#') && !(deleted && name === user.userPrincipalName)))]
  const [email = null, ...aliases] = addresses
  return identityOf({
    externalId: user.id,
    userName: user.userPrincipalName,
    email,
    aliases,
    displayName: user.displayName ?? '',
    ...statusOf(user),
    statusChangedAt: user.deletedDateTime ?? user.externalUserStateChangeDateTime ?? null,
    lastActiveAt: lastActive(user.signInActivity),
    groups,
    employeeNumber: user.employeeId ?? null,
    department: user.department ?? null,
    title: user.jobTitle ?? null,
    managerEmail: [user.manager?.mail, user.manager?.userPrincipalName].find(isAddress) ?? null,
    ...registered,
  })
}

const statusOf = ({ deletedDateTime, accountEnabled, externalUserState }: EntraUser): Pick<IdentityRow, 'status' | 'vendorStatus'> => {
  if (deletedDateTime != null) return { status: 'deleted', vendorStatus: 'deleted' }
  if (accountEnabled == null) return { status: 'unknown', vendorStatus: 'not stated' }
  if (!accountEnabled) return { status: 'inactive', vendorStatus: 'disabled' }
  return externalUserState === 'PendingAcceptance' ? { status: 'staged', vendorStatus: externalUserState } : { status: 'active', vendorStatus: 'enabled' }
}

/** Attempts count as activity only where no success was recorded: those are kept since December 2023 (resources/signInActivity). */
const lastActive = (activity: EntraUser['signInActivity']): string | null => {
  const attempts = [activity?.lastSignInDateTime, activity?.lastNonInteractiveSignInDateTime].filter(at => at != null)
  return activity?.lastSuccessfulSignInDateTime ?? attempts.toSorted().at(-1) ?? null
}

/** `SMTP:` marks the primary address, `smtp:` the others; the list holds addresses of other kinds too. */
const smtp = (proxy: string): string | null => /^smtp:(.+)$/i.exec(proxy)?.[1] ?? null

const isAddress = (text: string | null | undefined): text is string => text?.includes('@') === true

/** Members of a group in a group are members of both. */
const groupNames = (api: VendorApi): Promise<Map<string, string[]>> =>
  groupsByMember(
    wholeRows(api, 'groups', { path: '/v1.0/groups', paging: odata({ $select: 'id,displayName', $top: '999' }), list: GraphList, raw: EntraGroup }),
    ({ id, name }) =>
      wholeRows(api, `members of ${name}`, {
        path: `/v1.0/groups/${id}/transitiveMembers`,
        paging: odata({ $select: 'id', $top: '999' }),
        list: GraphList,
        raw: DirectoryObject,
      }),
  )
