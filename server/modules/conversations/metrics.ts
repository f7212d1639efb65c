import type { Metric, Speaker, Utterance } from '@rollcall/contract'
import { questionsIn } from './questions.ts'
import type { Sentence } from './sentences.ts'
import type { Turn } from './turns.ts'

type Call = { utterances: Utterance[]; turns: Turn[]; sentences: Sentence[]; speakers: Speaker[]; durationSeconds: number }
type Span = Metric['spans'][number]
type Value = Pick<Metric, 'value' | 'missing' | 'spans'>

const shownSpans = 5

/**
 * The usual measures of a call with the formula each was computed by (CG has none; Gong's, Fireflies' and Amazon Contact Lens' names and
 * definitions). Turns are consecutive utterances of one speaker. Talk ratio comes with both denominators in use, as they differ by the silence.
 */
export const metricsOf = (call: Call): Metric[] => {
  const repTurns = turnsOn('rep', call)
  const customerTurns = turnsOn('customer', call)
  const repSeconds = secondsOf('rep', call)
  const speaking = call.speakers.reduce((sum, { talkSeconds }) => sum + talkSeconds, 0)
  const minutes = call.durationSeconds / 60
  return [
    {
      id: 'talk_ratio_speaking',
      name: 'Talk ratio (of speaking time)',
      unit: 'share',
      formula: 'seconds our side speaks / seconds anyone speaks',
      ...(repTurns.length === 0 ? missing(noRep) : measured(ratio(repSeconds, speaking), longest(repTurns, shownSpans))),
    },
    {
      id: 'talk_ratio_total',
      name: 'Talk ratio (of the whole call)',
      unit: 'share',
      formula: 'seconds our side speaks / seconds the call lasts, silence included',
      ...(repTurns.length === 0 ? missing(noRep) : measured(ratio(repSeconds, call.durationSeconds), longest(repTurns, shownSpans))),
    },
    {
      id: 'longest_monologue',
      name: 'Longest monologue',
      unit: 'seconds',
      formula: 'longest turn of a speaker on our side, from its first word to its last',
      ...(repTurns.length === 0 ? missing(noRep) : longestTurn(repTurns)),
    },
    {
      id: 'longest_customer_story',
      name: 'Longest customer story',
      unit: 'seconds',
      formula: 'longest turn of a customer, from its first word to its last',
      ...(customerTurns.length === 0 ? missing(noCustomer) : longestTurn(customerTurns)),
    },
    {
      id: 'interactivity',
      name: 'Interactivity',
      unit: 'per_minute',
      formula: 'changes of speaker / minutes the call lasts',
      ...(minutes === 0 ? missing(noTime) : measured((call.turns.length - 1) / minutes, [])),
    },
    {
      id: 'patience',
      name: 'Patience',
      unit: 'seconds',
      formula: 'median pause between the end of a customer turn and the start of our next; talking over it counts as 0',
      ...patience(call, repTurns.length > 0, customerTurns.length > 0),
    },
    {
      id: 'question_rate',
      name: 'Question rate',
      unit: 'per_minute',
      formula: 'questions our side asks / minutes the call lasts',
      ...questionRate(call, repTurns.length > 0, minutes),
    },
  ]
}

const noRep = 'No speaker is known to be on your side: say which participant is whom.'
const noCustomer = 'No speaker is known to be a customer: say which participant is whom.'
const noTime = 'The transcript has no times.'

const turnsOn = (side: Speaker['side'], { turns, speakers }: Call): Turn[] => turns.filter(({ speaker }) => speakers[speaker]?.side === side)

const secondsOf = (side: Speaker['side'], { speakers }: Call): number =>
  speakers.filter(speaker => speaker.side === side).reduce((sum, { talkSeconds }) => sum + talkSeconds, 0)

const ratio = (part: number, whole: number): number | null => (whole === 0 ? null : part / whole)

const longest = (turns: Turn[], count: number): Span[] =>
  turns
    .toSorted((a, b) => b.end - b.start - (a.end - a.start) || a.start - b.start)
    .slice(0, count)
    .map(({ start, end, speaker }) => ({ start, end, speaker }))

const longestTurn = (turns: Turn[]): Value => {
  const spans = longest(turns, 1)
  return measured(spans[0] ? spans[0].end - spans[0].start : null, spans)
}

const patience = ({ turns, speakers }: Call, anyRep: boolean, anyCustomer: boolean): Value => {
  if (!anyRep || !anyCustomer) return missing(anyRep ? noCustomer : noRep)
  const pauses = turns.flatMap((turn, index): Span[] => {
    const answer = turns[index + 1]
    if (speakers[turn.speaker]?.side !== 'customer' || !answer || speakers[answer.speaker]?.side !== 'rep') return []
    return [{ start: turn.end, end: Math.max(turn.end, answer.start), speaker: answer.speaker }]
  })
  if (pauses.length === 0) return missing('Your side never speaks right after a customer.')
  return measured(median(pauses.map(({ start, end }) => end - start)), pauses.slice(0, shownSpans))
}

const questionRate = ({ sentences, speakers, utterances }: Call, anyRep: boolean, minutes: number): Value => {
  if (!anyRep || minutes === 0) return missing(anyRep ? noTime : noRep)
  const asked = questionsIn(sentences).filter(({ speaker }) => speakers[speaker]?.side === 'rep')
  const spans = asked.slice(0, shownSpans).map(({ utterance, lastUtterance, speaker }) => ({
    start: utterances[utterance]?.start ?? 0,
    end: utterances[lastUtterance]?.end ?? 0,
    speaker,
  }))
  return measured(asked.length / minutes, spans)
}

const median = (values: number[]): number => {
  const sorted = values.toSorted((a, b) => a - b)
  const middle = sorted.length >> 1
  return sorted.length % 2 === 1 ? (sorted[middle] ?? 0) : ((sorted[middle - 1] ?? 0) + (sorted[middle] ?? 0)) / 2
}

const measured = (value: number | null, spans: Span[]): Value =>
  value === null ? missing(noTime) : { value: Math.round(value * 10_000) / 10_000, missing: null, spans }

const missing = (sentence: string): Value => ({ value: null, missing: sentence, spans: [] })
