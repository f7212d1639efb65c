import type { Utterance } from '@rollcall/contract'
import { plainWords } from './plain-words.ts'
import { sentenceEnds } from './sentence-ends.ts'
import type { Turn } from './turns.ts'

// Raw recognisers write no punctuation: a sentence that grows long then ends with its cue, and is never longer than a moment can show.
const longCharacters = 300
const longestCharacters = 600

/** One sentence of a turn, quoted as it was said; cues cut sentences anywhere, so it may begin in one utterance and end in a later one. */
export type Sentence = {
  text: string
  /** The same as `plainWords`, read by everything that looks for patterns. */
  words: string
  speaker: number
  /** The first and the last utterance it touches. */
  utterance: number
  lastUtterance: number
  /** Where it begins, in characters into the first utterance's text, and how many of that text belong to it. */
  offset: number
  length: number
}

/** Cuts what each turn says into sentences, across the utterances of the turn. */
export const sentencesOf = (utterances: Pick<Utterance, 'text'>[], turns: Turn[]): Sentence[] => turns.flatMap(turn => sentencesInTurn(utterances, turn))

const sentencesInTurn = (utterances: Pick<Utterance, 'text'>[], turn: Turn): Sentence[] => {
  const texts = utterances.slice(turn.from, turn.to + 1).map(({ text }) => text)
  const joined = texts.join(' ')
  // Where each utterance begins in the joined text.
  const starts: number[] = []
  texts.reduce((at, text) => (starts.push(at), at + text.length + 1), 0)
  const sentences: Sentence[] = []
  let first = 0
  for (const [from, to] of spansIn(joined, starts)) {
    while (first + 1 < starts.length && (starts[first + 1] ?? 0) <= from) first += 1
    let last = first
    while (last + 1 < starts.length && (starts[last + 1] ?? 0) < to) last += 1
    const offset = from - (starts[first] ?? 0)
    const length = Math.min(to - from, (texts[first]?.length ?? 0) - offset)
    const text = joined.slice(from, to)
    sentences.push({ text, words: plainWords(text), speaker: turn.speaker, utterance: turn.from + first, lastUtterance: turn.from + last, offset, length })
  }
  return sentences
}

/** The sentences as spans of the joined text, without the spaces between them. */
const spansIn = (joined: string, starts: number[]): [number, number][] => {
  const spans: [number, number][] = []
  let from = 0
  let cue = 0
  for (const end of [...sentenceEnds(joined), joined.length]) {
    while (end - from > longCharacters) {
      while (cue < starts.length && (starts[cue] ?? 0) < from + longCharacters) cue += 1
      const cut = Math.min(starts[cue] ?? Infinity, cutAtWord(joined, from))
      if (cut >= end) break
      pushTrimmed(spans, joined, from, cut)
      from = cut
    }
    pushTrimmed(spans, joined, from, end)
    from = end
  }
  return spans
}

const cutAtWord = (joined: string, from: number): number => {
  const space = joined.lastIndexOf(' ', from + longestCharacters)
  return space > from + longCharacters ? space : from + longestCharacters
}

const pushTrimmed = (spans: [number, number][], joined: string, from: number, to: number) => {
  let [start, end] = [from, to]
  while (start < end && joined[start] === ' ') start += 1
  while (end > start && joined[end - 1] === ' ') end -= 1
  if (start < end) spans.push([start, end])
}
