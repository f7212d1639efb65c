import { LifecycleEvent, type WebhookDelivery, type WebhookDeliveryDetails } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Refused } from '../../errors.ts'
import { type DeliveryRow, findDeliveriesBefore, findDelivery } from './delivery.queries.ts'
import { noWebhook } from './list-webhooks.ts'
import { findWebhook } from './webhook.queries.ts'

const Position = z.tuple([z.number().int()])

const toApi = (row: DeliveryRow): WebhookDelivery => ({
  id: row.id,
  eventId: row.event_id,
  type: row.type,
  subjectId: row.subject,
  subjectName: LifecycleEvent.parse(JSON.parse(row.payload)).data.subject.name,
  state: row.state,
  replay: row.replay,
  queuedAt: row.queued_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  attempts: row.attempts,
  lastStatus: row.log[0]?.status ?? null,
  nextAttemptAt: row.due_at?.toISOString() ?? null,
})

export async function listDeliveries(
  ctx: Context,
  webhookId: string,
  query: { state?: WebhookDelivery['state'] | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: WebhookDelivery[]; nextCursor: string | null }> {
  if ((await findWebhook(ctx.db, webhookId)) === undefined) throw noWebhook()
  const [before] = readCursor(query.cursor, Position) ?? [null]
  const rows = await findDeliveriesBefore(ctx.db, webhookId, { state: query.state, before, limit: query.limit + 1 })
  const shown = rows.slice(0, query.limit)
  const last = shown.at(-1)
  return { items: shown.map(toApi), nextCursor: rows.length > query.limit && last !== undefined ? writeCursor([last.id]) : null }
}

export async function readDelivery(ctx: Context, webhookId: string, id: number): Promise<WebhookDeliveryDetails> {
  const row = await findDelivery(ctx.db, webhookId, id)
  if (row === undefined) throw new Refused('not_found', 'There is no such delivery. Deliveries are kept for 30 days.')
  return { ...toApi(row), body: row.payload, log: row.log }
}
