/** The words of one turn in order: their number in the vocabulary, and where they stand. Reused from turn to turn, so that scanning allocates nothing per word. */
export type TokenBuffer = {
  length: number
  ids: Int32Array
  utterances: Int32Array
  from: Int32Array
  to: Int32Array
}

export const createTokenBuffer = (): TokenBuffer => ({ length: 0, ...arraysFor(4096) })

/** Empties the buffer and makes room for so many words. */
export const emptyFor = (buffer: TokenBuffer, words: number): void => {
  buffer.length = 0
  if (words > buffer.ids.length) Object.assign(buffer, arraysFor(words * 2))
}

const arraysFor = (words: number) => ({ ids: new Int32Array(words), utterances: new Int32Array(words), from: new Int32Array(words), to: new Int32Array(words) })
