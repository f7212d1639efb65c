import { hashOf, readWords } from './read-words.ts'

const emptySlot = 0

/** The words that phrases are made of, numbered from 1. Looked up by letters, without making a string. */
export type Vocabulary = {
  /** 0 for a word that is in no phrase. */
  idOf: (letters: Uint16Array, start: number, end: number, hash: number) => number
  add: (word: string) => number
}

/** An open-addressing hash table over one pool of letters; typed arrays keep a look-up within a cache line or two. */
export const createVocabulary = (capacity: number): Vocabulary => {
  const size = 2 ** Math.ceil(Math.log2(Math.max(16, capacity * 2)))
  const mask = size - 1
  const slots = new Int32Array(size)
  const starts = new Int32Array(capacity + 2)
  const hashes = new Int32Array(capacity + 1)
  let words = 0
  let pool = new Uint16Array(256)

  const isWord = (id: number, letters: Uint16Array, start: number, end: number): boolean => {
    const first = starts[id] as number
    if ((starts[id + 1] as number) - first !== end - start) return false
    for (let at = start; at < end; at += 1) if (pool[first + at - start] !== letters[at]) return false
    return true
  }
  const find = (letters: Uint16Array, start: number, end: number, hash: number): number => {
    let slot = (hash ^ (hash >>> 15)) & mask
    for (;;) {
      const id = slots[slot] as number
      if (id === emptySlot || (hashes[id] === hash && isWord(id, letters, start, end))) return slot
      slot = (slot + 1) & mask
    }
  }

  return {
    idOf: (letters, start, end, hash) => slots[find(letters, start, end, hash)] as number,
    add: word => {
      const letters = Uint16Array.from(word, (_, index) => word.charCodeAt(index))
      const hash = hashOf(letters, 0, letters.length)
      const slot = find(letters, 0, letters.length, hash)
      const known = slots[slot] as number
      if (known !== emptySlot) return known
      words += 1
      const id = words
      const first = starts[id] as number
      if (first + letters.length > pool.length) {
        const larger = new Uint16Array(2 * (first + letters.length))
        larger.set(pool)
        pool = larger
      }
      pool.set(letters, first)
      hashes[id] = hash
      starts[id + 1] = first + letters.length
      slots[slot] = id
      return id
    },
  }
}

/** The words of a phrase: as the pieces that hyphens and apostrophes part it into, and, when it has any, joined. */
export const wordsOfPhrase = (phrase: string): string[][] => {
  const pieces: string[] = []
  let joinedWords: string[] = []
  readWords(phrase, {
    word: (letters, start, end) => {
      const word = String.fromCharCode(...letters.subarray(start, end))
      pieces.push(word)
      joinedWords.push(word)
    },
    joined: (letters, start, end, count) => {
      joinedWords = [...joinedWords.slice(0, -count), String.fromCharCode(...letters.subarray(start, end))]
    },
    stop: () => {},
  })
  if (pieces.length === 0) return []
  return joinedWords.length === pieces.length ? [pieces] : [pieces, joinedWords]
}
