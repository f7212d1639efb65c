import type { AccountRow, IdentityRow } from '@rollcall/connectors/kit'
import { looksShared } from './looks-shared.ts'

/** Every address of a login as correlation compares them: lower case, each once, the primary one first. */
export const addressesOf = ({ email, aliases }: Pick<IdentityRow, 'email' | 'aliases'>): string[] => [
  ...new Set([...(email === null ? [] : [email]), ...aliases].map(fold).filter(address => address.includes('@'))),
]

const fold = (address: string): string => address.trim().normalize('NFC').toLowerCase()

const domainOf = (address: string): string => address.slice(address.lastIndexOf('@') + 1)

/** A login as the database takes it, named as its columns are. */
const columnsOf = (row: Omit<IdentityRow, 'admin' | 'startsOn' | 'endsOn' | 'timeZone'>) => {
  const emails = addressesOf(row)
  return {
    external_id: row.externalId,
    user_name: row.userName,
    email: row.email,
    emails,
    domains: [...new Set(emails.map(domainOf))],
    display_name: row.displayName.trim() === '' ? row.userName : row.displayName,
    status: row.status,
    vendor_status: row.vendorStatus,
    status_changed_at: row.statusChangedAt,
    last_active_at: row.lastActiveAt,
    groups: row.groups,
    employee_number: row.employeeNumber,
    department: row.department,
    title: row.title,
    manager_email: row.managerEmail,
    version: row.version,
    mfa: row.mfa,
    live_sessions: row.liveSessions,
  }
}

export const identityColumns = (row: IdentityRow) => ({
  ...columnsOf(row),
  starts_on: row.startsOn,
  ends_on: row.endsOn,
  time_zone: row.timeZone,
  admin: row.admin,
})

export const accountColumns = (row: AccountRow) => ({
  ...columnsOf(row),
  role: row.role,
  licence: row.licence,
  external_key: row.externalKey,
  password_sign_in: row.passwordSignIn,
  looks_shared: looksShared(row.email ?? row.userName),
})
