import type { Moment, Speaker, Utterance } from '@rollcall/contract'
import { isNextStep } from './next-steps.ts'
import { isPricing } from './pricing.ts'
import { questionsIn } from './questions.ts'
import type { Sentence } from './sentences.ts'
import type { TrackerHit } from './tracker-scan.ts'

type Place = { utterance: number; offset: number; length: number }
type Spoken = { utterances: Utterance[]; sentences: Sentence[]; speakers: Speaker[] }

/** Every place worth jumping to, in the order of the call: tracker hits, next steps (CG-19), questions and prices. */
export const momentsOf = (spoken: Spoken, hits: TrackerHit[]): Moment[] => {
  const { sentences } = spoken
  const kinds = [
    { kind: 'next_step', name: 'Next step', found: sentences.filter(isNextStep) },
    { kind: 'question', name: 'Question', found: questionsIn(sentences) },
    { kind: 'pricing', name: 'Pricing', found: sentences.filter(isPricing) },
  ] as const
  const said = kinds.flatMap(({ kind, name, found }) =>
    found.map((sentence): Moment => ({ kind, trackerId: null, name, phrase: null, ...placed(sentence, sentence, spoken) })),
  )
  return [...said, ...trackerMomentsOf(spoken, hits)].toSorted((a, b) => a.utterance - b.utterance || a.offset - b.offset)
}

/** A moment for each hit, with the side that said it (CG-63). */
const trackerMomentsOf = (spoken: Spoken, hits: TrackerHit[]): Moment[] =>
  hits.map((hit): Moment => ({
    kind: 'tracker',
    trackerId: hit.tracker.id,
    name: hit.tracker.name,
    phrase: hit.phrase,
    ...placed(hit, sentenceAt(spoken.sentences, hit), spoken),
  }))

const placed = ({ utterance, offset, length }: Place, sentence: Sentence | undefined, { utterances, speakers }: Spoken) => {
  const said = utterances[utterance]
  const speaker = said?.speaker ?? 0
  return {
    utterance,
    offset,
    length,
    speaker,
    side: speakers[speaker]?.side ?? 'unknown',
    at: said ? secondsInto(said, offset) : 0,
    sentence: sentence?.text ?? said?.text ?? '',
  }
}

/** People talk evenly enough that a place in the words is a place in the time; a cue can last half a minute. */
const secondsInto = ({ start, end, text }: Utterance, offset: number): number =>
  Math.round((start + ((end - start) * offset) / Math.max(text.length, 1)) * 1000) / 1000

/** The last sentence that begins at the place or before it. */
const sentenceAt = (sentences: Sentence[], { utterance, offset }: Place): Sentence | undefined => {
  let low = 0
  let high = sentences.length
  while (low < high) {
    const middle = (low + high) >>> 1
    const sentence = sentences[middle]
    if (sentence && (sentence.utterance < utterance || (sentence.utterance === utterance && sentence.offset <= offset))) low = middle + 1
    else high = middle
  }
  return sentences[low - 1]
}
