import type { ScimError } from '../scim-error.ts'

export type Token =
  | { readonly kind: 'mark'; readonly text: '(' | ')' | '[' | ']' }
  | { readonly kind: 'string'; readonly value: string }
  | { readonly kind: 'word'; readonly text: string }

/** Longer than any filter of a real client; a filter that joins hundreds of ids still fits. */
const longest = 32_768

const word = /[^\s()[\]"]+/y
const string = /"(?:[^"\\]|\\.)*"/sy

/** Cuts a filter or a path into its tokens; refuses what is too long or holds an unfinished string. */
export function tokensOf(text: string, refuse: (reason: string) => ScimError): Token[] {
  if (text.length > longest) throw refuse(`it is longer than ${longest} characters`)
  const tokens: Token[] = []
  for (let at = 0; at < text.length;) {
    const character = text[at] ?? ''
    if (/\s/.test(character)) at += 1
    else if (character === '(' || character === ')' || character === '[' || character === ']') {
      tokens.push({ kind: 'mark', text: character })
      at += 1
    } else {
      const expression = character === '"' ? string : word
      expression.lastIndex = at
      const [found] = expression.exec(text) ?? []
      if (found === undefined) throw refuse(`the string that begins at character ${at + 1} does not end`)
      tokens.push(character === '"' ? { kind: 'string', value: unescape(found, refuse) } : { kind: 'word', text: found })
      at += found.length
    }
  }
  return tokens
}

// Strings are those of JSON (RFC 7644, figure 1).
function unescape(quoted: string, refuse: (reason: string) => ScimError): string {
  try {
    return JSON.parse(quoted) as string
  } catch {
    throw refuse(`${quoted.slice(0, 60)} is not a string of JSON`)
  }
}
