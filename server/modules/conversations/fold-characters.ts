// What a UTF-16 code unit is to the phrase scanner, when it is no letter. Letters are numbers above these.
export const separator = 0
/** Nothing at all: combining accents, soft hyphens, zero-width characters. */
export const ignored = 1
export const hyphen = 2
export const apostrophe = 3
/** Folds to several letters (`ß`, `æ`); see `expansionOf`. */
export const expands = 4
/** Letters from here on are words by themselves. */
export const standsAlone = 0x10000

const unknown = -1
const spelled: Record<string, string> = { ø: 'o', ł: 'l', đ: 'd', ð: 'd', þ: 'th', ı: 'i', ß: 'ss', æ: 'ae', œ: 'oe' }
const expansions = new Map<number, string>()

/**
 * By code unit: one of the kinds above, or the letter (digit, `+`, `#`, currency sign) without case and accent. `unknown` until
 * `foldCharacter` has met it; the scanner's loop reads the table itself, as a call per character is what it would spend its time on.
 */
export const foldedCharacters = new Int32Array(0x10000).fill(unknown)

export const foldCharacter = (code: number): number => {
  const known = foldedCharacters[code] as number
  if (known !== unknown) return known
  const folded = classify(code)
  foldedCharacters[code] = folded
  return folded
}

export const expansionOf = (code: number): string => expansions.get(code) ?? ''

const classify = (code: number): number => {
  const char = String.fromCharCode(code)
  if (/[-\u2010\u2011]/u.test(char)) return hyphen
  if (/['’‘ʼ´`′＇]/u.test(char)) return apostrophe
  if (isIgnored(code)) return ignored
  // Beyond the first plane there are emoji, which part words, and hardly anything that people write phrases in.
  if (code >= 0xd800 && code <= 0xdfff) return separator
  const letters = foldLetters(char)
  if (letters.length === 0) return separator
  if (letters.length === 1) return letters.charCodeAt(0) + (isWordByItself(letters.charCodeAt(0)) ? standsAlone : 0)
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

/**
 * Characters of scripts that put no spaces between words (kana, Chinese, Thai), or no phrase would ever be a whole word; and `$ % € £`,
 * so that the number in `$500` and `50%` is found with and without them.
 */
const isWordByItself = (code: number): boolean =>
  (code >= 0x3040 && code <= 0x30ff) || (code >= 0x3400 && code <= 0x9fff) || (code >= 0x0e00 && code <= 0x0e7f) || [0x24, 0x25, 0x20ac, 0xa3].includes(code)

const foldLetters = (char: string): string => {
  const lower = char.toLowerCase()
  const decomposed = /[\p{Script=Latin}\p{Script=Greek}\p{Script=Cyrillic}]/u.test(lower) ? lower.normalize('NFKD') : lower.normalize('NFKC')
  return Array.from(decomposed)
    .filter(letter => !isIgnored(letter.charCodeAt(0)))
    .map(letter => spelled[letter] ?? letter)
    .join('')
    .replace(/[^\p{L}\p{N}\p{M}+#$%€£]/gu, '')
}
