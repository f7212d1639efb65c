import type { BriefSentence, Speaker } from '@rollcall/contract'
import type { BriefInput } from './brief.ts'
import { contentWords } from './content-words.ts'
import { foldText } from './fold-text.ts'
import { doerIn, isNextStep } from './next-steps.ts'
import type { Sentence } from './sentences.ts'
import { tidySentence } from './tidy-sentence.ts'

const mine = /\b(?:i (?:will|shall|can|am going to|need to|have to|would (?:be happy|need|have) to|am happy to|plan to|promise to)|let me)\b/
const asked =
  /\b(?:can|could|would|will) you\b|\bplease (?:send|email|forward|share|sign|schedule|book|loop in|introduce|invite)\b|^(?:(?:and|so|then|just) )*(?:send|e-?mail|forward)\b|\byou will\b/
// What the listener will have, the speaker has to bring.
const promised = /\byou will (?:have|get) (?:it|that|this|them|the|everything)\b/
const ours = /\b(?:we|you|they|he|she|(?!it\b|that\b|this\b|there\b|which\b)[a-z]{2,15}) (?:will|are going to|is going to|can|need to|have to)\b/
// Wishes and ways of saying goodbye: a next step to quote, nothing to do.
const idle =
  /\blook(?:ing)? forward\b|\b(?:should|shall|could) we\b|\bwhy dont we\b|\bhow about\b|\b(?:would|might|may) (?:like|love|be) (?:to )?(?:catch|reconnect)\b/

/** The commitments of a call and whose they are: the speaker's own (`I'll send`), a named person's, or those of the one person asked. */
export const actionItemsIn = ({ sentences, speakers }: Pick<BriefInput, 'sentences' | 'speakers'>): BriefSentence[] => {
  const items: (BriefSentence & { terms: Set<string> })[] = []
  for (const sentence of sentences) {
    if (!isNextStep(sentence)) continue
    const { words } = sentence
    if (idle.test(words) || !(mine.test(words) || asked.test(words) || ours.test(words) || /\bhappy to\b/.test(words) || doerIn(words))) continue
    const terms = new Set(contentWords(words))
    const utterances = Array.from({ length: sentence.lastUtterance - sentence.utterance + 1 }, (_, index) => sentence.utterance + index)
    const item = { text: tidySentence(sentence.text), utterances, owner: ownerOf(sentence, words, speakers), terms }
    // Said again at the end of the call, usually with the date: the later one stands.
    const said = items.findIndex(other => sameDeed(other, item))
    if (said >= 0) items.splice(said, 1)
    items.push(item)
  }
  return items.map(({ text, utterances, owner }) => ({ text, utterances, owner }))
}

const sameDeed = (a: { owner: string | null; terms: Set<string> }, b: { owner: string | null; terms: Set<string> }): boolean => {
  const shared = [...a.terms].filter(term => b.terms.has(term)).length
  // One word in common is often the day.
  return shared > 1 && (a.owner === null || a.owner === b.owner) && shared / Math.max(1, Math.min(a.terms.size, b.terms.size)) >= 0.6
}

const ownerOf = (sentence: Sentence, words: string, speakers: Speaker[]): string | null => {
  const own = speakers[sentence.speaker]
  const others = speakers.filter(({ index }) => index !== sentence.speaker)
  const doer = doerIn(words)
  const named = others.filter(({ name }) => {
    const [first = ''] = foldText(name).split(' ')
    return (
      first.length > 2 &&
      (doer === first ||
        new RegExp(
          `\\b${first} (?:will|is going to|can|could|to)\\b|^${first} (?:can|could|would|will|please)\\b|\\byou,? ${first}\\b|\\bplease ${first}\\b`,
        ).test(words))
    )
  })
  if (named.length === 1) return named[0]?.name ?? null
  if (doer === 'i' || promised.test(words)) return own?.name ?? null
  if (asked.test(words)) return others.length === 1 ? (others[0]?.name ?? null) : null
  return mine.test(words) ? (own?.name ?? null) : null
}
