import type { Sentence } from './sentences.ts'

const unit =
  '(?:user|seat|licen[cs]e|head|agent|rep|person|employee|recorder|call|minute|hour|month|year|annum|quarter|site|location|transaction|lead|contact|robot|machine|device|vehicle)s?'
const currency = '(?:[$€£] ?\\d+(?: ?(?:k|thousand|grand))?|(?:dollars|bucks|euros|pounds)|\\d+ ?(?:k|grand|usd|eur|gbp))'
const number = '(?:\\d+|(?:twenty|thirty|forty|fifty|sixty|seventy|eighty|ninety|hundred|thousand)(?:-\\w+)?)'
const spelled = '(?:an?|one|two|three|four|five|six|seven|eight|nine|ten|eleven|twelve|[a-z]+teen|and|(?:[a-z]+ty|hundred|thousand)(?:-[a-z]+)?)'

// Talk that only a price between a buyer and a seller gives rise to.
const offers = [
  // $40 per user, forty-eight a seat, per-seat pricing
  new RegExp(
    `${currency} (?:\\w+ ){0,2}(?:a|an|per|each|every|for (?:a|each|every|one)) ${unit}\\b|\\b${number} (?:a|per) (?:user|seat|licen[cs]e|robot|machine|device)\\b`,
  ),
  // thirty-eight thousand pounds to switch it on, it's ten thousand euros with the training
  new RegExp(
    `^(?:(?:so|and|but|its|it is|thats|that is|only|around|about|roughly) )*(?:${spelled} )+(?:dollars|euros|pounds) (?:to|for|with|a|per|each|one-time)\\b`,
  ),
  // seven hundred fixed, ninety thousand all in
  new RegExp(`\\b${number} (?:fixed|all in)\\b(?!-| (?:income|rate|cost|asset|cash))`),
  /\bpercent off$|(?:percent|%) off (?:the )?(?:list|price)\b/,
  /\bper (?:user|seat|licen[cs]e|head) (?:per |a |basis|pricing|price|fee|cost|model|charge)/,
  // how much is it, what would it cost, what is the price
  /\bhow much (?:does|do|would|will|is|are|did) (?:(?:it|that|this|you|we|they|the \w+|your \w+|a \w+) ){0,2}(?:cost|charge|pay|run|price|per|set us back)\b|\bhow much (?:is|are) (?:it|that|this|they)$/,
  /\bwhat (?:does|do|would|will) (?:it|this|they|your \w+|the (?:tool|product|software|platform|service|package|pilot|plan|module|licen[cs]e)s?) (?:\w+ )?(?:cost|charge|run)\b|\bwhat(?:s| is| are| would be| about) (?:the|your) (?:price|prices|pricing|cost|rates?)$/,
  // your prices, list price, pricing tiers, price tag
  /\byour (?:price|prices|pricing|rates?)\b|\b(?:list|sticker|seat|introductory|promotional|renewal|per-seat|per-user) (?:price|prices|pricing)\b|\bprice per (?:seat|user|licen[cs]e|robot|machine|device)\b/,
  /\bpricing (?:page|model|tiers?|plans?|proposal|options?|question|sheet|details|conversation|discussion|for (?:you|us))\b|\bprice (?:tag|quote|match|breaks?|book)\b|\b(?:volume|enterprise) pricing\b/,
  // a discount, but no discount rate and no discount store
  /(?<!\b(?:dont|not) (?:need|want) (?:\w+ )?)\b(?:discounts?|discounted (?:price|rate|pricing)|promo code|money-back)\b(?! (?:rates?|factor|window|stores?|retailers?|brands?|to (?:nav|book|peer|our (?:calculated )?intrinsic)))/,
  // what HubSpot quoted us, send an updated quote
  /\b(?:quote|quotation) (?:for|with|by|over|at|of) (?:you|us|me|the|all|\d+)\b|\bproposal (?:over|at|of) \d+\b|\b(?:send|get|give|gave|sent|need|draft) (?:you |us |me |over |them )?(?:a |the |an |your |(?:updated|new|revised) )*(?:quote|quotation|pricing|price list|order form)\b|\b(?:charge[ds]?|charging|quoted) (?:you|us|me)\b|\bset (?:you|us) back\b/,
  /\b(?:set-?up|implementation|onboarding|licen[cs]e|licensing|subscription|platform|integration|cancellation|one-time|annual|overage) fees?\b|\b(?:pay|charge) (?:\w+ ){0,2}for (?:implementation|onboarding|set-?up|support|training)\b/,
  // too expensive, cheaper than you, we can't afford it
  /\b(?:too|so|very|pretty|quite|really|that) expensive\b|\b(?:cheaper|pricey|overpriced|costly|(?:more|less) expensive) (?:than (?:you|your|what)|for (?:us|you)|option|plan)\b|\b(?:we|you) are (?:\w+ )?(?:cheaper|more expensive)\b|\b(?:we|you|i) (?:cant|can|could|cannot|couldnt) (?:\w+ )?afford\b/,
  new RegExp(
    `\\b(?:we|you|they|i|currently|already) (?:are |currently |already |would |will |do )*pay(?:ing)? (?:\\w+ ){0,4}(?:${currency}|per (?:seat|user|month|year))|\\b(?:we|you) pay(?:ing)? for (?:it|that|this|the (?:tool|product|software|platform|licen[cs]e))`,
  ),
  // net 30, paying up front, a multi-year discount
  /\b(?:net (?:15|30|45|60|90)|(?:your|our) payment terms|(?:billed|billing) (?:monthly|annually|quarterly|yearly)|(?:monthly|quarterly|annual|yearly) billing|pay(?:ment|ing)? up ?front|annual (?:commitment|prepay|subscription)|multi-?year (?:deal|discount|commitment|contract)|free trial|free tier|(?:total|annual) contract value)\b/,
]
const amount = new RegExp(currency)
const dealVerb =
  /\b(?:costs?|charge[ds]?|charging|fees?|pay|paying|quoted?|budget(?:ed)?|pric(?:e|es|ed|ing)|spend|spending|upfront|invoice[ds]?|subscription|licen[cs]es?|contract|proposal|package|plan)\b/
const deal = /\b(?:you|your|youre|yours|seats?|users?|licen[cs]es?|quote[ds]?|proposal|vendor|subscription|renewal|tool|platform|software|package|budget)\b/

// What a company tells investors about its own money, what a problem costs, and prices that markets make.
const reporting =
  /\b(?:revenues?|earnings|ebitda|net income|operating income|net loss|cash flow|basis points|dividends?|per (?:diluted )?share|shareholders?|investors?|analysts?|guidance|prior[- ]year|year[- ]over[- ]year|(?:first|second|third|fourth|last|this|the) quarter|half of the year|fiscal|margins?|capex|cap ?ex|capital expenditures?|impairment|balance sheet|million|billion|repurchases?|buybacks?|portfolio|premiums?|inflation|pesos|swiss francs|consensus|underwriting|(?:rate|fuel|tariff) case|fx|macro)\b/
const problem =
  /\b(?:miss(?:ed|ing)|los(?:t|e|es|ing)|wast(?:e|ed|ing)|sav(?:e|es|ed|ing|ings)) (?:\w+ ){0,3}(?:quota|revenue|deals?|time|hours?|money|sales|business|productivity)\b|\b(?:late|penalty|legal|parking) fees?\b/
const marketPrice =
  /\b(?:share|stock|oil|gas|commodity|commodities|power|energy|electricity|fuel|carbon|spot|crop|corn|grain|potash|phosphate|fertilizer|ammonia|sulfur|sulphur|steel|metal|raw material|freight|market|purchase|strike|conversion|transfer|bond|house|home|cement|crude|petroleum|product|average|realized|selling) (?:\w+ )?(?:price|prices|pricing)\b|\bprices? (?:of|in the) (?:oil|gas|the|our|raw)\b|\bper (?:ton|tonne|barrel|bushel|kilo\w*|mwh|ounce|gallon)\b|\b(?:corn|wheat|barrel)\b|\bcost of (?:capital|debt|equity|risk|sales|goods|funding|funds|deposits)\b/

/** Does the sentence talk of a price between buyer and seller? A company's figures (`$3.2 million revenue`) and market prices are not that. */
export const isPricing = ({ words }: Pick<Sentence, 'words'>): boolean => {
  if (marketPrice.test(words) || problem.test(words)) return false
  const offered = offers.some(pattern => pattern.test(words))
  if (reporting.test(words)) return offered && deal.test(words) && !/\b(?:million|billion|per (?:diluted )?share|shareholders?)\b/.test(words)
  return offered || (amount.test(words) && dealVerb.test(words) && deal.test(words))
}
