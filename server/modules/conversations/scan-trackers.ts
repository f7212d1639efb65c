import type { Utterance } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findAnalysis } from './engagement.queries.ts'
import { replaceTrackerMoments, type WrittenMoment } from './moment.queries.ts'
import { momentsOf } from './moments.ts'
import { sentencesOf } from './sentences.ts'
import { changeTrackers, findEngagementsAfter, findUnscannedTracker, lockTracker, type TrackerRow, updateTrackerRow } from './tracker.queries.ts'
import { compileTrackers, type TrackerScanner } from './tracker-scan.ts'
import { findUtterances } from './transcript.queries.ts'
import { turnsOf } from './turns.ts'

const batch = 25

/**
 * Looks for a changed tracker in the next few past engagements, and puts the rest back on the queue. How far it came is stored with
 * what it found, so that it goes on there after a crash.
 */
export async function scanTrackers(ctx: Context): Promise<void> {
  const tracker = await findUnscannedTracker(ctx.db)
  if (tracker === undefined || tracker.scanned_to === null) return
  const ids = await findEngagementsAfter(ctx.db, tracker.scanned_to, batch)
  const scan = compileTrackers([tracker])
  const found: WrittenMoment[] = []
  for (const id of ids) found.push(...momentsIn(id, await findUtterances(ctx.db, id), scan))
  await ctx.transaction(() => keepScan(ctx, tracker, ids, found))
}

function momentsIn(engagementId: string, utterances: Utterance[], scan: TrackerScanner): WrittenMoment[] {
  const turns = turnsOf(utterances)
  const hits = scan(utterances, turns)
  if (hits.length === 0) return []
  return momentsOf({ utterances, sentences: sentencesOf(utterances, turns), speakers: [] }, hits)
    .filter(({ kind }) => kind === 'tracker')
    .map(moment => ({ ...moment, engagementId }))
}

async function keepScan(ctx: Context, tracker: TrackerRow, ids: readonly string[], found: readonly WrittenMoment[]): Promise<void> {
  await changeTrackers(ctx.db)
  const now = await lockTracker(ctx.db, tracker.id)
  const isSame = now !== undefined && now.scanned_to === tracker.scanned_to && now.updated_at.getTime() === tracker.updated_at.getTime()
  if (isSame) {
    await replaceTrackerMoments(ctx.db, tracker.id, ids, await withSides(ctx, found))
    await updateTrackerRow(ctx.db, tracker.id, { scanned_to: ids.at(-1) ?? null })
  }
  await ctx.enqueue('scan-trackers', {})
  await ctx.publish({ topic: 'trackers', id: tracker.id })
}

/** The sides as they are known now: somebody may have said who is whom while the text was scanned. */
async function withSides(ctx: Context, moments: readonly WrittenMoment[]): Promise<WrittenMoment[]> {
  const sided: WrittenMoment[] = []
  for (const [id, own] of Map.groupBy(moments, moment => moment.engagementId)) {
    const speakers = (await findAnalysis(ctx.db, id))?.speakers ?? []
    sided.push(...own.map(moment => ({ ...moment, side: speakers[moment.speaker]?.side ?? moment.side })))
  }
  return sided
}
