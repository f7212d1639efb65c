import type { Participant } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { analyse, type Analysis } from './analysis.ts'
import type { BriefEngine } from './brief.ts'
import { briefEngineOf } from './brief-engine.ts'
import {
  type EngagementRow,
  failEngagement,
  findAnalysis,
  findEngagement,
  findParticipants,
  lockEngagement,
  updateAnalysis,
  updateEngagement,
} from './engagement.queries.ts'
import { hostOf } from './engagement.ts'
import { homeOf } from './home.ts'
import { replaceMoments } from './moment.queries.ts'
import { compileTrackers } from './tracker-scan.ts'
import { findTrackers, holdTrackers, type TrackerRow } from './tracker.queries.ts'
import { findUtterances, findWordsDigest } from './transcript.queries.ts'

const isOpen = (row: EngagementRow | undefined): row is EngagementRow => row?.state === 'received' || row?.state === 'failed'

/**
 * Makes speakers, metrics, moments and brief of what was said, and hands the engagement on to matching. What is done already is not
 * done again. A failure is kept as a sentence and thrown, so that the queue tries again.
 */
export async function analyseEngagement(ctx: Context, id: string): Promise<void> {
  try {
    let row = await findEngagement(ctx.db, id)
    while (isOpen(row) && !(await analyseOnce(ctx, row))) row = await findEngagement(ctx.db, id)
  } catch (thrown) {
    const why = thrown instanceof Refused ? thrown.message : 'Something failed on our side; the log has the cause.'
    await failEngagement(ctx.db, id, `The call could not be analysed. ${why}`)
    await ctx.publish({ topic: 'engagements', id })
    throw thrown
  }
}

/** What an analysis rests on, and what somebody may change while it runs. */
interface Basis {
  /** An erasure changes what was said. */
  readonly words: string | null
  readonly participants: Participant[]
  readonly trackers: TrackerRow[]
}

const readBasis = async (ctx: Context, id: string): Promise<Basis> => ({
  words: await findWordsDigest(ctx.db, id),
  participants: await findParticipants(ctx.db, id),
  trackers: (await findTrackers(ctx.db)).map(tracker => ({ ...tracker, scanned_to: null })),
})

/** False when its basis was changed meanwhile: then nothing was kept. */
async function analyseOnce(ctx: Context, row: EngagementRow): Promise<boolean> {
  const basis = await readBasis(ctx, row.id)
  const known = await findAnalysis(ctx.db, row.id)
  const utterances = await findUtterances(ctx.db, row.id)
  const { engine, whyNone } = tolerant(ctx, briefEngineOf(ctx.config))
  const analysis = await analyse(
    { language: row.language, speakers: (known?.speakers ?? []).map(speaker => speaker.label), utterances },
    {
      ...(await homeOf(ctx, hostOf(row))),
      participants: basis.participants,
      trackers: compileTrackers(basis.trackers),
      briefEngine: engine,
    },
  )
  const brief = { ...analysis.brief, reason: whyNone() ?? analysis.brief.reason }
  return ctx.transaction(() => keepAnalysis(ctx, row.id, basis, { ...analysis, brief }))
}

/** A model that fails costs the call its brief, with the reason in its place, and nothing else. */
function tolerant(ctx: Context, { id, write }: BriefEngine): { engine: BriefEngine; whyNone: () => string | null } {
  let why: string | null = null
  const engine: BriefEngine = {
    id,
    write: input =>
      write(input).catch((thrown: unknown) => {
        if (!(thrown instanceof Refused)) throw thrown
        ctx.log.warn({ err: thrown }, 'no brief')
        why = `No brief: ${thrown.message}`
        return { summary: [], actionItems: [] }
      }),
  }
  return { engine, whyNone: () => why }
}

async function keepAnalysis(ctx: Context, id: string, basis: Basis, { speakers, metrics, moments, brief }: Analysis): Promise<boolean> {
  await holdTrackers(ctx.db)
  if (!isOpen(await lockEngagement(ctx.db, id))) return true
  if (JSON.stringify(await readBasis(ctx, id)) !== JSON.stringify(basis)) return false
  await updateAnalysis(ctx.db, id, { speakers, metrics, brief })
  await replaceMoments(
    ctx.db,
    id,
    moments.map(moment => ({ ...moment, engagementId: id })),
  )
  await updateEngagement(ctx.db, id, { state: 'analysed', failure: null })
  await ctx.enqueue('match-engagement', { engagementId: id })
  await ctx.publish({ topic: 'engagements', id })
  return true
}
