import type { Account, AccountStatus, LinkReason, LoginRef, MatchDecision } from '@rollcall/contract'
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
  first_seen_at: Generated<Date>
  /** Null: the vendor does not say. */
  mfa: Generated<boolean | null>
  live_sessions: Generated<number | null>
  absent_reads: Generated<number>
  changed: Generated<boolean>
}

interface Link {
  person_id: string
  connection_id: string
  rule: LinkReason['rule']
  detail: string
  linked_at: Date
  /** Of the human who drew it. */
  decision_id: Generated<string | null>
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
    /** Where they work, as the first of their identities that says it does. */
    time_zone: Generated<string | null>
    open_findings: Generated<number>
    created_at: Date
  }
  identities: Login & { starts_on: string | null; ends_on: string | null; time_zone: Generated<string | null>; admin: Generated<boolean | null> }
  accounts: Login & {
    role: string | null
    licence: string | null
    external_key: string | null
    protection: Generated<Account['protection']>
    password_sign_in: Generated<boolean | null>
    looks_shared: Generated<boolean>
    /** A person has said what it is. */
    labelled: Generated<boolean>
  }
  app_assignments: {
    connection_id: string
    external_id: string
    /** Null for what was last read before apps had a table of their own. */
    app_external_id: string | null
    app_name: string
    identity_external_id: string
    through: 'person' | 'group'
    last_read_id: string
  }
  identity_apps: {
    connection_id: string
    external_id: string
    name: string
    /** Chosen by a person; null means the connection of the same name. */
    app_connection_id: Generated<string | null>
    /** A person said that it belongs to no connection. */
    unlinked: Generated<boolean>
    linked_by: Generated<string | null>
    linked_at: Generated<Date | null>
  }
  /** A view. */
  identity_app_connections: { connection_id: ReadOnly<string>; external_id: ReadOnly<string>; name: ReadOnly<string>; app_connection_id: ReadOnly<string> }
  identity_links: Link & { identity_id: string }
  account_links: Link & { account_id: string; rooted: boolean }
  disputes: { identity_id: string | null; account_id: string | null; person_id: string; other_person_id: string | null; detail: string }
  match_decisions: {
    id: string
    kind: MatchDecision['kind']
    login_id: string | null
    login_kind: LoginRef['kind'] | null
    person_id: string
    other_person_id: string | null
    subject_name: string
    person_name: string
    reason: string
    decided_by: string
    decided_at: Date
    undone_by: Generated<string | null>
    undone_at: Generated<Date | null>
  }
  /** The links that a decision changed, as they were. */
  match_moves: {
    decision_id: string
    login_id: string
    person_id: string | null
    rule: LinkReason['rule'] | null
    detail: string | null
    linked_at: Date | null
    link_decision_id: string | null
  }
  logins_apart: { login_id: string; other_id: string; decision_id: string }
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
