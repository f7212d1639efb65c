const stop = /[.?!…]+["'”’)\]]*(?=\s|$)|[。？！]+/gu
const titles = new Set([
  'mr',
  'mrs',
  'ms',
  'dr',
  'prof',
  'capt',
  'gen',
  'gov',
  'hon',
  'messrs',
  'rep',
  'sen',
  'sr',
  'vs',
  'st',
  'approx',
  'fig',
  'vol',
  'e.g',
  'i.e',
])
const mayEnd = new Set(['co', 'corp', 'dept', 'etc', 'inc', 'jr', 'llc', 'ltd', 'mt', 'ave', 'a.m', 'p.m', 'u.s', 'u.k'])
const starters = new Set(
  `a actually after also although and as at because before but can could do for from great hello hey hi how however i i'd i'll i'm i've if in is it it's its
  let let's my next no not now of ok okay on once or our please right since so sorry sure that that's the their then there there's these they this those
  to today we we'll we're we've well what when where which while who why will with would yeah yes you your`.split(/\s+/),
)

/**
 * Where sentences end in a text, as positions just behind the stop. A stop after a title or an initial (`Mr. Lee`, `the U. S. market`)
 * ends nothing, and one after `Inc.` only when what follows begins like a sentence.
 */
export const sentenceEnds = (text: string): number[] => {
  const ends: number[] = []
  for (const match of text.matchAll(stop)) {
    const end = match.index + match[0].length
    if (!match[0].startsWith('.') || match[0].startsWith('..') || endsAt(text, match.index, end)) ends.push(end)
  }
  return ends
}

const endsAt = (text: string, stopAt: number, end: number): boolean => {
  const word = /[\p{L}.]*$/u.exec(text.slice(Math.max(0, stopAt - 12), stopAt))?.[0] ?? ''
  const next = /^\s*([\p{L}\p{N}'’]*)/u.exec(text.slice(end, end + 24))?.[1] ?? ''
  const folded = word.toLowerCase()
  if (titles.has(folded)) return false
  if (folded === 'no') return !/^\d/.test(next)
  if (mayEnd.has(folded) || /^\p{Lu}$/u.test(word)) return next === '' || starters.has(next.toLowerCase().replace('’', "'"))
  return true
}
