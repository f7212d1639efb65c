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

function refuseDeep(text: string): void {
  let depth = 0
  for (const [token] of text.matchAll(/"(?:[^"\\]|\\.)*"|[[\]{}]/gs)) {
    if (token === '{' || token === '[') depth += 1
    else if (token === '}' || token === ']') depth -= 1
    if (depth > deepest) throw new ScimError(400, 'invalidSyntax', `The body is nested deeper than ${deepest} levels.`)
  }
}
