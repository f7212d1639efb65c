import type { TranscriptFormat } from '@rollcall/contract'

/** A transcript in Rollcall's own shape, whatever it came as. Times in seconds from the start, ordered by start, never negative, never reversed. */
export type Transcript = {
  format: Exclude<TranscriptFormat, 'auto'>
  /** As the source names it (`en`, `en-US`, `english`); null when it does not. */
  language: string | null
  /** Labels in order of appearance. */
  speakers: string[]
  /** `speaker` is an index into `speakers`. */
  utterances: TranscriptUtterance[]
  /** What was repaired, one sentence each. */
  warnings: string[]
}

export type TranscriptUtterance = { speaker: number; start: number; end: number; text: string }

/** What a format's reader hands on, before texts are tidied and times repaired. Times may be anything; an unnamed speaker is null. */
export type Reading = { language: string | null; said: Said[]; warnings: string[] }

export type Said = { speaker: string | null; start: number; end: number; text: string }

/** The label for the only voice of a transcript that names none, as Zoom and Otter number them. */
export const soleSpeaker = 'Speaker 0'
