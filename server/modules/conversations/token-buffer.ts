/** The words of one turn in order: their number in the vocabulary, and where they stand. Reused from turn to turn, so scanning allocates nothing per word. */
export type TokenBuffer = {
  length: number
  ids: Int32Array
  utterances: Int32Array
  from: Int32Array
  to: Int32Array
  push: (id: number, utterance: number, from: number, to: number) => void
}

export const createTokenBuffer = (): TokenBuffer => {
  const buffer: TokenBuffer = {
    length: 0,
    ids: new Int32Array(4096),
    utterances: new Int32Array(4096),
    from: new Int32Array(4096),
    to: new Int32Array(4096),
    push: (id, utterance, from, to) => {
      const at = buffer.length
      if (at === buffer.ids.length) {
        buffer.ids = doubled(buffer.ids)
        buffer.utterances = doubled(buffer.utterances)
        buffer.from = doubled(buffer.from)
        buffer.to = doubled(buffer.to)
      }
      buffer.ids[at] = id
      buffer.utterances[at] = utterance
      buffer.from[at] = from
      buffer.to[at] = to
      buffer.length = at + 1
    },
  }
  return buffer
}

const doubled = (array: Int32Array): Int32Array<ArrayBuffer> => {
  const larger = new Int32Array(array.length * 2)
  larger.set(array)
  return larger
}
