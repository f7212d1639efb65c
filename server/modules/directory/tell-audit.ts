import type { Context } from '../../context.ts'
import { recordAll } from '../audit/index.ts'
import { takeUnaudited } from './directory-events.queries.ts'

const batch = 500

/**
 * Hands what happened to users and groups to the audit log. Events are written in the statement of their change; the chain takes them a moment
 * later and many at a time, as it would otherwise let one provisioning request through after another.
 */
export async function tellAudit(ctx: Context): Promise<void> {
  for (let taken = batch; taken === batch;)
    taken = await ctx.transaction(async () => {
      const events = await takeUnaudited(ctx.db, batch)
      if (events.length > 0) {
        await recordAll(
          ctx,
          events.map(({ at, actor, action, subject, detail }) => ({ at, actor, action, subject, detail })),
        )
        await ctx.publish({ topic: 'users', id: null })
      }
      return events.length
    })
}
