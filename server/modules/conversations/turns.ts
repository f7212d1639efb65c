import type { Utterance } from '@rollcall/contract'

/** One speaker until another speaks; `from` and `to` are the first and last utterance, by their place in the transcript. Seconds. */
export type Turn = { speaker: number; start: number; end: number; from: number; to: number }

/** Merges consecutive utterances of one speaker. Expects them ordered by start, as `readTranscript` gives them. */
export const turnsOf = (utterances: Pick<Utterance, 'speaker' | 'start' | 'end'>[]): Turn[] => {
  const turns: Turn[] = []
  utterances.forEach(({ speaker, start, end }, index) => {
    const last = turns.at(-1)
    if (last && last.speaker === speaker) {
      last.end = Math.max(last.end, end)
      last.to = index
    } else turns.push({ speaker, start, end, from: index, to: index })
  })
  return turns
}
