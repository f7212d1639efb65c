import type { Connection } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'

/** jsonb: read parsed, written as text, because the two engines disagree on how to send an array. */
type Json<T> = ColumnType<T, string, string>

export interface ConnectionTables {
  connections: {
    id: Generated<string>
    connector: string
    name: string
    base_url: string
    auth: string
    credentials: string
    oauth_tokens: string | null
    state: Connection['state']
    detail: string
    checked_at: Date | null
    write_refusals: ColumnType<Record<string, string>, string | undefined, string>
    created_at: Date
  }
  consents: { state_hash: string; connection_id: string; verifier: string; created_at: Date }
  reads: {
    id: Generated<string>
    connection_id: string
    resource: string
    complete: boolean | null
    problems: Json<string[]>
    rows: number
    pages: number
    started_at: Date
    ended_at: Date | null
  }
  rate_budgets: { connection_id: string; arrives_at: Date; blocked_until: Date | null }
  leases: { name: string; holder: string; expires_at: Date }
}
