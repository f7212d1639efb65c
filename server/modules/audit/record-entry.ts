import { type Context, nameOf } from '../../context.ts'
import { genesis, hashOf } from './audit.ts'
import { insertEntry, lockChainEnd } from './audit.queries.ts'

/**
 * Adds an entry in the transaction of the change it tells of: both exist or neither. Call it last in the transaction, since it
 * holds the end of the chain until the commit. `detail` must hold no secret.
 */
export const record = (ctx: Context, action: string, subject: string | null, detail: Record<string, unknown> = {}): Promise<void> =>
  ctx.transaction(async () => {
    const last = await lockChainEnd(ctx.db)
    const entry = {
      sequence: (last?.sequence ?? 0) + 1,
      at: ctx.clock.now(),
      actor: nameOf(ctx.actor),
      action,
      subject,
      detail: JSON.stringify(detail),
      previous_hash: last?.hash ?? genesis,
    }
    await insertEntry(ctx.db, { ...entry, hash: hashOf(entry) })
    await ctx.publish({ topic: 'audit', id: null })
  })
