import type { Subject } from '../../erasable.ts'
import { emailPattern } from '../../erasable.ts'

/** What everybody in a call is called, and which of them are the subject. */
interface CallNames {
  readonly own: readonly string[]
  readonly others: readonly string[]
}

const shortestPart = 3
const fold = (name: string): string => name.trim().toLowerCase()
const partsOf = (name: string): string[] => name.split(/[\s,]+/u).filter(part => part.length >= shortestPart)
const escaped = (text: string): string => text.replace(/[.*+?^${}()|[\]\\/-]/g, String.raw`\$&`)
const word = (source: string, flags: string): RegExp => new RegExp(String.raw`(?<![\p{L}\p{N}_])(?:${source})(?![\p{L}\p{N}_])`, flags)

/**
 * Replaces the subject in what was said and written in one call: their addresses, their full names, and their given and family name alone as it
 * is written, as long as nobody else in the call goes by that. A name that another participant has as well is left.
 */
export function wordEraser({ emails, names, soleNames, pseudonym, address }: Subject, call: CallNames): (text: string) => string {
  const takesPart = call.own.length > 0
  const taken = new Set(call.others.map(fold))
  const takenParts = new Set(call.others.flatMap(partsOf).map(fold))
  const full = [...new Set([...(takesPart ? [...names, ...call.own] : []), ...soleNames])].filter(name => name.trim() !== '' && !taken.has(fold(name)))
  const turned = full.flatMap(name => {
    const [given, family, more] = name.split(/\s+/)
    return given === undefined || family === undefined || more !== undefined ? [] : [`${family}, ${given}`]
  })
  const parts = takesPart ? [...new Set(full.flatMap(partsOf))].filter(part => !takenParts.has(fold(part))) : []
  const longestFirst = (texts: readonly string[]) =>
    texts
      .toSorted((a, b) => b.length - a.length)
      .map(text => escaped(text).replace(/\s+/g, String.raw`\s+`))
      .join('|')
  const mail = new RegExp(emailPattern(emails), 'giu')
  const wholes = full.length === 0 ? null : word(longestFirst([...full, ...turned]), 'giu')
  const pieces = parts.length === 0 ? null : word(longestFirst(parts), 'gu')
  return text => {
    const one = text.replace(mail, address)
    const two = wholes === null ? one : one.replace(wholes, pseudonym)
    return pieces === null ? two : two.replace(pieces, pseudonym)
  }
}
