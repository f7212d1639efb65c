import { setImmediate as othersFirst } from 'node:timers/promises'
import type { Brief, Metric, Moment, Participant, Speaker, Utterance } from '@rollcall/contract'
import { writeBrief } from './brief.ts'
import type { BriefEngine } from './brief.ts'
import type { Transcript } from './formats/index.ts'
import { metricsOf } from './metrics.ts'
import { momentsOf } from './moments.ts'
import { sentencesOf } from './sentences.ts'
import { speakersOf } from './speakers.ts'
import type { Home } from './speakers.ts'
import type { TrackerScanner } from './tracker-scan.ts'
import { turnsOf } from './turns.ts'

export type AnalysisOptions = Home & {
  participants: Participant[]
  /** Compiled once with `compileTrackers` and used for many calls. */
  trackers: TrackerScanner
  briefEngine: BriefEngine
}

/** All that Rollcall makes of a transcript; stored beside the engagement. */
export type Analysis = {
  speakers: Speaker[]
  utterances: Utterance[]
  metrics: Metric[]
  moments: Moment[]
  brief: Brief
  /** Until the last word. */
  durationSeconds: number
  language: string | null
}

/**
 * Everything but the brief is pure; a brief by a model may throw, and then nothing is returned in its place. A long call takes a tenth of
 * a second, so others get their turn in between.
 */
export const analyse = async (
  transcript: Pick<Transcript, 'language' | 'speakers' | 'utterances'>,
  { participants, ownerEmail, internalDomains, trackers, briefEngine }: AnalysisOptions,
): Promise<Analysis> => {
  const utterances = transcript.utterances.map((utterance, index) => ({ index, ...utterance }))
  const speakers = speakersOf(transcript, participants, { ownerEmail, internalDomains })
  const turns = turnsOf(utterances)
  const sentences = sentencesOf(utterances, turns)
  const durationSeconds = utterances.reduce((latest, { end }) => Math.max(latest, end), 0)
  const metrics = metricsOf({ utterances, turns, sentences, speakers, durationSeconds })
  await othersFirst()
  const moments = momentsOf({ utterances, sentences, speakers }, trackers(utterances, turns))
  await othersFirst()
  const brief = await writeBrief({ utterances, sentences, speakers, durationSeconds }, briefEngine)
  return { speakers, utterances, metrics, moments, brief, durationSeconds, language: transcript.language }
}
