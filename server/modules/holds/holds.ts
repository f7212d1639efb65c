import type { Hold, PlaceHold } from '@rollcall/contract'
import type { z } from 'zod'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { findHold, findHoldOnCall, findHolds, findLabel, type HoldRow, insertHold, releaseHoldRow } from './holds.queries.ts'

const toApi = (row: HoldRow): Hold => ({
  id: row.id,
  kind: row.kind,
  subject: row.subject,
  label: row.label,
  reason: row.reason,
  placedBy: row.placed_by,
  placedAt: row.placed_at.toISOString(),
  releasedBy: row.released_by,
  releasedAt: row.released_at?.toISOString() ?? null,
  releaseReason: row.release_reason,
})

export const sentenceOfHold = ({ label, reason }: { label: string; reason: string }): string => `${label} is on legal hold: ${reason.replace(/\.$/, '')}.`

/** Those in force first, newest first. */
export const listHolds = async (ctx: Context): Promise<Hold[]> => (await findHolds(ctx.db)).map(toApi)

/** From the commit on nothing that it covers is erased or deleted, not even by an erasure that runs already. */
export const placeHold = (ctx: Context, { kind, subject, reason }: z.output<typeof PlaceHold>): Promise<Hold> =>
  ctx.transaction(async () => {
    const key = subject.toLowerCase()
    const label = kind === 'person' ? key : await findLabel(ctx.db, kind, key)
    if (label === undefined) throw new Refused('not_found', `There is no ${kind} with this id.`)
    const row = await insertHold(ctx.db, {
      kind,
      subject: key,
      label,
      reason,
      placed_by: nameOf(ctx.actor),
      placed_at: ctx.clock.now(),
      released_by: null,
      released_at: null,
      release_reason: null,
    })
    if (row === undefined) throw new Refused('conflict', `${label} is on legal hold already.`)
    await ctx.publish({ topic: 'erasures', id: null })
    await record(ctx, 'hold.placed', row.id, { kind, label, reason })
    return toApi(row)
  })

export const releaseHold = (ctx: Context, id: string, reason: string): Promise<Hold> =>
  ctx.transaction(async () => {
    const row = await releaseHoldRow(ctx.db, id, { released_by: nameOf(ctx.actor), released_at: ctx.clock.now(), release_reason: reason })
    if (row === undefined)
      throw (await findHold(ctx.db, id)) === undefined
        ? new Refused('not_found', 'There is no hold with this id.')
        : new Refused('conflict', 'This hold was released already.')
    await ctx.publish({ topic: 'erasures', id: null })
    await record(ctx, 'hold.released', id, { kind: row.kind, label: row.label, reason })
    return toApi(row)
  })

export async function refuseHeldCall(ctx: Context, id: string): Promise<void> {
  const hold = await findHoldOnCall(ctx.db, id)
  if (hold !== undefined) throw new Refused('on_hold', `${sentenceOfHold(hold)} The call has to stay until the hold is released.`)
}
