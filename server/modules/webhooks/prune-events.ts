import type { Context } from '../../context.ts'
import { writeSetting } from '../settings/index.ts'
import { deleteEventsBefore, lockFeed } from './event.queries.ts'
import { deleteEmptyLanes } from './lane.queries.ts'
import { prunedTo } from './list-events.ts'

const keptDays = 30

/** Events and their deliveries are kept for 30 days, whether or not they arrived. */
export const pruneEvents = (ctx: Context): Promise<void> =>
  ctx.transaction(async () => {
    await lockFeed(ctx.db)
    const last = await deleteEventsBefore(ctx.db, new Date(ctx.clock.now().getTime() - keptDays * 86_400_000))
    if (last !== null) await writeSetting(ctx, prunedTo, last)
    await deleteEmptyLanes(ctx.db)
  })
