import type { Said } from './transcript.ts'

const pauseSeconds = 2
const longSeconds = 12
const tooLongSeconds = 30

/** One recognised word with its punctuation; times in seconds. */
export type Word = { speaker: string | null; start: number; end: number; text: string }

/**
 * Groups a vendor's words into utterances: a new one with every change of speaker, after a pause, and at the end of a sentence once
 * the utterance is long, so that a monologue stays a list of cues that a person can click.
 */
export const groupWords = (words: Word[]): Said[] => {
  const groups: Word[][] = []
  for (const word of words) {
    const group = groups.at(-1)
    if (group && continues(group, word)) group.push(word)
    else groups.push([word])
  }
  return groups.flatMap(group => {
    const [first] = group
    const last = group.at(-1)
    return first && last ? [{ speaker: first.speaker, start: first.start, end: last.end, text: group.map(({ text }) => text).join(' ') }] : []
  })
}

const continues = (group: Word[], next: Word): boolean => {
  const [first] = group
  const last = group.at(-1)
  if (!first || !last || first.speaker !== next.speaker) return false
  if (next.start - last.end > pauseSeconds) return false
  const length = last.end - first.start
  return !(length > tooLongSeconds || (length > longSeconds && /[.?!]$/.test(last.text)))
}
