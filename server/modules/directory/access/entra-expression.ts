import { Refused } from '../../../errors.ts'

/**
 * The part of Microsoft's expressions for attribute mappings that stands for a rule
 * (learn.microsoft.com/entra/identity/app-provisioning/functions-for-customizing-application-data).
 */
export type Expression =
  | { readonly kind: 'text'; readonly text: string }
  | { readonly kind: 'attribute'; readonly name: string }
  | { readonly kind: 'call'; readonly name: string; readonly given: readonly Expression[] }

export interface Assigned {
  /** The target attribute, where one was pasted with the expression. */
  readonly target: string | null
  readonly expression: Expression
}

const token = /\s*(?:"((?:[^"\\]|\\.)*)"|\[([^\]]+)\]|([A-Za-z_][\w.:-]*)|([(),:=]))/gy

interface Token {
  readonly kind: 'text' | 'attribute' | 'word' | 'mark'
  readonly text: string
}

export const notUnderstood = (sentence: string) => new Refused('bad_request', sentence, { at: 'expression' })

function tokensOf(text: string): Token[] {
  // What word processors make of straight quotes.
  const plain = text.replaceAll(/[\u201C\u201D\u201E]/g, '"').trim()
  const tokens: Token[] = []
  token.lastIndex = 0
  for (let at = 0; at < plain.length; at = token.lastIndex) {
    token.lastIndex = at
    const match = token.exec(plain)
    if (match === null) throw notUnderstood(`This cannot be read from here on: ${plain.slice(at, at + 40).trim()}. Check the quotes and brackets.`)
    const [, quoted, attribute, word, mark] = match
    if (quoted !== undefined) tokens.push({ kind: 'text', text: quoted.replaceAll(/\\(.)/g, '$1') })
    else if (attribute !== undefined) tokens.push({ kind: 'attribute', text: attribute.trim() })
    else tokens.push(word === undefined ? { kind: 'mark', text: mark ?? '' } : { kind: 'word', text: word })
  }
  return tokens
}

const deepest = 20

/** One expression, or several, each after the name of its target attribute. */
export function parseExpressions(text: string): Assigned[] {
  const tokens = tokensOf(text)
  let at = 0
  const isMarkAt = (place: number, mark: string) => tokens[place]?.kind === 'mark' && tokens[place]?.text === mark
  const isMark = (mark: string) => isMarkAt(at, mark)

  function expression(depth: number): Expression {
    const found = tokens[at]
    if (found === undefined) throw notUnderstood('The expression ends too early. Paste all of it, up to its last bracket.')
    if (depth > deepest) throw notUnderstood(`The expression is nested deeper than ${deepest} levels.`)
    at += 1
    if (found.kind === 'text' || found.kind === 'attribute')
      return found.kind === 'text' ? { kind: 'text', text: found.text } : { kind: 'attribute', name: found.text }
    if (found.kind === 'mark') throw notUnderstood(`There is a "${found.text}" where a text, an attribute in square brackets or a function should be.`)
    if (!isMark('(')) throw notUnderstood(`"${found.text}" is neither in quotes nor in square brackets, and no function either.`)
    at += 1
    const given: Expression[] = []
    while (!isMark(')')) {
      if (given.length > 0) {
        if (!isMark(','))
          throw notUnderstood(tokens[at] === undefined ? `The bracket of ${found.text}( is not closed.` : `A comma is missing before "${tokens[at]?.text}".`)
        at += 1
      }
      given.push(expression(depth + 1))
    }
    at += 1
    return { kind: 'call', name: found.text, given }
  }

  const assigned: Assigned[] = []
  while (at < tokens.length) {
    const [first, next] = [tokens[at], tokens[at + 1]]
    const isTarget = first?.kind === 'word' && !(next?.kind === 'mark' && next.text === '(')
    if (isTarget) at += isMarkAt(at + 1, ':') || isMarkAt(at + 1, '=') ? 2 : 1
    assigned.push({ target: isTarget ? first.text : null, expression: expression(0) })
  }
  if (assigned.length === 0) throw notUnderstood('There is nothing to read. Paste an expression such as Switch([department], "Rep (AE/Other)", "IT", "Admin").')
  return assigned
}
