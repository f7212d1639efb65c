import type { Delivery } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'

export interface DeliveryTables {
  deliveries: {
    id: Generated<string>
    engagement_id: string
    connection_id: string
    state: Delivery['state']
    held_for: 'rule' | 'connection' | null
    detail: string
    attempts: Generated<number>
    remote_id: string | null
    remote_url: string | null
    /** Whom the task was written for first. */
    owner_email: Generated<string | null>
    last_written: ColumnType<Record<string, string | null> | null, string | null, string | null>
    task_hash: string | null
    claimed_by: string | null
    claimed_until: Date | null
    next_attempt_at: Date | null
    delivered_at: Date | null
  }
}
