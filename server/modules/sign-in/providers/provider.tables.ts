import type { ProviderGuide, ProviderProtocol } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'

export type ArrivalOutcome = 'signed_in' | 'refused' | 'tested' | 'waiting'

export interface ProviderTables {
  identity_providers: {
    id: Generated<string>
    name: string
    protocol: ProviderProtocol
    guide: ProviderGuide
    enabled: boolean
    enforced: Generated<boolean>
    makes_users: boolean
    /** Parsed by the protocol's own schema. */
    configuration: ColumnType<unknown, string, string>
    /** Sealed. */
    secrets: string | null
    created_at: Date
    last_sign_in_at: Date | null
  }
  identity_provider_domains: { domain: string; provider_id: string }
  sign_in_subjects: { provider_id: string; subject: string; user_id: string; linked_at: Date }
  sign_in_requests: {
    id: string
    provider_id: string
    browser_hash: string
    return_to: string
    tester_id: string | null
    /** Sealed. */
    sealed: string | null
    expires_at: Date
  }
  sign_in_arrivals: {
    id: Generated<string>
    sequence: Generated<number>
    provider_id: string
    at: Date
    outcome: ArrivalOutcome
    refusal: string | null
    user_id: string | null
    detail: ColumnType<unknown, string, string>
    waiting: ColumnType<unknown, string | null, string | null>
  }
  used_messages: { provider_id: string; id: string; expires_at: Date }
}
