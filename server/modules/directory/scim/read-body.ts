import type { Json } from './json.ts'
import { ScimError } from './scim-error.ts'

const deepest = 64

/** Reads JSON that is not nested beyond reason, so that nothing that walks it runs out of stack. */
export function readBody(text: string | null): Json {
  if (text === null || text.trim() === '') throw new ScimError(400, 'invalidSyntax', 'The request has no body.')
  refuseDeep(text)
  try {
    return JSON.parse(text) as Json
  } catch {
    throw new ScimError(400, 'invalidSyntax', 'The body is not valid JSON.')
  }
}

const [quote, backslash, openBracket, closeBracket, openBrace, closeBrace] = ['"', '\\', '[', ']', '{', '}'].map(mark => mark.charCodeAt(0))

// Character by character: an expression that finds strings takes a quadratic time for one that does not end.
function refuseDeep(text: string): void {
  let depth = 0
  let inString = false
  for (let at = 0; at < text.length; at++) {
    const code = text.charCodeAt(at)
    if (inString) {
      if (code === backslash) at += 1
      else if (code === quote) inString = false
    } else if (code === quote) inString = true
    else if (code === openBracket || code === openBrace) depth += 1
    else if (code === closeBracket || code === closeBrace) depth -= 1
    if (depth > deepest) throw new ScimError(400, 'invalidSyntax', `The body is nested deeper than ${deepest} levels.`)
  }
}
