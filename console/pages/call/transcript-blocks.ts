import type { Moment, Utterance } from '@rollcall/contract'

/** A paragraph of the transcript: cues of one speaker that are read in one breath. */
export interface Block {
  speaker: number
  /** The first paragraph of a turn names its speaker. */
  opensTurn: boolean
  utterances: Utterance[]
}

const paragraphLength = 620
const breathSeconds = 2.5

/** Cues as they came, put together into paragraphs as a newspaper would set them. */
export const blocksOf = (utterances: readonly Utterance[]): Block[] => {
  const blocks: Block[] = []
  let length = 0
  for (const utterance of utterances) {
    const block = blocks.at(-1)
    const before = block?.utterances.at(-1)
    const sameTurn = block?.speaker === utterance.speaker
    if (block && before && sameTurn && length < paragraphLength && utterance.start - before.end < breathSeconds) {
      block.utterances.push(utterance)
      length += utterance.text.length
    } else {
      blocks.push({ speaker: utterance.speaker, opensTurn: !sameTurn, utterances: [utterance] })
      length = utterance.text.length
    }
  }
  return blocks
}

/** A stretch of one utterance that is set apart. */
export interface Range {
  offset: number
  length: number
  look: 'moment' | 'hit'
  title?: string
}

/** Where the words searched for stand, by utterance. */
export const hitsOf = (utterances: readonly Utterance[], query: string): Map<number, Range[]> => {
  const wanted = query.trim().toLowerCase()
  const hits = new Map<number, Range[]>()
  if (wanted.length < 2) return hits
  for (const { index, text } of utterances) {
    const low = text.toLowerCase()
    const found: Range[] = []
    for (let offset = low.indexOf(wanted); offset >= 0; offset = low.indexOf(wanted, offset + wanted.length))
      found.push({ offset, length: wanted.length, look: 'hit' })
    if (found.length) hits.set(index, found)
  }
  return hits
}

/** The phrases of trackers and prices, by utterance. Questions and next steps are whole sentences, which the margin marks instead. */
export const phrasesOf = (moments: readonly Moment[]): Map<number, Range[]> => {
  const ranges = new Map<number, Range[]>()
  for (const { kind, utterance, offset, length, name } of moments)
    if (kind === 'tracker' || kind === 'pricing') ranges.set(utterance, [...(ranges.get(utterance) ?? []), { offset, length, look: 'moment', title: name }])
  return ranges
}

/** A text in pieces, each with what covers it; where a hit and a moment overlap, the hit is seen. */
export const piecesOf = (text: string, ranges: readonly Range[]): { start: number; text: string; range: Range | undefined }[] => {
  const edges = new Set([0, text.length])
  for (const { offset, length } of ranges) edges.add(offset).add(offset + length)
  const places = [...edges].filter(place => place <= text.length).toSorted((a, b) => a - b)
  return places.slice(0, -1).map((start, index) => {
    const covers = ranges.filter(({ offset, length }) => offset <= start && start < offset + length)
    return { start, text: text.slice(start, places[index + 1]), range: covers.find(({ look }) => look === 'hit') ?? covers[0] }
  })
}
