import { groupsByMember, identityOf, IdentityRow, orNull, readPages, wholeRows } from '../kit/index.ts'
import type { Read, ReadPage, VendorApi } from '../kit/index.ts'
import { groupsOf } from './memberships.ts'
import { countTokens } from './tokens.ts'
import { customer, GoogleGroup, GoogleMember, GoogleUser, GroupList, MemberList, nextPageToken, UserList, userPath } from './wire.ts'

/** Everyone, the suspended and archived included, then those that were deleted in the last 20 days: a list shows the one or the other. */
export const readIdentities: Read<IdentityRow> = async function* (api) {
  const groups = await groupNames(api)
  for await (const page of users(api, groups, false)) yield { ...page, rows: await withTokens(api, page.rows) }
  yield* users(api, groups, true)
}

/** One request a person, so that only of the suspended and the archived it is asked which apps still hold a token; after a refusal nobody else of the page is asked for. */
const withTokens = async (api: VendorApi, rows: IdentityRow[]): Promise<IdentityRow[]> => {
  const told: IdentityRow[] = []
  let allowed = true
  for (const row of rows) {
    const liveSessions = allowed && row.status === 'inactive' ? await countTokens(api, row.externalId) : null
    if (row.status === 'inactive' && liveSessions === null) allowed = false
    told.push({ ...row, liveSessions })
  }
  return told
}

const users = (api: VendorApi, groups: Map<string, string[]>, deleted: boolean): AsyncIterable<ReadPage<IdentityRow>> =>
  readPages(api, {
    path: '/admin/directory/v1/users',
    paging: nextPageToken({ customer, maxResults: '500', ...(deleted ? { showDeleted: 'true' } : {}) }),
    list: UserList,
    raw: GoogleUser,
    map: user => toIdentity(user, groups.get(user.id) ?? [], deleted),
    row: IdentityRow,
  })

/** One person as they are now; null also for one who was deleted. */
export const readIdentity = async (api: VendorApi, externalId: string): Promise<IdentityRow | null> => {
  const found = await orNull(api.get(userPath(externalId), { expect: GoogleUser }))
  if (found === null || found.body.deletionTime != null) return null
  const [row] = await withTokens(api, [toIdentity(found.body, await groupsOf(api, externalId), false)])
  return row ?? null
}

const toIdentity = (user: GoogleUser, groupNames: string[], deleted: boolean): IdentityRow => {
  const organization = user.organizations?.find(({ primary }) => primary === true) ?? user.organizations?.[0]
  const fullName = [user.name?.givenName, user.name?.familyName].filter(part => part != null).join(' ')
  return identityOf({
    externalId: user.id,
    userName: user.primaryEmail,
    email: user.primaryEmail,
    aliases: [...new Set([...(user.aliases ?? []), ...(user.nonEditableAliases ?? [])])],
    displayName: user.name?.fullName ?? fullName,
    ...statusOf(user, deleted),
    statusChangedAt: utc(user.deletionTime),
    lastActiveAt: utc(user.lastLoginTime),
    // The organizational unit decides what a person may use, as a group does; the top one holds everyone and says nothing.
    groups: [...groupNames, ...(user.orgUnitPath == null || user.orgUnitPath === '/' ? [] : [user.orgUnitPath])],
    // "organization" is what the Admin console calls the employee ID.
    employeeNumber: user.externalIds?.find(({ type }) => type === 'organization')?.value ?? null,
    department: organization?.department ?? null,
    title: organization?.title ?? null,
    mfa: user.isEnrolledIn2Sv ?? null,
    admin: user.isAdmin == null ? null : user.isAdmin || user.isDelegatedAdmin === true,
    managerEmail: user.relations?.find(({ type, value }) => type === 'manager' && value?.includes('@') === true)?.value ?? null,
  })
}

const statusOf = ({ suspended, suspensionReason, archived }: GoogleUser, deleted: boolean): Pick<IdentityRow, 'status' | 'vendorStatus'> => {
  if (deleted) return { status: 'deleted', vendorStatus: 'deleted' }
  if (suspended === true) return { status: 'inactive', vendorStatus: suspensionReason == null ? 'suspended' : `suspended (${suspensionReason})` }
  if (archived === true) return { status: 'inactive', vendorStatus: 'archived' }
  return suspended === false ? { status: 'active', vendorStatus: 'active' } : { status: 'unknown', vendorStatus: 'not stated' }
}

/** Who never signed in has done so in 1970. */
const utc = (told: string | null | undefined): string | null => (told == null || Date.parse(told) === 0 ? null : new Date(told).toISOString())

/** Members of a group in a group are members of both. A whole domain as a member says nothing of a person. */
const groupNames = (api: VendorApi): Promise<Map<string, string[]>> =>
  groupsByMember(
    wholeRows(api, 'groups', { path: '/admin/directory/v1/groups', paging: nextPageToken({ customer, maxResults: '200' }), list: GroupList, raw: GoogleGroup }),
    ({ id, name }) =>
      wholeRows(api, `members of ${name}`, {
        path: `/admin/directory/v1/groups/${encodeURIComponent(id)}/members`,
        paging: nextPageToken({ includeDerivedMembership: 'true', maxResults: '200' }),
        list: MemberList,
        raw: GoogleMember,
      }),
  )
