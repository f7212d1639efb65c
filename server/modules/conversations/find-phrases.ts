import type { Pattern, PhraseAutomaton } from './phrase-automaton.ts'
import type { TokenBuffer } from './token-buffer.ts'

/** A phrase from its first to its last word, counted in the words of the turn. */
export type Found = { pattern: Pattern; first: number; last: number }

/** A run of words that may also be read as one word: `follow-up` as `followup`. */
export type Joined = { first: number; last: number; id: number }

/** All phrases in the words of a turn, by their last word; each of `joined` is read as one word in place of its pieces. */
export const findPhrases = (automaton: PhraseAutomaton, tokens: TokenBuffer, joined: Joined[]): Found[] => {
  const found: Found[] = []
  // Where each of the words read began, as a joined reading covers several.
  const begins = joined.length > 0 ? new Int32Array(tokens.length) : null
  const { ids, length } = tokens
  let state = 0
  let read = 0
  let nextJoined = 0
  for (let at = 0; at < length; at += 1, read += 1) {
    if (begins) begins[read] = at
    let id = ids[at] as number
    const reading = joined[nextJoined]
    if (reading?.first === at) {
      id = reading.id
      at = reading.last
      nextJoined += 1
    }
    state = id === 0 ? 0 : automaton.next(state, id)
    if (state === 0) continue
    for (const pattern of automaton.endingIn(state)) {
      const begun = read - pattern.words.length + 1
      found.push({ pattern, first: begins ? (begins[begun] as number) : begun, last: at })
    }
  }
  return found
}

/** Of one tracker's phrases that share a word, the longest; among equals, the first. Phrases of different trackers do not compete. */
export const keepLongest = (found: Found[], words: number): Found[] => {
  if (found.length < 2) return found
  // One number per phrase sorts by tracker, longest, earliest: far quicker than a comparison function where a text is full of hits.
  const order = Float64Array.from(
    found,
    ({ pattern, first, last }, index) => (pattern.tracker * 4096 + 4095 - Math.min(last - first, 4095)) * 2 ** 24 + index,
  ).toSorted()
  const taken = new Int32Array(words)
  const kept = new Uint8Array(found.length)
  for (const key of order) {
    const index = key % 2 ** 24
    const { pattern, first, last } = found[index] as Found
    const mark = pattern.tracker + 1
    // Whatever is taken is at least as long, so it cannot lie between the two ends.
    if (taken[first] === mark || taken[last] === mark) continue
    taken.fill(mark, first, last + 1)
    kept[index] = 1
  }
  return found.filter((_, index) => kept[index] === 1)
}
