import type { Permission, Scope } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'
import type { GrantSource } from './grant.ts'
import type { Licence } from './role.ts'
import type { JsonObject } from './scim/json.ts'

export interface DirectoryTables {
  users: {
    id: Generated<string>
    email: string
    name: string
    /** A built-in role's id, or that of a row of `roles`. */
    role: string
    role_source: Generated<GrantSource>
    licence: Generated<Licence>
    licence_source: Generated<GrantSource>
    password_hash: string | null
    /** Sealed. */
    totp_secret: string | null
    totp_confirmed_at: Date | null
    totp_last_step: number | null
    user_name: string
    external_id: string | null
    active: Generated<boolean>
    manager_ref: string | null
    manager_id: string | null
    manager_source: Generated<GrantSource>
    attributes: ColumnType<JsonObject, string, string>
    ordinal: Generated<number>
    version: Generated<number>
    created_at: Date
    modified_at: Date
    deleted_at: Date | null
  }
  user_blocks: { block: number; stripe: number; users: number }
  user_emails: { user_id: string; value: string | null; display: string | null; type: string | null; is_primary: boolean }
  groups: {
    id: string
    display_name: string
    external_id: string | null
    ordinal: Generated<number>
    version: Generated<number>
    created_at: Date
    modified_at: Date
  }
  group_members: { group_id: string; value: string; user_id: string | null; child_id: string | null }
  roles: { id: Generated<string>; name: string; permissions: Permission[]; created_at: Date }
  directory_events: {
    sequence: Generated<number>
    at: Date
    actor: string
    action: string
    subject: string
    detail: ColumnType<Record<string, unknown>, string, never>
    audited: Generated<boolean>
  }
  provisioning_log: {
    sequence: Generated<number>
    id: Generated<string>
    at: Date
    client: string
    token: string
    method: string
    path: string
    query: string
    body: string | null
    status: number
    outcome: string
    refusal: string | null
    milliseconds: number
    scim_type: string | null
    answer: string | null
    changed: string[]
    kept_out: string[]
    subject: string | null
  }
  api_tokens: {
    id: Generated<string>
    user_id: string
    name: string
    scopes: Scope[]
    secret_hash: string
    last4: string
    created_at: Date
    last_used_at: Date | null
    expires_at: Date | null
  }
}
