import type { Sentence } from './sentences.ts'

// A question mark, but nothing asked for: greetings, sound checks, tags, the running of the call.
const phatic = [
  /^(?:\S+ ?){0,2}$/,
  // a recogniser's stop in the middle of a question
  /^(?:\S+ ){0,2}(?:are|is|was|were|do|did|can|could|would|will|have|given) (?:you|it|they|we|driving)$/,
  /^(?:so |and |but |well )?(?:know what |you see$|i guess$|isnt it|arent|is that (?:right|correct|it|so|okay|ok|fair))/,
  /how are (?:you|things|we|everyone|everybody|yall)(?: (?:doing|today|all|guys|this|morning|afternoon|evening|going|there|feeling))*$|hows (?:it going|everyone|everything)|how have you been|how do you do$/,
  /\b(?:can|could|do) (?:you|everyone|everybody|we) (?:guys |all )?(?:hear|see) (?:me|us|my|that|it|this|the screen)\b|\bam i (?:audible|on mute|coming through)|\bare you (?:still )?(?:there|on mute|on the line)/,
  /(?:does|did|is) (?:that|this|it) (?:\w+ )?(?:make sense|help|answer (?:your|the) question|clear|helpful|sound (?:good|okay|right)|work)|makes? sense$|sounds? good$|fair enough$|all good$/,
  /questions?$|next question|excuse me$|\brepeat (?:the|that|your|it)\b|part of your question|anything (?:else )?to add|\b(?:can|may|could) (?:i|we) (?:ask|start|begin|get started)\b.{0,30}$/,
  /\b(?:want|care|like) to (?:take|answer|add|start|comment|chime|jump|give any)\b/,
]
const interrogative =
  /\b(?:what|whats|when|where|wheres|which|who|whos|whose|why|how|hows|any|do|does|did|is|are|am|was|were|can|could|would|will|should|shall|have|has|had|may|might|isnt|arent|dont|doesnt|didnt|couldnt|wouldnt|shouldnt|cant|havent|hasnt)\b/
const opensAsQuestion =
  /^(?:so|and|but|well|okay|ok|yeah|also|then|now|just|actually|or|alright|right| )*(?:what|whats|when|where|which|who|why|how|do|does|did|is|are|can|could|would|will|should|have|has|isnt|arent|dont|doesnt|didnt)\b/
const trailingTag =
  / (?:right|correct|okay|ok|yeah|no|huh|isnt it|you see|if you will|arent (?:we|they|you)|dont you think|isnt that right|doesnt it|wouldnt you|didnt (?:we|you|it))$/

// Polite requests, which people and recognisers end without a question mark.
const verbs =
  'talk|tell|give|share|walk|explain|expand|elaborate|comment|help|describe|remind|update|quantify|clarify|provide|discuss|speak|touch|confirm|break|frame|outline|shed|address|dig|dive|flesh|take us|size|parse'
const request = new RegExp(
  `\\b(?:can|could|would|will) you (?:please |just |also |possibly |kindly |perhaps |briefly |at least |guys |then )*(?:${verbs})\\b|\\bwondering (?:if|whether|what|how|when|where|why)\\b|\\bmy (?:\\w+ )?question (?:is|was|would be)\\b|\\bi (?:would |just )*(?:want|wanted|like) to (?:know|understand|ask) (?:if|whether|what|how|when|where|why|about)\\b`,
)
const instruction = /^(?:if you|should you|in order to|to ask)\b|\bpress (?:star|the)\b|\bpound key\b/

/** Is the sentence a question that wants an answer? Tags (`…, right?`), greetings, sound checks and an operator's calls are none. */
export const isQuestion = ({ text, words }: Pick<Sentence, 'text' | 'words'>): boolean => {
  if (instruction.test(words)) return false
  if (!/[?？]["'”’)\]]*\s*$/u.test(text)) return request.test(words)
  if (phatic.some(pattern => pattern.test(words))) return !/[a-z]/.test(words) && words !== ''
  const asked = words.replace(trailingTag, '')
  if (asked !== words || /\byou know\?$/i.test(text)) return opensAsQuestion.test(asked)
  return interrogative.test(words) || words.split(' ').length >= 5
}

// An asker who talks on this long wanted no answer; people who ask three questions at once stay well below.
const wordsBeforeTheAnswer = 85

/** The sentences that ask, without those that their speaker goes on to answer. */
export const questionsIn = (sentences: Sentence[]): Sentence[] =>
  sentences.filter((sentence, index) => {
    if (!isQuestion(sentence)) return false
    let words = 0
    for (let next = index + 1; words <= wordsBeforeTheAnswer && sentences[next]?.speaker === sentence.speaker; next += 1)
      words += sentences[next]?.text.split(' ').length ?? 0
    return words <= wordsBeforeTheAnswer
  })
