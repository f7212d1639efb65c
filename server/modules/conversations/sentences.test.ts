import { describe, expect, it } from 'vitest'
import { sentencesOf } from './sentences.ts'
import { turnsOf } from './turns.ts'

const cut = (...said: [number, string][]) => {
  const utterances = said.map(([speaker, text], index) => ({ speaker, text, start: index, end: index + 1 }))
  return sentencesOf(utterances, turnsOf(utterances))
}
const texts = (...said: string[]) => cut(...said.map((text): [number, string] => [0, text])).map(({ text }) => text)

describe('sentences', () => {
  it('go on in the next cue of the same speaker, and say where they begin', () => {
    expect(cut([0, 'Hello. We will send'], [0, 'it on Monday. Bye.'], [1, 'Bye.'])).toMatchObject([
      { text: 'Hello.', speaker: 0, utterance: 0, lastUtterance: 0, offset: 0, length: 6 },
      { text: 'We will send it on Monday.', speaker: 0, utterance: 0, lastUtterance: 1, offset: 7, length: 12 },
      { text: 'Bye.', speaker: 0, utterance: 1, lastUtterance: 1, offset: 14, length: 4 },
      { text: 'Bye.', speaker: 1, utterance: 2, lastUtterance: 2, offset: 0, length: 4 },
    ])
  })

  it('end with the turn, whatever the cue says', () => {
    expect(cut([0, 'So what I'], [1, 'Yes.'], [0, 'meant was this.']).map(({ text }) => text)).toEqual(['So what I', 'Yes.', 'meant was this.'])
  })

  it('do not end after titles, initials, figures and firms', () => {
    expect(texts('Mr.', 'Lee of Acme Inc. pays $3.5 million in the U.', 'S. market. No. 1 is Dr. J. R. Smith. No. We pass.')).toEqual([
      'Mr. Lee of Acme Inc. pays $3.5 million in the U. S. market.',
      'No. 1 is Dr. J. R. Smith.',
      'No.',
      'We pass.',
    ])
  })

  it('end after a firm when the next begins like a sentence', () => {
    expect(texts('We bought Acme Inc. They are in the U. S. We like it.')).toEqual(['We bought Acme Inc.', 'They are in the U. S.', 'We like it.'])
  })

  it('end with question marks, quotes and Chinese stops', () => {
    expect(texts('Really?! "Yes." 好。是吗？Ok')).toEqual(['Really?!', '"Yes."', '好。', '是吗？', 'Ok'])
  })

  it('end with a cue, or at a word, where a recogniser writes no stops', () => {
    const cues = Array.from({ length: 40 }, (_, n) => `cue ${n} has some words in it`)
    const found = texts(...cues)
    expect(found.join(' ')).toBe(cues.join(' '))
    expect(Math.max(...found.map(({ length }) => length))).toBeLessThan(400)
    expect(found.every(text => text.startsWith('cue '))).toBe(true)

    const long = texts('word '.repeat(50_000).trim())
    expect(Math.max(...long.map(({ length }) => length))).toBeLessThanOrEqual(600)
    expect(long.join(' ')).toBe('word '.repeat(50_000).trim())
  })
})
