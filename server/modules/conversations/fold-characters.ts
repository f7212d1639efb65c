/** What a UTF-16 code unit is to the phrase scanner, when it is no letter. Folded letters are code units above these. */
export const separator = 0
/** Nothing at all: combining accents, soft hyphens, zero-width characters. */
export const ignored = 1
export const hyphen = 2
export const apostrophe = 3
/** Folds to several letters (`ß`, `æ`); see `expansionOf`. */
export const expands = 4

const unknown = 0xffff
const spelled: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' }

const table = new Uint16Array(0x10000).fill(unknown)
const expansions = new Map<number, string>()

/** One of the kinds above, or the letter (digit, `+`, `#`, currency sign) that the code unit folds to. Filled as texts are met. */
export const foldCharacter = (code: number): number => {
  const known = table[code] as number
  if (known !== unknown) return known
  const folded = classify(code)
  table[code] = folded
  return folded
}

export const expansionOf = (code: number): string => expansions.get(code) ?? ''

/**
 * Characters that are words by themselves. Of scripts that put no spaces between words, or no phrase would ever be a whole word; and
 * signs, so that the number in `$500` and `50%` is found with and without them.
 */
export const standsAlone = (folded: number): boolean => (folded > 0x25 && folded < 0xa3 ? false : standsAloneBeyondLatin(folded))

const standsAloneBeyondLatin = (folded: number): boolean =>
  (folded >= 0x3040 && folded <= 0x30ff) ||
  (folded >= 0x3400 && folded <= 0x9fff) ||
  (folded >= 0x0e00 && folded <= 0x0e7f) ||
  folded === 0x24 ||
  folded === 0x25 ||
  folded === 0x20ac ||
  folded === 0xa3

const classify = (code: number): number => {
  const char = String.fromCharCode(code)
  if (/[-\u2010\u2011]/u.test(char)) return hyphen
  if (/['’‘ʼ´`′＇]/u.test(char)) return apostrophe
  if (isIgnored(code)) return ignored
  // Beyond the first plane there are emoji, which part words, and hardly anything that people write phrases in.
  if (code >= 0xd800 && code <= 0xdfff) return separator
  const letters = foldLetters(char)
  if (letters.length === 0) return separator
  if (letters.length === 1) return letters.charCodeAt(0)
  expansions.set(code, letters)
  return expands
}

/** Soft hyphen, zero-width characters, byte order mark; combining accents of Latin, Greek and Cyrillic; Arabic vowel signs. */
const isIgnored = (code: number): boolean =>
  code === 0xad ||
  code === 0x2060 ||
  code === 0xfeff ||
  (code >= 0x200b && code <= 0x200d) ||
  (code >= 0x300 && code <= 0x36f) ||
  (code >= 0x64b && code <= 0x652)

const foldLetters = (char: string): string => {
  const lower = char.toLowerCase()
  const decomposed = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(lower) ? lower.normalize('NFKD') : lower.normalize('NFKC')
  return Array.from(decomposed)
    .filter(letter => !isIgnored(letter.charCodeAt(0)))
    .map(letter => spelled[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}\p{M}+#$%€£]/gu, '')
}
