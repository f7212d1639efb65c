import type { BriefSentence, Speaker } from '@rollcall/contract'
import { actionItemsIn } from './action-items.ts'
import { isBoilerplate } from './boilerplate.ts'
import type { BriefEngine, BriefInput } from './brief.ts'
import { contentWords } from './content-words.ts'
import { plainWords } from './plain-words.ts'
import { signalOf } from './sentence-signals.ts'
import type { Sentence } from './sentences.ts'
import { tidySentence } from './tidy-sentence.ts'

type Candidate = { sentence: Sentence; terms: Set<string>; score: number }

const shortestWords = 9
const longestWords = 42
const longTurnWords = 300

/**
 * A brief without a model: the sentences that carry the call's recurring subjects, spread over its length and its speakers, quoted in
 * order with fillers taken out. After Luhn (1958) and maximal marginal relevance (Carbonell and Goldstein, 1998).
 */
export const extractiveBrief: BriefEngine = {
  id: 'extractive',
  write: async input => ({ summary: summarise(input), actionItems: actionItemsIn(input) }),
}

const summarise = (input: BriefInput): BriefSentence[] =>
  choose(candidatesIn(input), input)
    .toSorted((a, b) => a.sentence.utterance - b.sentence.utterance || a.sentence.offset - b.sentence.offset)
    .map(({ sentence }) => ({ text: tidySentence(sentence.text), utterances: rangeOf(sentence), owner: null }))

const rangeOf = ({ utterance, lastUtterance }: Sentence): number[] => Array.from({ length: lastUtterance - utterance + 1 }, (_, index) => utterance + index)

const candidatesIn = ({ sentences, speakers }: BriefInput): Candidate[] => {
  const read = sentences.map(sentence => ({ sentence, words: plainWords(sentence.text) }))
  const hosts = hostsOf(read, speakers.length)
  const telling = read.filter(({ sentence, words }) => !hosts.has(sentence.speaker) && !isBoilerplate(words))
  const worded = telling.map(({ sentence, words }) => ({ sentence, words, terms: new Set(contentWords(words)) }))
  const frequency = countTerms(worded.map(({ terms }) => terms))
  const misheard = misheardWords(sentences)
  const weightOfSpeaker = speakerWeights(speakers)
  const turnWords = wordsOfTurns(sentences)
  return worded.flatMap(({ sentence, words, terms }) => {
    const length = words.split(' ').length
    if (length < shortestWords || length > longestWords || /\?["'”’)]*$/u.test(sentence.text) || terms.size < 4) return []
    // A subject is what comes up again; what is said once weighs little.
    const subject = [...terms].reduce((sum, term) => sum + 0.1 + Math.log2(frequency.get(term) ?? 1), 0) / (terms.size + 4) ** 0.8
    const tidied = plainWords(tidySentence(sentence.text))
    const told = 0.85 + 0.3 * Math.min(1, (turnWords.get(sentence) ?? 0) / longTurnWords)
    const score = told * subject * signalOf(sentence.text, tidied) * (weightOfSpeaker[sentence.speaker] ?? 1) * 0.8 ** misheard(sentence.text)
    return [{ sentence, terms, score }]
  })
}

const countTerms = (sets: Set<string>[]): Map<string, number> => {
  const counts = new Map<string, number>()
  for (const terms of sets) for (const term of terms) counts.set(term, (counts.get(term) ?? 0) + 1)
  return counts
}

/** How long the turn is that a sentence stands in: what people tell at length was prepared, or matters to them. */
const wordsOfTurns = (sentences: Sentence[]): Map<Sentence, number> => {
  const words = new Map<Sentence, number>()
  let from = 0
  sentences.forEach((sentence, index) => {
    if (sentences[index + 1]?.speaker === sentence.speaker) return
    const turn = sentences.slice(from, index + 1)
    const count = turn.reduce((sum, { text }) => sum + text.split(' ').length, 0)
    for (const one of turn) words.set(one, count)
    from = index + 1
  })
  return words
}

/** Who speaks little asks or interjects; what a customer says about himself is worth more than a pitch. */
const speakerWeights = (speakers: Speaker[]): number[] => {
  const most = Math.max(...speakers.map(({ talkSeconds }) => talkSeconds), 1)
  return speakers.map(({ talkSeconds, side }) => (0.4 + 0.6 * Math.min(1, talkSeconds / (0.35 * most))) * (side === 'customer' ? 1.2 : 1))
}

/**
 * How often a recogniser gave itself away in a sentence: a capital in the middle of it on a word that is otherwise written small
 * (`way Think`, `on Lee`). Names are always written large and do not count.
 */
const misheardWords = (sentences: Sentence[]): ((text: string) => number) => {
  const small = new Map<string, number>()
  for (const { text } of sentences) for (const word of text.match(/(?<=\s)\p{Ll}+/gu) ?? []) small.set(word, (small.get(word) ?? 0) + 1)
  return text => (text.match(/(?<=[\p{Ll},] )\p{Lu}\p{Ll}+/gu) ?? []).filter(word => (small.get(word.toLowerCase()) ?? 0) >= 2).length
}

/** The operator and others who only run the call: most of what they say is boilerplate. */
const hostsOf = (read: { sentence: Sentence; words: string }[], speakers: number): Set<number> => {
  const said = new Map<number, { all: number; empty: number }>()
  for (const { sentence, words } of read) {
    const counts = said.get(sentence.speaker) ?? { all: 0, empty: 0 }
    counts.all += 1
    if (words.split(' ').length < 4 || isBoilerplate(words)) counts.empty += 1
    said.set(sentence.speaker, counts)
  }
  return speakers < 3 ? new Set() : new Set([...said].filter(([, { all, empty }]) => empty / all > 0.7).map(([speaker]) => speaker))
}

/** The best sentence again and again, each time turning away from what, when and whom has been quoted already. */
const choose = (candidates: Candidate[], { durationSeconds, utterances }: BriefInput): Candidate[] => {
  const count = Math.min(7, 5 + Math.round(durationSeconds / 1200))
  const partOf = ({ sentence }: Candidate) => Math.floor(((utterances[sentence.utterance]?.start ?? 0) / Math.max(durationSeconds, 1)) * count)
  const chosen: Candidate[] = []
  const rest = new Set(candidates)
  while (chosen.length < count && rest.size > 0) {
    let best: Candidate | null = null
    let bestScore = 0
    for (const candidate of rest) {
      const alike = chosen.reduce((most, other) => Math.max(most, overlap(candidate.terms, other.terms)), 0)
      const samePart = chosen.filter(other => partOf(other) === partOf(candidate)).length
      const sameSpeaker = chosen.filter(other => other.sentence.speaker === candidate.sentence.speaker).length
      const score = candidate.score * (1 - alike) * 0.75 ** samePart * 0.9 ** sameSpeaker
      if (score > bestScore) [best, bestScore] = [candidate, score]
    }
    if (!best) break
    rest.delete(best)
    chosen.push(best)
  }
  return chosen
}

const overlap = (a: Set<string>, b: Set<string>): number => {
  let shared = 0
  for (const term of a) if (b.has(term)) shared += 1
  return shared / Math.max(1, Math.min(a.size, b.size))
}
