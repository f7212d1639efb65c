import { describe, expect, it } from 'vitest'
import type { Metric, Side, Speaker, Utterance } from '@rollcall/contract'
import { metricsOf } from './metrics.ts'
import { sentencesOf } from './sentences.ts'
import { turnsOf } from './turns.ts'

const measure = (sides: Side[], said: [speaker: number, start: number, end: number, text: string][]) => {
  const utterances: Utterance[] = said.map(([speaker, start, end, text], index) => ({ index, speaker, start, end, text }))
  const speakers: Speaker[] = sides.map((side, index) => ({
    index,
    label: `Speaker ${index}`,
    name: `Speaker ${index}`,
    email: null,
    title: null,
    side,
    talkSeconds: utterances.filter(({ speaker }) => speaker === index).reduce((sum, { start, end }) => sum + end - start, 0),
  }))
  const turns = turnsOf(utterances)
  const metrics = metricsOf({
    utterances,
    turns,
    sentences: sentencesOf(utterances, turns),
    speakers,
    durationSeconds: Math.max(...said.map(([, , end]) => end)),
  })
  return (id: Metric['id']) => metrics.find(metric => metric.id === id)
}

// Two minutes: ours 30 s + 10 s + 20 s, theirs 20 s + 10 s, an assistant 6 s; the rest is silence.
const call: Parameters<typeof measure>[1] = [
  [0, 0, 20, 'Hello there.'],
  [0, 20, 30, 'What do you use today?'],
  [1, 31, 51, 'A spreadsheet. It is painful.'],
  [0, 53, 63, 'How many people use it?'],
  [1, 62, 72, 'Forty, right?'],
  [2, 72, 78, 'I note that.'],
  [0, 100, 120, 'I see, you know? Thanks.'],
]

describe('metrics of a call with both sides', () => {
  const metric = measure(['rep', 'customer', 'unknown'], call)

  it('gives the talk ratio with both denominators', () => {
    expect(metric('talk_ratio_speaking')).toMatchObject({
      value: 0.625,
      unit: 'share',
      missing: null,
      formula: 'seconds our side speaks / seconds anyone speaks',
    })
    expect(metric('talk_ratio_total')).toMatchObject({ value: 0.5, unit: 'share' })
    expect(metric('talk_ratio_total')?.formula).toContain('silence included')
  })

  it('gives the longest turn of each side with its span', () => {
    expect(metric('longest_monologue')).toMatchObject({ value: 30, spans: [{ start: 0, end: 30, speaker: 0 }] })
    expect(metric('longest_customer_story')).toMatchObject({ value: 20, spans: [{ start: 31, end: 51, speaker: 1 }] })
  })

  it('counts changes of speaker per minute', () => {
    expect(metric('interactivity')).toMatchObject({ value: 2.5, unit: 'per_minute' })
  })

  it('takes the median pause before we answer a customer', () => {
    expect(metric('patience')).toMatchObject({ value: 2, spans: [{ start: 51, end: 53, speaker: 0 }] })
  })

  it('counts our questions, not theirs and no tags', () => {
    expect(metric('question_rate')).toMatchObject({
      value: 1,
      spans: [
        { start: 20, end: 30, speaker: 0 },
        { start: 53, end: 63, speaker: 0 },
      ],
    })
  })
})

it('counts talking over a customer as no pause', () => {
  expect(
    measure(
      ['rep', 'customer'],
      [
        [1, 0, 10, 'a'],
        [0, 8, 12, 'b'],
      ],
    )('patience'),
  ).toMatchObject({ value: 0 })
})

it('says what is missing instead of giving a number', () => {
  const nobody = measure(['unknown', 'unknown', 'unknown'], call)
  const noCustomer = measure(['rep', 'unknown', 'unknown'], call)
  for (const id of ['talk_ratio_speaking', 'talk_ratio_total', 'longest_monologue', 'patience', 'question_rate'] as const) {
    expect(nobody(id)).toMatchObject({ value: null, missing: 'No speaker is known to be on your side: say which participant is whom.', spans: [] })
  }
  expect(nobody('interactivity')).toMatchObject({ value: 2.5, missing: null })
  expect(noCustomer('longest_customer_story')).toMatchObject({ value: null, missing: 'No speaker is known to be a customer: say which participant is whom.' })
  expect(noCustomer('patience')?.missing).toContain('customer')
  expect(noCustomer('talk_ratio_total')).toMatchObject({ value: 0.5, missing: null })
})

it('divides by no time at all without a NaN', () => {
  const timeless = measure(
    ['rep', 'customer'],
    [
      [0, 0, 0, 'Why now, then?'],
      [1, 0, 0, 'Because.'],
    ],
  )
  expect(timeless('talk_ratio_speaking')).toMatchObject({ value: null, missing: 'The transcript has no times.' })
  expect(timeless('interactivity')?.value).toBeNull()
  expect(timeless('question_rate')?.value).toBeNull()
})
