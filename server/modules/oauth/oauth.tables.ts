import type { Scope } from '@rollcall/contract'

export interface OAuthTables {
  oauth_codes: {
    code_hash: string
    user_id: string
    client_hash: string
    client_name: string
    redirect_uri: string
    challenge: string
    scopes: Scope[]
    audience: string
    expires_at: Date
    used_at: Date | null
    token_id: string | null
  }
  oauth_refresh_secrets: {
    secret_hash: string
    token_id: string
    client_hash: string
    created_at: Date
    used_at: Date | null
  }
}
