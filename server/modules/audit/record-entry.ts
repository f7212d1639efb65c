import { type Context, nameOf } from '../../context.ts'
import { genesis, hashOf } from './audit.ts'
import { insertEntries, insertEntry, lockChainEnd } from './audit.queries.ts'

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

export interface Happening {
  readonly at: Date
  readonly actor: string
  readonly action: string
  readonly subject: string | null
  readonly detail: Record<string, unknown>
}

/** Adds what was written down elsewhere with its own change, in the order given, holding the end of the chain once for all of it. */
export const recordAll = (ctx: Context, happenings: readonly Happening[]): Promise<void> =>
  ctx.transaction(async () => {
    const last = await lockChainEnd(ctx.db)
    let [sequence, previous_hash] = [last?.sequence ?? 0, last?.hash ?? genesis]
    const entries = happenings.map(({ detail, ...happening }) => {
      const entry = { ...happening, sequence: ++sequence, detail: JSON.stringify(detail), previous_hash }
      previous_hash = hashOf(entry)
      return { ...entry, hash: previous_hash }
    })
    await insertEntries(ctx.db, entries)
    await ctx.publish({ topic: 'audit', id: null })
  })
