import { Refused } from '../../../errors.ts'

/**
 * Parses a vendor's JSON. Python services write NaN for an unknown time, which JSON does not have; it is read as null. A document
 * that stops before its brackets close was cut off on its way.
 */
export const parseJson = (text: string, fileName: string): unknown => {
  try {
    return JSON.parse(text)
  } catch (cause) {
    const { open, repaired } = scan(text)
    if (open) throw new Refused('file_truncated', `${fileName} ends before its JSON does; export it again and import the whole file.`, { cause })
    try {
      return JSON.parse(repaired)
    } catch {
      throw new Refused('file_unreadable', `${fileName} is not valid JSON.`, { cause })
    }
  }
}

/** One pass over the text: is a bracket or a string still open at its end, and what is it with bare NaN and Infinity as null? */
const scan = (text: string): { open: boolean; repaired: string } => {
  const parts: string[] = []
  let depth = 0
  let from = 0
  for (let at = 0; at < text.length; at += 1) {
    const char = text[at]
    if (char === '"') {
      at = endOfString(text, at)
      if (at < 0) return { open: true, repaired: text }
    } else if (char === '{' || char === '[') depth += 1
    else if (char === '}' || char === ']') depth -= 1
    else if (char === 'N' || char === 'I' || char === '-') {
      const word = ['NaN', 'Infinity', '-Infinity'].find(candidate => text.startsWith(candidate, at))
      if (word === undefined) continue
      parts.push(text.slice(from, at), 'null')
      from = at + word.length
      at = from - 1
    }
  }
  parts.push(text.slice(from))
  return { open: depth > 0, repaired: parts.join('') }
}

const endOfString = (text: string, start: number): number => {
  for (let at = start + 1; at < text.length; at += 1) {
    if (text[at] === '\\') at += 1
    else if (text[at] === '"') return at
  }
  return -1
}
