import type { Scope } from '@rollcall/contract'
import type { Generated } from 'kysely'

export interface DirectoryTables {
  users: {
    id: Generated<string>
    email: string
    name: string
    role: 'admin'
    password_hash: string | null
    /** Sealed. */
    totp_secret: string | null
    totp_confirmed_at: Date | null
    totp_last_step: number | null
    created_at: Date
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
