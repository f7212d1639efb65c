import type { Tracker } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { countHits, countUnscanned, findTrackers, type TrackerRow } from './tracker.queries.ts'

export const trackerToApi = (row: TrackerRow): Tracker => ({
  id: row.id,
  name: row.name,
  phrases: row.phrases,
  enabled: row.enabled,
  updatedAt: row.updated_at.toISOString(),
})

/** `rescanning` is how many past engagements some tracker still has to be looked for in. */
export async function listTrackers(ctx: Context): Promise<{ items: (Tracker & { engagements: number; hits: number })[]; rescanning: number }> {
  const [rows, counts, rescanning] = await Promise.all([findTrackers(ctx.db), countHits(ctx.db), countUnscanned(ctx.db)])
  return { items: rows.map(row => ({ ...trackerToApi(row), ...(counts.get(row.id) ?? { engagements: 0, hits: 0 }) })), rescanning }
}
