import type { Permission, Scope, UserImport, UserImportRow } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'
import type { GrantSource } from './grant.ts'
import type { Licence } from './role.ts'
import type { Claims } from './access/claims.ts'
import type { Door } from './access/grants-by-rule.ts'
import type { Json, JsonObject } from './scim/json.ts'

/** A session or token that ended when its user was deactivated, by the name of its client or its own. */
export interface EndedAccess {
  readonly kind: 'session' | 'token'
  readonly name: string
}

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
    break_glass: Generated<boolean>
    user_name: string
    external_id: string | null
    active: Generated<boolean>
    manager_ref: string | null
    manager_id: string | null
    manager_source: Generated<GrantSource>
    /** What weaker doors said of role, licence and manager. */
    withheld: ColumnType<Json, string | undefined, string>
    /** The mapping rule that gave it. */
    role_rule: string | null
    licence_rule: string | null
    manager_rule: string | null
    door: Generated<Door>
    claims: ColumnType<Claims, string | undefined, string>
    attributes: ColumnType<JsonObject, string, string>
    last_sign_in_at: Generated<Date | null>
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
  roles: { id: Generated<string>; name: string; permissions: Permission[]; version: Generated<number>; created_at: Date }
  directory_events: {
    sequence: Generated<number>
    at: Date
    actor: string
    action: string
    subject: string
    detail: ColumnType<Record<string, unknown>, string, never>
    audited: Generated<boolean>
    /** Published to the feed and the webhooks. */
    told: Generated<boolean>
    changes: ColumnType<Record<string, unknown>, string | undefined, never>
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
  user_imports: {
    id: Generated<string>
    file_name: string
    state: UserImport['state']
    actor: ColumnType<unknown, string, never>
    ignored: string[]
    created_at: Date
    applied_at: Date | null
    undone_at: Date | null
  }
  user_import_rows: {
    import_id: string
    line: number
    user_name: string
    verdict: UserImportRow['verdict']
    refusal: string | null
    changes: ColumnType<UserImportRow['changes'], string, never>
    wanted: ColumnType<unknown, string, never>
    user_id: string | null
    version: number | null
    outcome: UserImportRow['outcome']
    undo: ColumnType<unknown, string | null, string | null>
  }
  departures: {
    id: Generated<string>
    user_id: string
    left_at: Date
    deleted_at: Date | null
    returned_at: Date | null
    ended: ColumnType<EndedAccess[], never, string>
    ended_at: Date
    settled_at: Date | null
    settled_as: string | null
  }
  api_tokens: {
    id: Generated<string>
    user_id: string
    name: string
    scopes: Scope[]
    /** The one resource it opens, of a token that was granted to an assistant. */
    audience: string | null
    created_at: Date
    expires_at: Date | null
    warned_days: number | null
  }
  token_secrets: {
    id: Generated<string>
    token_id: string
    secret_hash: string
    last4: string
    created_at: Date
    last_used_at: Date | null
    ends_at: Date | null
    warned: Generated<boolean>
  }
}
