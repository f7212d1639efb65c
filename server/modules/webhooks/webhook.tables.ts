import type { EventChange, EventType, WebhookAttempt, WebhookDelivery, WebhookState } from '@rollcall/contract'
import type { ColumnType, Generated } from 'kysely'
import type { z } from 'zod'

export interface WebhookTables {
  event_outbox: {
    sequence: Generated<number>
    at: Date
    actor: string
    type: string
    subject: string
    name: string | null
    changes: ColumnType<Record<string, z.infer<typeof EventChange>>, string, never>
  }
  events: { position: Generated<number>; id: Generated<string>; type: EventType; at: Date; subject: string; payload: string }
  webhooks: {
    id: Generated<string>
    name: string
    url: string
    types: EventType[] | null
    state: Generated<WebhookState>
    detail: Generated<string>
    /** Sealed, as is the old one. */
    secret: string
    old_secret: string | null
    old_secret_ends_at: Date | null
    created_by: string
    created_at: Date
    last_success_at: Date | null
    last_failure_at: Date | null
    failures: Generated<number>
    failing_since: Date | null
    held_until: Date | null
  }
  webhook_deliveries: {
    id: Generated<number>
    webhook_id: string
    position: number
    subject: string
    state: Generated<WebhookDelivery['state']>
    replay: boolean
    queued_at: Date
    attempts: Generated<number>
    log: ColumnType<WebhookAttempt[], string, string>
    ended_at: Date | null
  }
  webhook_lanes: {
    webhook_id: string
    subject: string
    last_delivery: number
    due_at: Date | null
    attempts: Generated<number>
    first_attempt_at: Date | null
    claim: string | null
    claimed_until: Date | null
  }
}
