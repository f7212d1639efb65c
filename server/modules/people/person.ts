import type { Account, Identity, LinkReason, PersonSummary, RosterMark } from '@rollcall/contract'
import type { AccountRecord, IdentityRecord, LoginSign, PersonRow } from './people.queries.ts'

/** What decides a mark: how the logins of one person in one connection stand, and whether an identity source gave the app. */
export type MarkSigns = Pick<LoginSign, 'status' | 'absent' | 'unsure' | 'outOfStep'>[]

/**
 * How a person stands in one connection, the gravest first. Null when there is no login and nobody gave one. `missing`: not in the
 * last complete read, or assigned and not there.
 */
export function markOf(logins: MarkSigns, assigned: boolean): RosterMark['mark'] | null {
  if (logins.some(login => login.outOfStep)) return 'should_not_be'
  if (logins.some(login => login.unsure || login.status === 'unknown')) return 'unknown'
  if (logins.some(login => !login.absent && isLive(login.status))) return 'present'
  if (logins.some(login => login.absent && isLive(login.status))) return 'missing'
  if (logins.length > 0) return 'inactive'
  return assigned ? 'missing' : null
}

const isLive = (status: string): boolean => ['active', 'locked', 'staged'].includes(status)

export const linkOf = (row: { rule: LinkReason['rule'] | null; detail: string | null; decision_id: string | null }): LinkReason | null =>
  row.rule === null || row.detail === null ? null : { rule: row.rule, detail: row.detail, decisionId: row.decision_id }

export const toSummary = (row: PersonRow, marks: RosterMark[]): PersonSummary => ({
  id: row.id,
  displayName: row.display_name,
  email: row.email,
  department: row.department,
  title: row.title,
  status: row.status,
  openFindings: row.open_findings,
  disputed: row.disputed,
  marks,
})

const toLogin = (row: IdentityRecord | AccountRecord) => ({
  id: row.id,
  connectionId: row.connection_id,
  connectionName: row.connection_name,
  externalId: row.external_id,
  userName: row.user_name,
  email: row.email,
  displayName: row.display_name,
  status: row.status,
  vendorStatus: row.vendor_status,
  groups: row.groups,
  lastSeenAt: row.last_seen_at.toISOString(),
  link: linkOf(row),
})

export const toIdentity = (row: IdentityRecord): Identity => ({
  ...toLogin(row),
  statusChangedAt: row.status_changed_at?.toISOString() ?? null,
  employeeNumber: row.employee_number,
  department: row.department,
  title: row.title,
  managerEmail: row.manager_email,
  startsOn: row.starts_on,
  endsOn: row.ends_on,
  timeZone: row.time_zone,
})

export const toAccount = (row: AccountRecord): Account => ({
  ...toLogin(row),
  role: row.role,
  licence: row.licence,
  lastActiveAt: row.last_active_at?.toISOString() ?? null,
  protection: row.protection,
})
