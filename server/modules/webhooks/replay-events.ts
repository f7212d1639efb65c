import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { lockFeed } from './event.queries.ts'
import { countKnown, hurryEvents, queueEvents } from './lane.queries.ts'
import { positionOf } from './list-events.ts'
import { noWebhook } from './list-webhooks.ts'
import { publishEvents } from './publish-events.ts'
import { lockWebhook } from './webhook.queries.ts'

export type Replay = { cursor: string } | { from: string } | { eventIds: string[] }

/**
 * Queues events again under their own ids: those it wants from a cursor or a time on, or exactly those named. Of those named, what waits
 * already is tried at once instead.
 */
export async function replayEvents(ctx: Context, id: string, which: Replay): Promise<{ queued: number; hurried: number }> {
  await publishEvents(ctx)
  const after = 'eventIds' in which ? null : await positionOf(ctx, which)
  return ctx.transaction(async () => {
    await lockFeed(ctx.db)
    const webhook = await lockWebhook(ctx.db, id)
    if (webhook === undefined) throw noWebhook()
    const now = ctx.clock.now()
    const ids = 'eventIds' in which ? [...new Set(which.eventIds)] : []
    if ((await countKnown(ctx.db, ids)) < ids.length)
      throw new Refused('not_found', 'One of these events is not kept any more, or never was. Nothing was sent again.', { at: 'eventIds' })
    const hurried = ids.length === 0 ? 0 : await hurryEvents(ctx.db, id, ids, now)
    const queued = await queueEvents(ctx.db, id, after === null ? { ids } : { after, types: webhook.types }, now)
    await ctx.publish({ topic: 'webhooks', id })
    await record(ctx, 'webhook.replayed', id, { name: webhook.name, queued, ...('eventIds' in which ? { events: ids } : which) })
    return { queued, hurried }
  })
}
