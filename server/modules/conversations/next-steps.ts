import type { Sentence } from './sentences.ts'

const adverbs =
  '(?:(?:also|definitely|certainly|just|then|go ahead and|be sure to|make sure to|try to|be able to|quickly|probably|personally|happily|gladly|need to|want to|absolutely|be) ){0,2}'
const sends = 'send|sending|email|e-mail|forward|share|resend|mail|circulate'
const meets =
  'follow(?:ing)?[- ]?up|get(?:ting)? back|com(?:e|ing) back (?:to|with)|circle back|reconnect|reach(?:ing)? out|touch base|regroup|sync up|catch up|check (?:in|back)|report back|meet(?:ing)? (?:again|with)|call you|ring you'
const arranges =
  'schedule|scheduling|set(?:ting)? up|arrange|book|put(?:ting)? together|pull together|draft|prepare|write up|loop in|loop|bring in|introduce|connect you|coordinate|line up|kick off|invite|add you'
const checks = [
  // to a colleague; to a sum it is an offer
  '(?:take|bring) (?:it|this|that) (?:back )?to (?!(?:a |an )?(?:[$€£]?\\d|(?:one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|hundred|thousand|[a-z]+(?:teen|ty))\\b))',
  'run (?:it|this|that|the \\w+) (?:by|past)',
  'present (?:it|this|that) to',
  '(?:discuss|review|share) (?:it|this|that|the \\w+) (?:with|internally)',
  '(?:talk|speak) (?:to|with) (?:my|our|the|legal|finance|security|it|procurement)',
  '(?:check|confirm|double[- ]check) (?:with|internally|on (?:that|this|it))',
  '(?:find out|look into) (?:and|that|this|it|for|whether|if)',
  'review the (?:contract|proposal|agreement|document|redlines|terms|quote|order form)',
  'have (?:our |my )?(?:\\w+ ){1,4}(?:send|call|reach out|walk you|set up|contact|follow up)',
  'work on (?:the|a|that|your) (?:proposal|quote|contract|plan|draft|business case)',
  'let you know',
  'keep you (?:posted|updated|informed)',
  'make sure (?:you|they) (?:get|have|receive)',
  'put (?:\\w+ ){1,8}in(?:to)? (?:the|a|your|our) (?:\\w+ )?(?:room|channel|folder|proposal|mail)',
  'get (?:you|them|that|this|it) (?:\\w+ ){0,3}(?:over|across|to you|set up|signed|access|started|scheduled|booked|by|this week|next week|tomorrow|today)',
  'provide (?:you|them) with',
  'give you (?:a call|access|an update|a quote|a proposal|the (?:details|numbers|contract|proposal))',
].join('|')
const deed = `(?:${sends}|${meets}|${arranges}|${checks})`
const day =
  '(?:monday|tuesday|wednesday|thursday|friday|tomorrow|tonight|next (?:week|month|monday|tuesday|wednesday|thursday|friday)|this (?:week|afternoon|evening)|later today|noon|(?:the )?end of (?:the )?(?:day|week|month|business)|eod|cob|close of business)'
// The plan read out at the end: I send the log by tomorrow, Yuki gets you access today. No habits: I check that every Monday.
const recap = new RegExp(
  `^(?!.*\\b(?:every|each|usually|always|normally)\\b)(?:(?:and|so|then|on|${day}) )*(i|we|(?!(?:it|he|she|that|this|which|what|there|who|nobody|everybody|somebody)\\b)[a-z]{2,15}(?= [a-z-]+s )) (?:(?:send|e-?mail|forward|share|book|schedule|arrange|draft|prepare|check)s?|gets? [a-z]+ access) (?:\\w+ ){1,14}(?:today|${day})\\b`,
)

const commitments = [
  // I will send, we're going to set up, happy to introduce, let me check with
  new RegExp(
    `\\b(?:(?:i|we) (?:will|shall|can|could|am going to|are going to|plan to|promise to|am happy to|are happy to|need to|have to|would (?:be happy|need|have) to)|happy to|let me) ${adverbs}${deed}\\b`,
  ),
  // Priya will send
  new RegExp(`\\b(?!(?:you|it|that|this|which|what|there|market|companies)\\b)[a-z]{2,15} (?:will|is going to|are going to) ${adverbs}${deed}\\b`),
  // let's schedule, should we meet, I'd suggest we
  new RegExp(
    `\\b(?:lets|let us|shall we|should we|can we|could we|why dont we|how about we|we should|i (?:would )?(?:suggest|propose) we|(?:i|we) would (?:like|love) to) ${adverbs}(?:meet|(?:talk|speak) (?:again|next|on|tomorrow|later)|(?:jump|hop|get) on|get (?:together|something|that|this|legal|security|the \\w+ (?:signed|done|started|over))|put (?:\\w+ ){1,4}(?:on|in) (?:the|your|our|my) (?:calendars?|diary)|put (?:something|some time|time|(?:\\w+ )?minutes|(?:half )?an hour)|find (?:a|some) time|do (?:a|another|the) (?:demo|call|session|pilot|workshop|deep dive|poc|trial|review|walkthrough)|start (?:a|the|with a) (?:pilot|trial|poc)|move forward with|${meets}|${arranges})\\b`,
  ),
  // can you send me, please forward
  /\b(?:can|could|would|will) (?:you|someone|somebody) (?:please |also |just |then |possibly ){0,2}(?:send|email|e-mail|forward|resend|introduce|loop in|set up|schedule|book|arrange|invite|return|put together|draft|sign|find out|fill (?:in|out)|get (?:me|us|back|that|this|it)|share (?:\w+ ){0,3}(?:deck|slides|presentation|documents?|docs?|files?|contract|proposal|link|recording|requirements|notes|template|pricing|agenda|spreadsheet|list|screenshots?|contacts?|report))\b/,
  /\bplease (?:send|email|forward|sign|schedule|book|loop in|introduce|invite)\b/,
  /^(?:(?:and|so|then|just) )*(?:send|e-?mail|forward) (?:me|us|it|them)\b/,
  new RegExp(`\\byou will (?:have|get) (?:it|that|this|them) (?:today|${day})\\b`),
  // our next step is, action item, a follow-up call on Thursday
  /\bnext steps? (?:is|are|would be|will be|on our|on your|from here|here)\b|\bas (?:a|the|our) next steps?\b|\baction items?\b/,
  new RegExp(`\\b(?:follow[- ]?up|next) (?:call|meeting|session|conversation|demo)\\b.{0,40}\\b(?:${day}|on the|scheduled|booked)\\b`),
  new RegExp(`\\b(?:talk|speak|chat|meet|connect|reconnect|present|see you|talk to you|speak to you) (?:again )?(?:on |at |by |before |in )?${day}\\b`),
  new RegExp(
    `\\b(?:(?:i|you|he|she) (?:will|can)|we (?:will|can) (?:have|get) (?:it|that|this|them|you|everything)) (?:\\w+ ){1,14}(?:by|before|no later than|on) ${day}\\b`,
  ),
  /\blook(?:ing)? forward to (?:updating|briefing|informing|reporting|speaking|talking|meeting).{0,60}\b(?:next (?:quarter|week|month|call|time)|in (?:january|february|march|april|may|june|july|august|september|october|november|december|the coming))\b/,
]

const running =
  /\b(?:turn (?:the call|it|things)? ?(?:back )?over|turn (?:the call|it) (?:back )?to|hand (?:the call|it|over|back)|open (?:the (?:call|line|lines|floor)|it up|up)|pass (?:it|the call) (?:on|over|to)|(?:next|first|last|final) (?:question|slide|page|topic|caller)|questions? and answers?|press (?:star|one)|operator|take (?:your|any|a few|some) questions?|on slide|my screen|at this time|let me (?:just )?share|invite \w+ to (?:explain|present|comment|speak|talk|take|walk))\b/
const courtesy =
  /\b(?:if (?:you|anyone|there) (?:\w+ ){0,3}(?:follow|further|additional|more|any|other|questions?)|investor relations|(?:ir|investor) team|(?:dont|do not|not) hesitate|feel free|follow[- ]?up (?:questions?|on (?:that|the|this|my|your|what|something))|(?:just|one|a|my|quick|last|second|final|wanted) (?:to )?(?:quick |brief |last )?follow[- ]?up)\b/
const past =
  /\b(?:i wish|if (?:you|we) (?:could|can)|if (?:you|we) (?:could|can)|(?:can|could) sign (?:it|that) myself|we used to|(?:would|could|should) have|already (?:sent|shared)|used to)\b/
const remark =
  /\b(?:share|give|get) (?:with )?(?:you |us )?(?:some |a bit of |a little |more |any |my |our |your |that |the |a few |on |of |final |last |first |initial )*(?:colou?r|thoughts?|perspective|views?|sense|insights?|commentary|remarks|comments|highlights|overview|context|message|examples?|results|data|trends?|number)\b/

/** Does the sentence commit someone to something after the call, or propose or ask for it (CG-19)? It is quoted, never rephrased. */
export const isNextStep = ({ words }: Pick<Sentence, 'words'>): boolean => {
  if (words.split(' ').length < 4 || [running, courtesy, past, remark].some(pattern => pattern.test(words))) return false
  return recap.test(words) || commitments.some(pattern => pattern.test(words))
}

/** Whom a recap with a date names as the one who does it: a first name, `i` or `we`. */
export const doerIn = (words: string): string | null => recap.exec(words)?.[1] ?? null
