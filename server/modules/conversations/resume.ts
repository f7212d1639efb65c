import type { Context } from '../../context.ts'
import { findUnfinished } from './engagement.queries.ts'

const atOnce = 1000

/** Puts back on the queue what stands between two steps. What waits there already is not added again. */
export async function resumeEngagements(ctx: Context): Promise<void> {
  for (const { id, state } of await findUnfinished(ctx.db, atOnce))
    await ctx.enqueue(state === 'received' ? 'analyse-engagement' : 'match-engagement', { engagementId: id })
  await ctx.enqueue('scan-trackers', {})
}
