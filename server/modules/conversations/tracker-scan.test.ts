import { describe, expect, it } from 'vitest'
import { defaultTrackers } from './default-trackers.ts'
import { compileTrackers } from './tracker-scan.ts'
import { turnsOf } from './turns.ts'

type Phrases = Record<string, string[]>

const compile = (phrases: Phrases) =>
  compileTrackers(Object.entries(phrases).map(([name, list], index) => ({ id: `${index}`, name, phrases: list, enabled: true })))
const said = (...lines: (string | [number, string])[]) =>
  lines.map((line, index) => {
    const [speaker, text] = typeof line === 'string' ? [0, line] : line
    return { speaker, text, start: index, end: index + 1 }
  })
const scan = (phrases: Phrases, ...lines: (string | [number, string])[]) => {
  const utterances = said(...lines)
  return compile(phrases)(utterances, turnsOf(utterances))
}
/** The words found, as they stand in the text. */
const found = (phrases: string[], text: string) => scan({ T: phrases }, text).map(({ offset, length }) => text.slice(offset, offset + length))

describe('a phrase', () => {
  it('is found with its tracker, the admin’s spelling and its place', () => {
    expect(scan({ Budget: ['Budget  Cycle'] }, 'Hm.', 'Our BUDGET, cycle is over.')).toEqual([
      { tracker: expect.objectContaining({ id: '0', name: 'Budget' }), phrase: 'Budget  Cycle', utterance: 1, offset: 4, length: 13 },
    ])
  })

  it('is whole words only', () => {
    expect(found(['price', 'art'], 'Prices of start-ups, party, price')).toEqual(['price'])
    expect(found(['price'], 'price_list überprice préprice')).toEqual(['price'])
  })

  it.each([
    ['case and accents', 'Café Über', 'the CAFE uber'],
    ['accents the other way', 'resume', 'his résumé'],
    ['decomposed accents', 'Zoë', 'Zoe\u0308'],
    ['ligatures', 'Straße', 'STRASSE'],
    ['curly apostrophes', "can't afford", 'we can’t afford'],
    ['no apostrophe in the phrase', 'dont need', "we don't need"],
    ['no apostrophe in the text', "don't need", 'we dont need'],
    ['a possessive', 'Acme', "Acme's"],
    ['hyphen for space', 'follow up', 'follow-up'],
    ['space for hyphen', 'follow-up', 'follow up'],
    ['one word for hyphen', 'follow-up', 'followup'],
    ['hyphen for one word', 'email marketing', 'e-mail marketing'],
    ['punctuation between', 'use case', 'use, case'],
    ['soft hyphens and zero width', 'budget', 'bud\u00adget\u200b'],
    ['full width', 'roi', 'ＲＯＩ'],
    ['Cyrillic', 'бюджет', 'Бюджет'],
    ['Chinese without spaces', '价格', '这个价格太高'],
    ['C++ and C#', 'C++', 'we use c++ here'],
    ['amounts', '500', 'it is $500'],
    ['amounts with their sign', '$500', 'it is $500'],
    ['emoji beside it', 'budget', 'budget🎉'],
  ])('is found whatever the %s', (_, phrase, text) => {
    expect(scan({ T: [phrase] }, text)).toHaveLength(1)
  })

  it.each([
    ['were', "we're done"],
    ['well', "we'll see"],
    ['C++', 'plan c'],
    ['$500', '500 people'],
    ['roi', 'roiling'],
    ['价格', '价 值'],
  ])('%j is not found in %j', (phrase, text) => {
    expect(scan({ T: [phrase] }, text)).toEqual([])
  })

  it('is found across two cues of one speaker, but not across speakers', () => {
    expect(scan({ T: ['decision maker'] }, 'who is the decision', 'maker here')).toEqual([expect.objectContaining({ utterance: 0, offset: 11, length: 8 })])
    expect(scan({ T: ['decision maker'] }, [0, 'who makes the decision'], [1, 'maker of what'])).toEqual([])
    expect(scan({ T: ['a b c d'] }, 'a', 'b', 'c', 'd')).toHaveLength(1)
  })

  it('does not go on over the end of a sentence, as far as a capital shows it', () => {
    expect(scan({ T: ['impact on'] }, 'a negative impact. On cards we lost.')).toEqual([])
    expect(scan({ T: ['impact on'] }, 'a negative impact.', 'On cards we lost.')).toEqual([])
    expect(found(['impact on', 'Dr. Lee', 'U.S. Treasury', 'e.g. this'], 'an impact. on Dr. Lee and the U. S. Treasury, e.g. this')).toEqual([
      'impact. on',
      'Dr. Lee',
      'U. S. Treasury',
      'e.g. this',
    ])
  })

  it('is found again and again, and behind a false start', () => {
    expect(found(['a b a c'], 'a b a b a c')).toEqual(['a b a c'])
    expect(found(['no no'], 'no no no no')).toEqual(['no no', 'no no'])
    expect(found(['b c', 'a b d'], 'a b c')).toEqual(['b c'])
  })
})

describe('phrases that overlap', () => {
  it('are all reported when they are of different trackers', () => {
    expect(
      scan({ Budget: ['budget'], Authority: ['budget approval'], Other: ['the budget'] }, 'the budget approval')
        .map(({ phrase }) => phrase)
        .toSorted(),
    ).toEqual(['budget', 'budget approval', 'the budget'])
  })

  it('of one tracker count as the longest', () => {
    expect(found(['budget', 'budget approval', 'the budget', 'approval'], 'a budget approval, the budget')).toEqual(['budget approval', 'the budget'])
    expect(found(['a b', 'b c d', 'd e'], 'a b c d e')).toEqual(['b c d'])
    expect(found(['Price', 'price', 'PRICE'], 'price')).toEqual(['price'])
  })
})

describe('trackers', () => {
  it('that are off, empty or only signs find nothing', () => {
    const utterances = said('budget !!!')
    const turns = turnsOf(utterances)
    const tracker = { id: '1', name: 'T', phrases: ['budget'], enabled: false }
    expect(compileTrackers([tracker])(utterances, turns)).toEqual([])
    expect(compileTrackers([{ ...tracker, enabled: true, phrases: ['!!!', '—'] }])(utterances, turns)).toEqual([])
    expect(compileTrackers([])(utterances, turns)).toEqual([])
    expect(compileTrackers([{ ...tracker, enabled: true }])([], [])).toEqual([])
  })

  it('named like parts of an object are phrases like any other', () => {
    expect(found(['__proto__', 'constructor', 'toString'], 'constructor and tostring')).toEqual(['constructor', 'tostring'])
  })

  it('agree with a slow search over generated words', () => {
    const letters = ['a', 'b', 'c', 'd']
    let seed = 11
    const draw = (count: number) => Array.from({ length: count }, () => letters[((seed = (Math.imul(seed, 1664525) + 1013904223) >>> 0) % 4) ^ 0] ?? 'a')
    const phrases = [...new Set(Array.from({ length: 60 }, (_, n) => draw(1 + (n % 4)).join(' ')))]
    const text = draw(500)
    const expected = phrases.flatMap(phrase => {
      const words = phrase.split(' ')
      return text.flatMap((_, at) => (words.every((word, n) => text[at + n] === word) ? [`${phrase} at ${at * 2}`] : []))
    })
    // A tracker to each phrase, so that none gives way to another.
    const hits = scan(Object.fromEntries(phrases.map(phrase => [phrase, [phrase]])), text.join(' ')).map(({ phrase, offset }) => `${phrase} at ${offset}`)
    expect(hits.toSorted()).toEqual(expected.toSorted())
  })
})

describe('the default trackers', () => {
  it('are those of the guide, with the first competitor waiting for a name', () => {
    expect(defaultTrackers.map(({ name }) => name)).toEqual([
      'Impact',
      'Competitor 1',
      'Pain',
      'Budget',
      'Need',
      'Metrics',
      'Background',
      'Use Case',
      'Timing',
      'Authority',
    ])
    expect(defaultTrackers.filter(({ enabled }) => !enabled)).toEqual([{ name: 'Competitor 1', enabled: false, phrases: [] }])
  })

  it('hold no phrase twice and none that cannot be said', () => {
    const all = defaultTrackers.flatMap(({ name, phrases }) => phrases.map(phrase => `${name}: ${phrase}`))
    expect(all.filter((phrase, index) => all.indexOf(phrase) !== index)).toEqual([])
    const phrases = defaultTrackers.flatMap(tracker => tracker.phrases)
    expect(phrases.filter(phrase => scan({ T: [phrase] }, phrase).length !== 1)).toEqual([])
  })
})
