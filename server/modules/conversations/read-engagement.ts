import type { Engagement, Utterance } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { engagementToApi, hostOf, noEngagement } from './engagement.ts'
import { findAnalysis, findEngagement, findParticipants } from './engagement.queries.ts'
import { homeOf, withSides } from './home.ts'
import { findMoments, findTrackerCounts } from './moment.queries.ts'
import { findUtterances } from './transcript.queries.ts'

export async function readEngagement(ctx: Context, id: string): Promise<Engagement> {
  const row = await findEngagement(ctx.db, id)
  if (row === undefined) throw noEngagement()
  const [analysis, participants, moments, trackers, home] = await Promise.all([
    findAnalysis(ctx.db, id),
    findParticipants(ctx.db, id),
    findMoments(ctx.db, id),
    findTrackerCounts(ctx.db, [id]),
    homeOf(ctx, hostOf(row)),
  ])
  return engagementToApi(row, {
    trackers: trackers.get(id) ?? [],
    participants: withSides(participants, home),
    speakers: analysis?.speakers ?? [],
    metrics: analysis?.metrics ?? [],
    moments,
    brief: analysis?.brief ?? null,
  })
}

export async function readUtterances(ctx: Context, id: string): Promise<Utterance[]> {
  const utterances = await findUtterances(ctx.db, id)
  if (utterances.length === 0) throw noEngagement()
  return utterances
}
