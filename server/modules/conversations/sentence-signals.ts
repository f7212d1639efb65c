// What makes one sentence say more than another of the same words. Tested on `plainWords`.
const outcomes =
  /\b(?:grew|grow(?:n|ing|th)|increas\w+|decreas\w+|declin\w+|improv\w+|reduc\w+|rose|fell|doubled|tripled|achiev\w+|deliver\w+|generat\w+|record|reached|exceed\w+|complet\w+|launch\w+|sign(?:ed)?|won|lost|closed|acquir\w+|announc\w+|cut|saved|accelerat\w+|expan\w+|invest\w+)\b/
const intentions =
  /\b(?:expect|plan(?:ning)?|intend|aim|target|goal|strategy|strategic|priorit\w+|focus(?:ed|ing)?|commit\w+|decid\w+|decision|outlook|guidance|forecast|objective|roadmap|confident)\b/
const reasons =
  /\b(?:because|due to|driven by|as a result|result of|therefore|reason (?:is|was|why|for)|so that|impact of|caused by|primarily|despite|offset by|reflect\w*)\b/
const dealings =
  /\b(?:(?:biggest|main|real|key|other) (?:challenge|problem|issue|concern|goal|thing)|the problem|struggl\w+|pain(?:ful)?|frustrat\w+|manual(?:ly)?|currently (?:use|using|have)|today we (?:use|have|do)|looking for|we need|must be able|has to|have to|requirements?|must have|budget(?:ed)?|contract|renewal|pricing|the price|discount|decision maker|sign off|approv\w+|procurement|security|legal|pilot|proof of concept|trial|go live|rollout|roll out|deadline|timeline|competitors?|alternative|integrat\w+|implement\w+|reps|users|seats)\b/g
const news =
  /\b(?:announc\w+|retire\w*|success(?:or|ion)|succeed\w*|appoint\w*|acqui(?:re|red|sition)|merg(?:e|er|ed|ing)|restructuring|layoffs?|suspend\w*|withdr(?:aw|ew|awn)|dividends?|guidance|agreement|switch(?:ed|ing)?|cancel\w*|terminat\w+)\b/
const results = /\b(?:sales|revenues?|earnings|income|bookings|arr|orders|volumes?)\b.{0,40}\b(?:up|down|increased|decreased|grew|declined|fell|rose)\b/
const figure = /[$€£]|\d ?%|\b\d+ (?:percent|points|users|seats|people|reps|hours|days|weeks|months)\b|\b(?:million|billion|thousand|percent)\b/
const leaning =
  /^(?:it|its|they|them|their|these|those|this|that|thats|he|she|his|her|which|who|where|there|one|both|some|such|because|if|as|while|although|like|terms|for (?:that|this|your)|with (?:that|this)|at that|of|part of|you|your|another|the (?:other|second|third|first|next|last)|i (?!run\b|lead\b|own\b|manage\b|oversee\b|have decided)|having|being|\d|(?:the|this) (?:change|increase|decrease|decline|improvement|reduction) (?:was|is|resulted)|excluding (?:this|that|these)|(?:for|in|on) (?:\w+ ){1,3}that (?:would|is|was)|are|is|was|do|does|what|how|when|eva)\b/
const standing = /^(?:we|our|the|a|an|in|for|during|since|despite|excluding|total|net|overall|sales|after|with)\b/
// Needs the sentence before it to say what it speaks of.
const pointsBack = /^(?:it|its|they|them|that|thats|this|those|these|he|she|his|her)\b/
// Clauses that hang on another; what is left without them has to have a verb of its own.
const hanging = /\b(?:who|whom|whose|which|that(?!['’]| (?:is|was|has|will|would|can)\b)|unless|if|when|where|because|than|as)\b[^,.;:]*/giu
const finite =
  /\b(?:i|we|you|they|he|she|it|there|this|somebody|someone|nobody|everybody|everyone) [a-z]|['’](?:s|re|ve|m|ll|d)\b|n['’]t\b|\b(?:am|is|are|was|were|be|has|have|had|do|does|did|can|could|will|would|shall|should|may|might|must|[a-z]+ed|grew|rose|fell|led|won|lost|ran|went|came|took|gave|made|sold|left|kept|saw|said|told|put|cut|let|goes|gets|needs|wants|takes|makes|comes|gives|says|sees|shows|sends|runs|works|keeps|looks|costs|pays|means|helps|allows|remains|continues?|includes?|reflects?|represents?|(?<!to )(?:want|need|take|make|get|pay|know|believe|expect))\b/iu
const speaksForUs = /^(?:\S+ ){0,9}(?:we|our)\b/
const spokenMess = /\b(?:um|uh|uhm|you know|sort of|kind of|i mean|i think|i guess|basically|actually|really|obviously)\b/gi

/** A factor around 1 for how much a sentence is worth beyond its words. `words` are those of the tidied sentence, `text` is as it was said. */
export const signalOf = (text: string, words: string): number => {
  const figures = words.match(/\d+/g)?.length ?? 0
  let signal = 1
  if (outcomes.test(words)) signal += 0.2
  if (intentions.test(words)) signal += 0.2
  if (reasons.test(words)) signal += 0.2
  if (news.test(words)) signal += 0.25
  if (results.test(words)) signal += 0.2
  signal += 0.3 * Math.min(3, new Set(words.match(dealings)).size)
  if (standing.test(words)) signal += 0.15
  if (speaksForUs.test(words)) signal += 0.25
  // A figure anchors a summary; a row of figures is a table read aloud.
  if (figure.test(words)) signal += figures <= 3 ? 0.25 : -0.12 * (figures - 3)
  if (leaning.test(words)) signal -= 0.5
  signal -= 0.15 * (text.match(spokenMess)?.length ?? 0)
  if (!/[.!]["'”’)]*$/u.test(text)) signal -= 0.4
  if (pointsBack.test(words)) signal *= 0.7
  // Named without being told: a list, half an answer.
  if (!finite.test(text.replace(hanging, ''))) signal *= 0.3
  return Math.max(signal, 0.05) * 0.7 ** faultsIn(text, words)
}

// What recognisers write for a mumbled `to`, `and`, `so`, `more`.
const mumbled = /\b(?:thio|andi|eso|mawr|asai|aziz)\b/gi

/** Signs that the speaker or the recogniser stumbled: words said twice over (`that is, that is`), figures that are none (`1.0.4`). */
const faultsIn = (text: string, words: string): number => {
  const pairs = new Set<string>()
  const said = words.split(' ')
  said.slice(1).forEach((word, index) => pairs.add(`${said[index]} ${word}`))
  const repeated = Math.max(0, said.length - 1 - pairs.size)
  return (
    repeated + (text.match(mumbled)?.length ?? 0) + (text.match(/\d\.\d+\.\d|\b\d{1,2}, \d{2}\b|\d,\d{3},\d{3}\b| \d{3},\d{3}\.\d|[a-z]\.\d/g)?.length ?? 0)
  )
}
