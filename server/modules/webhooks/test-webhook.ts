import { randomUUID } from 'node:crypto'
import type { WebhookAttempt } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { noWebhook } from './list-webhooks.ts'
import { openSender } from './send.ts'
import { findWebhook } from './webhook.queries.ts'

/** Sends a signed `ping` at once and answers what came back; it changes nothing, and waits for nothing. */
export async function testWebhook(ctx: Context, id: string): Promise<WebhookAttempt> {
  const webhook = await findWebhook(ctx.db, id)
  if (webhook === undefined) throw noWebhook()
  const eventId = randomUUID()
  const body = JSON.stringify({ id: eventId, type: 'ping', timestamp: ctx.clock.now().toISOString(), data: { actor: nameOf(ctx.actor) } })
  const sender = openSender(ctx)
  try {
    return (await sender.send(ctx, webhook, eventId, body)).attempt
  } finally {
    await sender.close()
  }
}
