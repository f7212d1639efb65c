import { groupsByMember, identityOf, IdentityRow, orNull, readPages, wholeRows } from '../kit/index.ts'
import type { Read, VendorApi } from '../kit/index.ts'
import { groupsOf } from './memberships.ts'
import { Bound, ListV1, ListV2, skipLimit, SystemUser, UserGroup, userPath } from './wire.ts'

const statuses: Record<string, IdentityRow['status']> = { STAGED: 'staged', ACTIVATED: 'active', SUSPENDED: 'inactive' }

/** Everyone in every state. A deleted user is gone: JumpCloud keeps none. */
export const readIdentities: Read<IdentityRow> = async function* (api) {
  const groups = await groupsByMember(wholeRows(api, 'groups', { path: '/api/v2/usergroups', paging: skipLimit, list: ListV2, raw: UserGroup }), group =>
    wholeRows(api, `members of ${group.name}`, { path: `/api/v2/usergroups/${group.id}/membership`, paging: skipLimit, list: ListV2, raw: Bound }),
  )
  const emailOf = emails(api)
  const pages = readPages(api, {
    path: '/api/systemusers',
    paging: skipLimit,
    list: ListV1,
    raw: SystemUser,
    map: user => toIdentity(user, groups.get(user.id) ?? []),
    row: IdentityRow,
  })
  for await (const page of pages) {
    for (const row of page.rows) emailOf.learn(row)
    for (const row of page.rows) row.managerEmail = row.managerEmail === null ? null : await emailOf.ask(row.managerEmail)
    yield page
  }
}

/** One person as they are now. */
export const readIdentity = async (api: VendorApi, externalId: string): Promise<IdentityRow | null> => {
  const found = await orNull(api.get(userPath(externalId), { expect: SystemUser }))
  if (found === null) return null
  const row = toIdentity(found.body, await groupsOf(api, externalId))
  return { ...row, managerEmail: row.managerEmail === null ? null : await emails(api).ask(row.managerEmail) }
}

const toIdentity = (user: SystemUser, groups: string[]): IdentityRow => {
  const fullName = [user.firstname, user.lastname].filter(part => part != null).join(' ')
  const locked = user.account_locked === true && user.state === 'ACTIVATED'
  return identityOf({
    externalId: user.id,
    userName: user.username,
    email: user.email ?? null,
    // The alternate e-mail is left out: it may be the person's private address.
    displayName: user.displayname || fullName,
    status: locked ? 'locked' : (statuses[user.state ?? ''] ?? 'unknown'),
    vendorStatus: locked ? 'ACTIVATED (locked)' : (user.state ?? 'not stated'),
    groups,
    mfa: user.mfaEnrollment?.overallStatus == null ? null : user.mfaEnrollment.overallStatus === 'ENROLLED',
    employeeNumber: user.employeeIdentifier || null,
    department: user.department || null,
    title: user.jobTitle || null,
    // The manager's id, for now: who it is stands on another row.
    managerEmail: user.manager || null,
  })
}

/** The e-mail of a user by id: from what was read already, else asked for once. A manager who is gone has none. */
const emails = (api: VendorApi) => {
  const known = new Map<string, string | null>()
  return {
    learn: ({ externalId, email }: IdentityRow) => void known.set(externalId, email),
    ask: async (id: string): Promise<string | null> => {
      if (!known.has(id)) {
        const found = await orNull(api.get(userPath(id), { expect: SystemUser }))
        known.set(id, found?.body.email ?? null)
      }
      return known.get(id) ?? null
    },
  }
}
