const contractions: [RegExp, string][] = [
  [/\bwon't\b/g, 'will not'],
  [/\bgonna\b/g, 'going to'],
  [/\bwanna\b/g, 'want to'],
  [/'ll\b/g, ' will'],
  [/'re\b/g, ' are'],
  [/'m\b/g, ' am'],
  [/'ve\b/g, ' have'],
  [/'d\b/g, ' would'],
]

/**
 * A sentence as patterns read it: lower case, contractions written out (`we'll` is not `well`), no punctuation but hyphens and currency,
 * no fillers, no stutters (`we we will`).
 */
export const plainWords = (sentence: string): string => {
  let words = sentence.toLowerCase().replaceAll('’', "'")
  if (words.includes("'") || words.includes('nna')) for (const [contraction, written] of contractions) words = words.replace(contraction, written)
  return words
    .replaceAll("'", '')
    .replace(/(?<=\d)[.,](?=\d)/g, '')
    .replace(/[^\p{L}\p{N}&$€£%-]+/gu, ' ')
    .replace(/\b(?:um|uh|uhm|er|ah|hmm|mhm|(?<!let )you know|sort of|kind of|i mean|maybe|basically)\b ?/g, '')
    .replace(/\b([a-z]+) (?:\1 )+/g, '$1 ')
    .trim()
}
