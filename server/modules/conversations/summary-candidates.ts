import type { Speaker } from '@rollcall/contract'
import { isBoilerplate } from './boilerplate.ts'
import type { BriefInput } from './brief.ts'
import { contentWords } from './content-words.ts'
import { plainWords } from './plain-words.ts'
import { signalOf } from './sentence-signals.ts'
import type { Sentence } from './sentences.ts'
import { tidySentence } from './tidy-sentence.ts'

const shortestWords = 9
const longestWords = 42
const longTurnWords = 300

export type Candidate = {
  sentence: Sentence
  /** What it is about. */
  terms: Set<string>
  score: number
}

/** The sentences that may stand in a summary, each with how much it says of this call. */
export const candidatesIn = ({ sentences, speakers }: BriefInput): Candidate[] => {
  const hosts = hostsOf(sentences, speakers.length)
  const telling = sentences
    .filter(({ speaker, words }) => !hosts.has(speaker) && !isBoilerplate(words))
    .map(sentence => ({ sentence, terms: new Set(contentWords(sentence.words)) }))
  const frequency = countTerms(telling.map(({ terms }) => terms))
  const misheard = misheardWords(sentences)
  const weightOfSpeaker = speakerWeights(speakers)
  const turnWords = wordsOfTurns(sentences)
  return telling.filter(isPresentable).map(({ sentence, terms }) => {
    // A subject is what comes up again; what is said once weighs little.
    const subject = [...terms].reduce((sum, term) => sum + 0.1 + Math.log2(frequency.get(term) ?? 1), 0) / (terms.size + 4) ** 0.8
    const told = 0.85 + 0.3 * Math.min(1, (turnWords.get(sentence) ?? 0) / longTurnWords)
    const signal = signalOf(sentence.text, plainWords(tidySentence(sentence.text)))
    return { sentence, terms, score: subject * told * signal * (weightOfSpeaker[sentence.speaker] ?? 1) * 0.8 ** misheard(sentence.text) }
  })
}

const isPresentable = ({ sentence, terms }: Omit<Candidate, 'score'>): boolean => {
  const length = sentence.words.split(' ').length
  return length >= shortestWords && length <= longestWords && terms.size >= 4 && !/\?["'”’)]*$/u.test(sentence.text)
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
const hostsOf = (sentences: Sentence[], speakers: number): Set<number> => {
  const said = new Map<number, { all: number; empty: number }>()
  for (const { speaker, words } of sentences) {
    const counts = said.get(speaker) ?? { all: 0, empty: 0 }
    counts.all += 1
    if (words.split(' ').length < 4 || isBoilerplate(words)) counts.empty += 1
    said.set(speaker, counts)
  }
  return speakers < 3 ? new Set() : new Set([...said].filter(([, { all, empty }]) => empty / all > 0.7).map(([speaker]) => speaker))
}
