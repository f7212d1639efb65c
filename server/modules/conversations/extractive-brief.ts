import type { BriefSentence } from '@rollcall/contract'
import { actionItemsIn } from './action-items.ts'
import type { BriefEngine, BriefInput } from './brief.ts'
import type { Sentence } from './sentences.ts'
import { candidatesIn } from './summary-candidates.ts'
import type { Candidate } from './summary-candidates.ts'
import { tidySentence } from './tidy-sentence.ts'

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
