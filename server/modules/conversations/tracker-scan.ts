import type { Tracker, Utterance } from '@rollcall/contract'
import { findPhrases, keepLongest } from './find-phrases.ts'
import type { Joined } from './find-phrases.ts'
import { buildAutomaton } from './phrase-automaton.ts'
import { hashOf, readWords } from './read-words.ts'
import type { WordSink } from './read-words.ts'
import { createTokenBuffer, emptyFor } from './token-buffer.ts'
import type { Turn } from './turns.ts'
import { createVocabulary, wordsOfPhrase } from './vocabulary.ts'

/** One place where a tracker's phrase was said. */
export type TrackerHit = {
  tracker: Pick<Tracker, 'id' | 'name'>
  /** As the admin wrote it. */
  phrase: string
  utterance: number
  /** Characters into the utterance's text, and how many; a phrase that goes on in the next utterance counts to the end of this one. */
  offset: number
  length: number
}

/** Scans utterances for all phrases at once. Compiled from trackers once, and used for every call until a tracker changes. */
export type TrackerScanner = (utterances: Pick<Utterance, 'text'>[], turns: Turn[]) => TrackerHit[]

/**
 * Whole words, whatever their case, accents, apostrophes, hyphens and commas, also across the utterances of one turn, but not across the
 * end of a sentence. Phrases of different
 * trackers are all reported where they overlap; of one tracker's overlapping phrases only the longest is. Disabled trackers are left out.
 * Cost: one pass over the text, whatever the number of phrases.
 */
export const compileTrackers = (trackers: Pick<Tracker, 'id' | 'name' | 'phrases' | 'enabled'>[]): TrackerScanner => {
  const active = trackers.filter(({ enabled }) => enabled)
  const worded = active.map(({ phrases }) => phrases.map(wordsOfPhrase))
  const vocabulary = createVocabulary(worded.flat(3).length)
  const automaton = buildAutomaton(
    worded.flatMap((phrases, tracker) => phrases.flatMap((variants, phrase) => variants.map(words => ({ words: words.map(vocabulary.add), tracker, phrase })))),
  )
  return (utterances, turns) => {
    const hits: TrackerHit[] = []
    const tokens = createTokenBuffer()
    const joined: Joined[] = []
    let utterance = 0
    const sink: WordSink = {
      word: (letters, start, end, hash, from, to) => {
        const at = tokens.length
        tokens.length = at + 1
        tokens.ids[at] = vocabulary.idOf(letters, start, end, hash)
        tokens.utterances[at] = utterance
        tokens.from[at] = from
        tokens.to[at] = to
      },
      joined: (letters, start, end, pieces) => {
        const id = vocabulary.idOf(letters, start, end, hashOf(letters, start, end))
        if (id !== 0) joined.push({ first: tokens.length - pieces, last: tokens.length - 1, id })
      },
      // A word that is in no phrase.
      stop: () => {
        tokens.ids[tokens.length] = 0
        tokens.length += 1
      },
    }
    for (const turn of turns) {
      emptyFor(tokens, mostWords(utterances, turn))
      joined.length = 0
      for (utterance = turn.from; utterance <= turn.to; utterance += 1) readWords(utterances[utterance]?.text ?? '', sink)
      const found = findPhrases(automaton, tokens, [])
      if (joined.length > 0) found.push(...findPhrases(automaton, tokens, joined))
      for (const { pattern, first, last } of keepLongest(found, tokens.length)) {
        const tracker = active[pattern.tracker]
        const at = tokens.utterances[first] as number
        const offset = tokens.from[first] as number
        const end = tokens.utterances[last] === at ? (tokens.to[last] as number) : (utterances[at]?.text.length ?? 0)
        if (tracker) hits.push({ tracker, phrase: tracker.phrases[pattern.phrase] ?? '', utterance: at, offset, length: end - offset })
      }
    }
    return hits
  }
}

/** No word is shorter than a character, and a stop takes one too. */
const mostWords = (utterances: Pick<Utterance, 'text'>[], { from, to }: Turn): number => {
  let characters = 0
  for (let index = from; index <= to; index += 1) characters += (utterances[index]?.text.length ?? 0) + 1
  return characters
}
