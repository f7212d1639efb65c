import type { EventType, WebhookAttempt, WebhookDelivery } from '@rollcall/contract'
import { sql } from 'kysely'
import type { Db } from '../../db/database.ts'

/** A delivery with its event, and how its lane stands. */
export interface DeliveryRow {
  readonly id: number
  readonly event_id: string
  readonly type: EventType
  readonly subject: string
  readonly payload: string
  readonly state: WebhookDelivery['state']
  readonly replay: boolean
  readonly queued_at: Date
  readonly ended_at: Date | null
  readonly attempts: number
  readonly log: WebhookAttempt[]
  /** Of its lane, where it is the first that waits. */
  readonly due_at: Date | null
}

const deliveries = sql`select d.id, e.id as event_id, e.type, d.subject, e.payload, d.state, d.replay, d.queued_at, d.ended_at, d.attempts, d.log,
    case when d.state = 'waiting' and not exists (
      select from webhook_deliveries b where b.webhook_id = d.webhook_id and b.subject = d.subject and b.state = 'waiting' and b.id < d.id) then l.due_at end as due_at
  from webhook_deliveries d join events e on e.position = d.position
  left join webhook_lanes l on l.webhook_id = d.webhook_id and l.subject = d.subject`

/** Newest first. */
export const findDeliveriesBefore = async (
  db: Db,
  webhookId: string,
  filter: { state?: WebhookDelivery['state'] | undefined; before: number | null; limit: number },
): Promise<DeliveryRow[]> =>
  (
    await sql<DeliveryRow>`${deliveries} where d.webhook_id = ${webhookId}
      ${filter.state === undefined ? sql`` : sql`and d.state = ${filter.state}`} ${filter.before === null ? sql`` : sql`and d.id < ${filter.before}`}
      order by d.id desc limit ${filter.limit}`.execute(db)
  ).rows

export const findDelivery = async (db: Db, webhookId: string, id: number): Promise<DeliveryRow | undefined> =>
  (await sql<DeliveryRow>`${deliveries} where d.webhook_id = ${webhookId} and d.id = ${id}`.execute(db)).rows[0]
