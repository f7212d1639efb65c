import { type Context, nameOf } from '../../context.ts'
import { entryAfter, type Happening } from './audit.ts'
import { type AuditRow, insertEntries, lockChainEnd } from './audit.queries.ts'

/**
 * Adds an entry in the transaction of the change it tells of: both exist or neither. Call it last in the transaction, since it
 * holds the end of the chain until the commit. `detail` must hold no secret.
 */
export const record = (ctx: Context, action: string, subject: string | null, detail: Record<string, unknown> = {}): Promise<void> =>
  recordAll(ctx, [{ at: ctx.clock.now(), actor: nameOf(ctx.actor), action, subject, detail }])

/** Adds what was written down elsewhere with its own change, in the order given, holding the end of the chain once for all of it. */
export const recordAll = (ctx: Context, happenings: readonly Happening[]): Promise<void> =>
  ctx.transaction(async () => {
    let last = await lockChainEnd(ctx.db)
    const entries: AuditRow[] = []
    for (const happening of happenings) {
      const entry = entryAfter(last, happening)
      entries.push(entry)
      last = entry
    }
    await insertEntries(ctx.db, entries)
    await ctx.publish({ topic: 'audit', id: null })
  })
