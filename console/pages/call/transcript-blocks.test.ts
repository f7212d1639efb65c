import type { Utterance } from '@rollcall/contract'
import { describe, expect, it } from 'vitest'
import { blocksOf, hitsOf, piecesOf } from './transcript-blocks.ts'

const said = (...cues: [speaker: number, start: number, text: string][]): Utterance[] =>
  cues.map(([speaker, start, text], index) => ({ index, speaker, start, end: start + 1, text }))

describe('the paragraphs of a transcript', () => {
  it('hold what one speaker said in one breath, and name the speaker once a turn', () => {
    const blocks = blocksOf(said([0, 0, 'One.'], [0, 1.2, 'Two.'], [0, 9, 'After a pause.'], [1, 11, 'Another.']))
    expect(blocks.map(({ speaker, opensTurn, utterances }) => [speaker, opensTurn, utterances.length])).toEqual([
      [0, true, 2],
      [0, false, 1],
      [1, true, 1],
    ])
  })

  it('end before they grow too long to read', () => {
    const long = said(...Array.from({ length: 30 }, (_, index): [number, number, string] => [0, index * 1.1, 'x'.repeat(100)]))
    expect(blocksOf(long).every(({ utterances }) => utterances.length <= 7)).toBe(true)
    expect(blocksOf(long).filter(({ opensTurn }) => opensTurn)).toHaveLength(1)
  })
})

describe('the search in a transcript', () => {
  it('finds every place, whatever its case', () => {
    const hits = hitsOf(said([0, 0, 'Price, price and PRICE'], [1, 2, 'nothing']), 'price')
    expect([...hits].map(([index, ranges]) => [index, ranges.map(({ offset }) => offset)])).toEqual([[0, [0, 7, 17]]])
  })

  it('does not begin with a single letter', () => {
    expect(hitsOf(said([0, 0, 'a b c']), 'a').size).toBe(0)
  })
})

describe('the pieces of a text', () => {
  it('together are the text, also where ranges overlap; a hit lies on top', () => {
    const pieces = piecesOf('the audit log', [
      { offset: 4, length: 9, look: 'moment' },
      { offset: 10, length: 3, look: 'hit' },
    ])
    expect(pieces.map(({ text, range }) => [text, range?.look])).toEqual([
      ['the ', undefined],
      ['audit ', 'moment'],
      ['log', 'hit'],
    ])
  })

  it('end with the text, even when a range does not', () => {
    const pieces = piecesOf('short', [{ offset: 2, length: 40, look: 'moment' }])
    expect(pieces.map(({ text }) => text).join('')).toBe('short')
  })
})
