import type { WebhookAttempt } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { type ClaimedLane, endDeliveries, type EndedDelivery, retryDelivery } from './lane.queries.ts'
import type { Sent } from './send.ts'
import { holdAfter, longestRetryMilliseconds, waitAfter } from './webhook.ts'
import { holdWebhook, lockWebhook, markFailure, markSuccess, updateWebhookRow } from './webhook.queries.ts'

/** Writes down that an attempt failed, and decides when the next one is and whether the endpoint is sent anything at all. */
export async function writeFailure(ctx: Context, webhookId: string, lane: ClaimedLane, { attempt, retryAfter }: Sent): Promise<void> {
  const now = ctx.clock.now()
  const webhook = await markFailure(ctx.db, webhookId, now)
  if (webhook === undefined) return
  const since = lane.first_attempt_at ?? now
  const isOver = now.getTime() - since.getTime() >= longestRetryMilliseconds
  const worksForOthers = webhook.last_success_at !== null && webhook.last_success_at > since
  // One event that an endpoint refuses for days, while it takes those of others, must not hold its subject up for ever.
  if (isOver && worksForOthers) return void (await endDeliveries(ctx.db, 'failed', [{ lane, attempt }], now))
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

/** Writes down what was taken, many at once. After a crash before it they are sent again, under the same ids. */
export async function writeSuccesses(ctx: Context, delivered: readonly EndedDelivery[]): Promise<void> {
  if (delivered.length === 0) return
  const now = ctx.clock.now()
  await endDeliveries(ctx.db, 'delivered', delivered, now)
  for (const id of new Set(delivered.map(({ lane }) => lane.webhook_id))) await markSuccess(ctx.db, id, now)
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
