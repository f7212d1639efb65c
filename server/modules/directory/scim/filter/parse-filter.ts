import { ScimError } from '../scim-error.ts'
import type { Filter, Literal, Operator, PatchPath } from './filter.ts'
import { type Token, tokensOf } from './tokens.ts'

const operators = new Set(['eq', 'ne', 'co', 'sw', 'ew', 'gt', 'ge', 'lt', 'le'])
const deepest = 32
/** Every comparison becomes a condition of one SQL statement. */
const mostComparisons = 500

const attributePath = /^(?:urn:[a-z0-9.:_-]+:)?[a-z$][a-z0-9_$-]*(?:\.[a-z$][a-z0-9_$-]*)?$/i

const invalidFilter = (reason: string) => new ScimError(400, 'invalidFilter', `The filter cannot be read: ${reason}.`)
const invalidPath = (reason: string) => new ScimError(400, 'invalidPath', `The path cannot be read: ${reason}.`)

/** Parses the whole grammar of RFC 7644, figure 1. Refuses with `invalidFilter`. */
export function parseFilter(text: string): Filter {
  const parser = parserOf(tokensOf(text, invalidFilter), invalidFilter)
  const filter = parser.disjunction(0)
  parser.end()
  return filter
}

/** Parses the path of a PATCH operation. Refuses with `invalidPath`. */
export function parsePatchPath(text: string): PatchPath {
  const parser = parserOf(tokensOf(text, invalidPath), invalidPath)
  const path = parser.path()
  if (!parser.takes('[')) {
    parser.end()
    return { path, filter: null, sub: null }
  }
  const filter = parser.disjunction(1)
  parser.expects(']')
  const sub = parser.subAttribute()
  parser.end()
  return { path, filter, sub }
}

function parserOf(tokens: readonly Token[], refuse: (reason: string) => ScimError) {
  let at = 0
  let comparisons = 0
  const shown = (token: Token | undefined) =>
    token === undefined ? 'its end' : token.kind === 'string' ? JSON.stringify(token.value).slice(0, 60) : token.text.slice(0, 60)

  const takes = (mark: string): boolean => {
    const token = tokens[at]
    const taken = token?.kind === 'mark' && token.text === mark
    if (taken) at += 1
    return taken
  }
  const expects = (mark: string): void => {
    if (!takes(mark)) throw refuse(`"${mark}" was expected at ${shown(tokens[at])}`)
  }
  const takesWord = (wanted: string): boolean => {
    const token = tokens[at]
    const taken = token?.kind === 'word' && token.text.toLowerCase() === wanted
    if (taken) at += 1
    return taken
  }
  const path = (): string => {
    const token = tokens[at++]
    if (token?.kind !== 'word' || !attributePath.test(token.text)) throw refuse(`an attribute was expected at ${shown(token)}`)
    return token.text
  }
  const subAttribute = (): string | null => {
    const token = tokens[at]
    if (token?.kind !== 'word' || !/^\.[a-z$][a-z0-9_$-]*$/i.test(token.text)) return null
    at += 1
    return token.text.slice(1)
  }
  const literal = (): Literal => {
    const token = tokens[at++]
    if (token?.kind === 'string') return token.value
    if (token?.kind !== 'word') throw refuse(`a value was expected at ${shown(token)}`)
    return literalOf(token.text)
  }
  const chain = (kind: 'and' | 'or', part: (depth: number) => Filter, depth: number): Filter => {
    const filters = [part(depth)]
    while (takesWord(kind)) filters.push(part(depth))
    return filters.length === 1 && filters[0] !== undefined ? filters[0] : { kind, filters }
  }
  const disjunction = (depth: number): Filter => chain('or', conjunction, depth)
  const conjunction = (depth: number): Filter => chain('and', factor, depth)
  const factor = (depth: number): Filter => {
    if (depth > deepest) throw refuse(`it is nested deeper than ${deepest} levels`)
    const negated = takesWord('not')
    if (takes('(')) {
      const filter = disjunction(depth + 1)
      expects(')')
      return negated ? { kind: 'not', filter } : filter
    }
    if (negated) throw refuse(`"(" was expected after "not" at ${shown(tokens[at])}`)
    return comparison(path(), depth)
  }
  const comparison = (name: string, depth: number): Filter => {
    if (takes('[')) {
      const filter = disjunction(depth + 1)
      expects(']')
      const sub = subAttribute()
      return { kind: 'element', path: name, filter: sub === null ? filter : { kind: 'and', filters: [filter, comparison(sub, depth + 1)] } }
    }
    if (++comparisons > mostComparisons) throw refuse(`it holds more than ${mostComparisons} comparisons`)
    const token = tokens[at++]
    const operator = token?.kind === 'word' ? token.text.toLowerCase() : ''
    if (operator === 'pr') return { kind: 'present', path: name }
    if (!operators.has(operator)) throw refuse(`an operator was expected at ${shown(token)}`)
    return { kind: 'compare', path: name, operator: operator as Operator, value: literal() }
  }
  const end = (): void => {
    if (at < tokens.length) throw refuse(`nothing more was expected at ${shown(tokens[at])}`)
  }
  return { disjunction, path, subAttribute, takes, expects, end }
}

const literalOf = (word: string): Literal => {
  const lower = word.toLowerCase()
  if (lower === 'null') return null
  if (lower === 'true' || lower === 'false') return lower === 'true'
  // Okta's own test and Entra's documents leave the quotes out: a lone word is taken as the string it is.
  // A number that would not be written the same again (007) is a text, too.
  return String(Number(word)) === word && Number.isFinite(Number(word)) ? Number(word) : word
}
