import { groupsByMember, identityOf, IdentityRow, linkHeader, orNull, readPages, timeZoneOf, wholeRows } from '../kit/index.ts'
import type { Read, VendorApi } from '../kit/index.ts'
import { OktaGroup, OktaList, OktaMember, OktaUser } from './wire.ts'

/** Okta's words for a person's status (developer.okta.com/docs/reference/api/users/#user-status). */
const statuses: Record<string, IdentityRow['status']> = {
  STAGED: 'staged',
  PROVISIONED: 'staged',
  ACTIVE: 'active',
  RECOVERY: 'active',
  PASSWORD_EXPIRED: 'active',
  LOCKED_OUT: 'locked',
  SUSPENDED: 'inactive',
  DEPROVISIONED: 'inactive',
}

const paging = linkHeader({ limit: '200' })

/**
 * Everyone, the deprovisioned included: the plain list leaves them out, a filter brings them. A filter rather than a search, because
 * searches answer from a copy that may lag behind ("List all users").
 */
export const readIdentities: Read<IdentityRow> = async function* (api) {
  const groups = await groupsByMember(ownGroups(api), group => membersOf(api, group))
  yield* readPages(api, {
    path: '/api/v1/users',
    query: { filter: 'lastUpdated gt "1970-01-01T00:00:00.000Z"' },
    paging,
    list: OktaList,
    raw: OktaUser,
    map: user => toIdentity(user, groups.get(user.id) ?? []),
    row: IdentityRow,
  })
}

/** One person as they are now, with their groups. */
export const readIdentity = async (api: VendorApi, externalId: string): Promise<IdentityRow | null> => {
  const path = `/api/v1/users/${encodeURIComponent(externalId)}`
  const found = await orNull(api.get(path, { expect: OktaUser }))
  if (found === null) return null
  const groups: string[] = []
  for await (const { type, profile } of wholeRows(api, 'groups of a person', {
    path: `${path}/groups`,
    paging: linkHeader({}),
    list: OktaList,
    raw: OktaGroup,
  }))
    if (type !== 'BUILT_IN') groups.push(profile.name)
  return toIdentity(found.body, groups)
}

const toIdentity = (user: OktaUser, groups: string[]): IdentityRow => {
  const { profile } = user
  const email = profile.email ?? null
  return identityOf({
    externalId: user.id,
    userName: profile.login,
    email,
    // The secondary e-mail is left out: it is the person's private address, and unverified.
    aliases: profile.login.includes('@') && profile.login !== email ? [profile.login] : [],
    displayName: profile.displayName ?? `${profile.firstName ?? ''} ${profile.lastName ?? ''}`.trim(),
    status: statuses[user.status] ?? 'unknown',
    vendorStatus: user.status,
    statusChangedAt: user.statusChanged ?? null,
    lastActiveAt: user.lastLogin ?? null,
    groups,
    employeeNumber: profile.employeeNumber ?? null,
    department: profile.department ?? null,
    title: profile.title ?? null,
    // Both are free text in Okta; only an address says for certain who is meant.
    managerEmail: [profile.managerId, profile.manager].find(text => text?.includes('@')) ?? null,
    timeZone: timeZoneOf(profile.timezone),
    version: user.lastUpdated,
  })
}

/** `Everyone` holds everyone and says nothing. */
const ownGroups = async function* (api: VendorApi) {
  for await (const { id, type, profile } of wholeRows(api, 'groups', { path: '/api/v1/groups', paging, list: OktaList, raw: OktaGroup }))
    if (type !== 'BUILT_IN') yield { id, name: profile.name }
}

const membersOf = (api: VendorApi, { id, name }: { id: string; name: string }) =>
  wholeRows(api, `members of ${name}`, { path: `/api/v1/groups/${id}/users`, paging, list: OktaList, raw: OktaMember })
