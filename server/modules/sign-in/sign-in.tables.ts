import type { Generated } from 'kysely'

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
  }
  sign_in_failures: { subject: string; at: Date }
}
