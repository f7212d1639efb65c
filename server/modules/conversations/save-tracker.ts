import type { Tracker } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { errorCodeOf, Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { storable } from './engagement.ts'
import { trackerToApi } from './list-trackers.ts'
import { deleteTrackerMoments } from './moment.queries.ts'
import { beforeAll, changeTrackers, deleteTrackerRow, insertTracker, lockTracker, updateTrackerRow } from './tracker.queries.ts'

type WrittenTracker = Pick<Tracker, 'name' | 'phrases' | 'enabled'>

export const createTracker = (ctx: Context, written: WrittenTracker): Promise<Tracker> =>
  ctx.transaction(async () => {
    await changeTrackers(ctx.db)
    const row = await insertTracker(ctx.db, columnsOf(ctx, written)).catch(refuseSameName)
    if (row.scanned_to !== null) await ctx.enqueue('scan-trackers', {})
    await ctx.publish({ topic: 'trackers', id: row.id })
    await record(ctx, 'tracker.created', row.id, { name: row.name, phrases: row.phrases.length })
    return trackerToApi(row)
  })

/** A new name takes effect at once; other phrases are looked for in past engagements in the background. */
export const updateTracker = (ctx: Context, id: string, written: WrittenTracker): Promise<Tracker> =>
  ctx.transaction(async () => {
    await changeTrackers(ctx.db)
    const before = await lockTracker(ctx.db, id)
    if (before === undefined) throw noTracker()
    const columns = columnsOf(ctx, written)
    const finds = (tracker: { enabled: boolean; phrases: string | string[] }) =>
      JSON.stringify([tracker.enabled, typeof tracker.phrases === 'string' ? tracker.phrases : JSON.stringify(tracker.phrases)])
    const scanned_to = finds(before) === finds(columns) ? before.scanned_to : columns.scanned_to
    const row = await updateTrackerRow(ctx.db, id, { ...columns, scanned_to }).catch(refuseSameName)
    if (!row.enabled) await deleteTrackerMoments(ctx.db, id)
    if (row.scanned_to !== null) await ctx.enqueue('scan-trackers', {})
    await ctx.publish({ topic: 'trackers', id })
    await record(ctx, 'tracker.changed', id, { name: row.name, phrases: row.phrases.length, enabled: row.enabled })
    return trackerToApi(row)
  })

/** Its moments go with it. */
export const deleteTracker = (ctx: Context, id: string): Promise<void> =>
  ctx.transaction(async () => {
    await changeTrackers(ctx.db)
    const row = await deleteTrackerRow(ctx.db, id)
    if (row === undefined) throw noTracker()
    await ctx.publish({ topic: 'trackers', id })
    await record(ctx, 'tracker.deleted', id, { name: row.name })
  })

const columnsOf = (ctx: Context, { name, phrases, enabled }: WrittenTracker) => ({
  name: storable(name),
  phrases: JSON.stringify([...new Set(phrases.map(storable))]),
  enabled,
  updated_at: ctx.clock.now(),
  scanned_to: enabled ? beforeAll : null,
})

const noTracker = () => new Refused('not_found', 'There is no tracker with this id; someone may have deleted it.')

// 23505: unique_violation (PostgreSQL, appendix A).
const refuseSameName = (thrown: unknown): never => {
  if (errorCodeOf(thrown) === '23505') throw new Refused('conflict', 'There is a tracker of this name already. Choose another name.', { at: 'name' })
  throw thrown
}
