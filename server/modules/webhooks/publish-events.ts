import type { Context } from '../../context.ts'
import { isAnythingTold, lockFeed, publishBatch } from './event.queries.ts'

const batch = 1000

/**
 * Publishes whatever was told: gives each event its place in the feed and queues it for the webhooks that want it. Safe to call from any
 * process at any time; answers whether there was anything.
 */
export async function publishEvents(ctx: Context): Promise<boolean> {
  if (!(await isAnythingTold(ctx.db))) return false
  for (let more = true; more;)
    more = await ctx.transaction(async () => {
      await lockFeed(ctx.db)
      return publishBatch(ctx.db, ctx.clock.now(), batch)
    })
  return true
}
