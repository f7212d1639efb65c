import type { ColumnType, Generated } from 'kysely'

export interface SignInTables {
  claim_links: { token_hash: string; created_at: Date; used_at: Date | null }
  sessions: {
    id: Generated<string>
    user_id: string
    secret_hash: string
    client: string
    created_at: Date
    last_used_at: Date
    expires_at: Date
    provider_id: string | null
    provider_subject: string | null
    provider_session: string | null
    provider_detail: ColumnType<unknown, string | null, never>
  }
  sign_in_failures: { subject: string; at: Date }
  passkeys: {
    id: Generated<string>
    user_id: string
    /** As the browser names it, base64url. */
    credential_id: string
    /** COSE, base64url. */
    public_key: string
    counter: number
    transports: string[]
    synced: boolean
    name: string
    created_at: Date
    last_used_at: Date | null
  }
  passkey_challenges: { challenge_hash: string; user_id: string | null; expires_at: Date }
}
