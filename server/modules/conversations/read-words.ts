import { apostrophe, expands, expansionOf, foldCharacter, foldedCharacters, hyphen, ignored, separator, standsAlone } from './fold-characters.ts'

// Nobody writes a phrase with a longer word; what follows in the text is not kept.
const longestWord = 400
const letters = new Uint16Array(longestWord + 1)

/** FNV-1a over the folded letters of a word, as it is told with each. */
export const hashOf = (word: ArrayLike<number>, start: number, end: number): number => {
  let hash = hashSeed
  for (let at = start; at < end; at += 1) hash = hashLetter(hash, word[at] as number)
  return hash
}

const hashSeed = 0x811c9dc5 | 0
const hashPrime = 0x01000193
const hashLetter = (hash: number, letter: number): number => Math.imul(hash ^ letter, hashPrime)

/** Told of each word as it ends, as `letters` from `start` to `end`, which are reused for the next: look, do not keep. */
export type WordSink = {
  /** `from` and `to` are positions in the text. */
  word: (letters: Uint16Array, start: number, end: number, hash: number, from: number, to: number) => void
  /** The last `pieces` words may also be read as one: `follow-up` as `followup`, `don't` as `dont`. */
  joined: (letters: Uint16Array, start: number, end: number, pieces: number) => void
  /** A sentence ended between the last word and the next: no phrase goes on over it. */
  stop: () => void
}

// After these, and after initials, a full stop ends no sentence.
const abbreviations = new Set(['mr', 'mrs', 'ms', 'dr', 'prof', 'st', 'jr', 'sr', 'vs', 'no', 'inc', 'co', 'corp', 'ltd'])

/**
 * Reads a text as folded words in one pass without allocating. Hyphen and apostrophe part words (`Acme's` holds `Acme`); the joined
 * reading is told besides, for hyphens always, for apostrophes only before a last `t` or `s`, so that `we're` is never `were`.
 */
export const readWords = (text: string, sink: WordSink): void => {
  let length = 0
  let pieceStart = 0
  let pieces = 0
  let joinable = true
  let afterApostrophe = false
  let hash = hashSeed
  let from = 0
  let to = 0
  let stopped = false
  for (let at = 0; at <= text.length; at += 1) {
    let folded = at < text.length ? (foldedCharacters[text.charCodeAt(at)] as number) : separator
    if (folded < 0) folded = foldCharacter(text.charCodeAt(at))
    if (folded > expands && folded < standsAlone) {
      if (length === pieceStart) {
        from = at
        // Recognisers put stops anywhere; one that a capital follows is meant.
        if (stopped && text.charCodeAt(at) !== folded) sink.stop()
        stopped = false
      }
      // The rest of a word is most of a text: nothing else is asked while it lasts.
      for (;;) {
        if (length < longestWord) letters[length++] = folded
        hash = Math.imul(hash ^ folded, hashPrime)
        if (at + 1 === text.length) break
        const next = foldedCharacters[text.charCodeAt(at + 1)] as number
        if (next <= expands || next >= standsAlone) break
        folded = next
        at += 1
      }
      to = at + 1
    } else if (folded === expands) {
      if (length === pieceStart) from = at
      for (const letter of expansionOf(text.charCodeAt(at))) {
        if (length < longestWord) letters[length++] = letter.charCodeAt(0)
        hash = hashLetter(hash, letter.charCodeAt(0))
      }
      to = at + 1
    } else if (folded !== ignored) {
      const joins = folded === hyphen || folded === apostrophe
      if (length > pieceStart) {
        sink.word(letters, pieceStart, length, hash, from, to)
        hash = hashSeed
        if (afterApostrophe && (joins || !isLastLetter(pieceStart, length))) joinable = false
        pieces += 1
        pieceStart = length
        afterApostrophe = folded === apostrophe
        if (joins && length < longestWord / 2) continue
      }
      if (pieces > 1 && joinable) sink.joined(letters, 0, length, pieces)
      length = 0
      pieceStart = 0
      pieces = 0
      joinable = true
      afterApostrophe = false
      if (folded >= standsAlone) {
        letters[0] = folded - standsAlone
        sink.word(letters, 0, 1, hashLetter(hashSeed, folded - standsAlone), at, at + 1)
      } else if (at < text.length && isStop(text.charCodeAt(at))) stopped = to > 0 && endsSentence(text, from, to)
    }
  }
  if (stopped) sink.stop()
}

const isStop = (code: number): boolean => code === 0x2e || code === 0x3f || code === 0x21

const endsSentence = (text: string, from: number, to: number): boolean =>
  to - from > 1 && !(to - from < 5 && abbreviations.has(text.slice(from, to).toLowerCase()))

/** A single `t` or `s`, as in `don't` and `it's`. */
const isLastLetter = (start: number, end: number): boolean => end === start + 1 && (letters[start] === 0x74 || letters[start] === 0x73)
