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

/** Everything but the brief is pure and immediate; a brief by a model may throw, and then nothing is returned in its place. */
export const analyse = async (
  transcript: Pick<Transcript, 'language' | 'speakers' | 'utterances'>,
  { participants, ownerEmail, internalDomains, trackers, briefEngine }: AnalysisOptions,
): Promise<Analysis> => {
  const utterances = transcript.utterances.map((utterance, index) => ({ index, ...utterance }))
  const speakers = speakersOf(transcript, participants, { ownerEmail, internalDomains })
  const turns = turnsOf(utterances)
  const sentences = sentencesOf(utterances, turns)
  const durationSeconds = utterances.reduce((latest, { end }) => Math.max(latest, end), 0)
  return {
    speakers,
    utterances,
    metrics: metricsOf({ utterances, turns, sentences, speakers, durationSeconds }),
    moments: momentsOf({ utterances, sentences, speakers }, trackers(utterances, turns)),
    brief: await writeBrief({ utterances, sentences, speakers, durationSeconds }, briefEngine),
    durationSeconds,
    language: transcript.language,
  }
}
