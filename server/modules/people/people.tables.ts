import type { Account, AccountStatus, LinkReason } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'

interface Login {
  id: Generated<string>
  connection_id: string
  external_id: string
  user_name: string
  email: string | null
  emails: string[]
  domains: string[]
  display_name: string
  status: AccountStatus
  vendor_status: string
  status_changed_at: Date | null
  last_active_at: Date | null
  groups: string[]
  employee_number: string | null
  department: string | null
  title: string | null
  manager_email: string | null
  version: string
  last_read_id: string
  last_seen_at: Date
  absent_reads: Generated<number>
  changed: Generated<boolean>
}

interface Link {
  person_id: string
  connection_id: string
  rule: LinkReason['rule']
  detail: string
  linked_at: Date
}

type ReadOnly<T> = ColumnType<T, never, never>

export interface PeopleTables {
  persons: {
    id: string
    display_name: string
    email: string | null
    department: string | null
    title: string | null
    status: AccountStatus
    open_findings: Generated<number>
    created_at: Date
  }
  identities: Login
  accounts: Login & { role: string | null; licence: string | null; external_key: string | null; protection: Generated<Account['protection']> }
  app_assignments: {
    connection_id: string
    external_id: string
    app_name: string
    identity_external_id: string
    through: 'person' | 'group'
    last_read_id: string
  }
  identity_links: Link & { identity_id: string }
  account_links: Link & { account_id: string; rooted: boolean }
  disputes: { identity_id: string | null; account_id: string | null; person_id: string; detail: string }
  /** A view. */
  latest_reads: {
    connection_id: ReadOnly<string>
    resource: ReadOnly<'identities' | 'accounts'>
    id: ReadOnly<string>
    complete: ReadOnly<boolean>
    started_at: ReadOnly<Date>
    ended_at: ReadOnly<Date>
  }
}
