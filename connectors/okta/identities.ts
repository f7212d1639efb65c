import { z } from 'zod'
import { IdentityRow, linkHeader, readPages, VendorError } from '../kit/index.ts'
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

/**
 * Everyone, the deprovisioned included: the plain list leaves them out, a filter brings them. A filter rather than a search, because
 * searches answer from a copy that may lag behind ("List all users").
 */
export const readIdentities: Read<IdentityRow> = async function* (api) {
  const groups = await groupsByUser(api)
  yield* readPages(api, {
    path: '/api/v1/users',
    query: { filter: 'lastUpdated gt "1970-01-01T00:00:00.000Z"' },
    paging: linkHeader({ limit: '200' }),
    list: OktaList,
    raw: OktaUser,
    map: user => toIdentity(user, groups.get(user.id) ?? []),
    row: IdentityRow,
  })
}

const toIdentity = (user: OktaUser, groups: string[]): IdentityRow => {
  const { profile } = user
  const email = profile.email ?? null
  return {
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
    version: user.lastUpdated,
  }
}

const NamedGroup = OktaGroup.extend({ externalId: z.string() })

/** Group names by user id. One walk over the groups costs far fewer requests than asking for each person's. */
const groupsByUser = async (api: VendorApi): Promise<Map<string, string[]>> => {
  const byUser = new Map<string, string[]>()
  const paging = linkHeader({ limit: '200' })
  const groups = readPages(api, {
    path: '/api/v1/groups',
    paging,
    list: OktaList,
    raw: OktaGroup,
    map: group => ({ ...group, externalId: group.id }),
    row: NamedGroup,
  })
  for await (const page of groups) {
    assertWhole(page.malformed, 'groups')
    // `Everyone` holds everyone and says nothing.
    for (const { id, profile } of page.rows.filter(group => group.type !== 'BUILT_IN')) {
      const members = readPages(api, { path: `/api/v1/groups/${id}/users`, paging, list: OktaList, raw: OktaMember, map: member => member, row: OktaMember })
      for await (const some of members) {
        assertWhole(some.malformed, `members of ${profile.name}`)
        for (const member of some.rows) byUser.set(member.id, [...(byUser.get(member.id) ?? []), profile.name])
      }
    }
  }
  return byUser
}

const assertWhole = (malformed: { at: string; why: string }[], what: string) => {
  const [first] = malformed
  if (first !== undefined) throw new VendorError('malformed', `Okta's ${what} could not be understood: ${first.at} (${first.why}).`)
}
