import type { WebhookAttempt } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { type ClaimedLane, emptyLane, endDelivery, retryDelivery } from './lane.queries.ts'
import type { Sender, Sent } from './send.ts'
import { holdAfter, longestRetryMilliseconds, waitAfter } from './webhook.ts'
import { holdWebhook, lockWebhook, markFailure, markSuccess, updateWebhookRow, type WebhookRow } from './webhook.queries.ts'

/** Sends the first delivery of a lane and writes down what became of it. After a crash in between it is sent again under the same id. */
export async function deliver(ctx: Context, sender: Sender, webhook: WebhookRow, lane: ClaimedLane): Promise<void> {
  if (lane.delivery_id === null) return void (await emptyLane(ctx.db, lane, ctx.clock.now()))
  const sent = await sender.send(ctx, webhook, lane.event_id, lane.payload)
  const now = ctx.clock.now()
  if (sent.attempt.problem === null) {
    await endDelivery(ctx.db, lane, 'delivered', sent.attempt, now)
    await markSuccess(ctx.db, webhook.id, now)
  } else await fail(ctx, webhook.id, lane, sent, now)
}

async function fail(ctx: Context, webhookId: string, lane: ClaimedLane, { attempt, retryAfter }: Sent, now: Date): Promise<void> {
  const webhook = await markFailure(ctx.db, webhookId, now)
  if (webhook === undefined) return
  const since = lane.first_attempt_at ?? now
  const isOver = now.getTime() - since.getTime() >= longestRetryMilliseconds
  const worksForOthers = webhook.last_success_at !== null && webhook.last_success_at > since
  // One event that an endpoint refuses for days, while it takes those of others, must not hold its subject up for ever.
  if (isOver && worksForOthers) return void (await endDelivery(ctx.db, lane, 'failed', attempt, now))
  const wait = Math.max(waitAfter(lane.attempts + 1), Math.min(retryAfter ?? 0, longestRetryMilliseconds))
  await retryDelivery(ctx.db, lane, attempt, now, new Date(now.getTime() + wait))
  if (attempt.status === 410) return stopSending(ctx, webhookId, 'disabled', 'The endpoint answered 410: it is gone. Nothing is queued for it any more.')
  if (webhook.failing_since !== null && now.getTime() - webhook.failing_since.getTime() >= longestRetryMilliseconds)
    return stopSending(
      ctx,
      webhookId,
      'needs_attention',
      `Nothing was taken for 3 days; the last attempt: ${attempt.problem ?? ''} Events wait until it is resumed.`,
    )
  const hold = Math.max(holdAfter(webhook.failures), asksAllToWait(attempt) ? (retryAfter ?? 0) : 0)
  if (hold > 0) await holdWebhook(ctx.db, webhookId, new Date(now.getTime() + Math.min(hold, longestRetryMilliseconds)))
}

/** "Retry-After" with these is about the endpoint, not about one event (RFC 9110 section 10.2.3, RFC 6585 section 4). */
const asksAllToWait = ({ status }: WebhookAttempt): boolean => status === 429 || status === 503

const stopSending = (ctx: Context, id: string, state: 'needs_attention' | 'disabled', detail: string): Promise<void> =>
  ctx.transaction(async () => {
    const webhook = await lockWebhook(ctx.db, id)
    if (webhook?.state !== 'active') return
    await updateWebhookRow(ctx.db, id, { state, detail })
    await ctx.publish({ topic: 'webhooks', id })
    await record(ctx, state === 'disabled' ? 'webhook.disabled' : 'webhook.paused', id, { name: webhook.name, reason: detail })
  })
