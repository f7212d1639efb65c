const signatures: readonly (readonly [type: string, ends: readonly string[], bytes: readonly number[]])[] = [
  // PNG (W3C), 5.2; PDF (ISO 32000-1), 7.5.2.
  ['image/png', ['png'], [0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]],
  ['application/pdf', ['pdf'], [0x25, 0x50, 0x44, 0x46, 0x2d]],
]
const texts: Readonly<Record<string, string>> = { csv: 'text/csv', txt: 'text/plain', eml: 'message/rfc822' }

/**
 * What a file is by its content, held against the end of its name; null when it is nothing that is kept, or pretends to be something else.
 * Text has to be UTF-8 without control characters, and an e-mail has to begin with a header (RFC 5322, 2.2).
 */
export function typeOf(name: string, bytes: Buffer): string | null {
  const end = /\.([a-z]+)$/i.exec(name)?.[1]?.toLowerCase() ?? ''
  const signed = signatures.find(([, , start]) => start.every((byte, index) => bytes[index] === byte))
  if (signed !== undefined) return signed[1].includes(end) ? signed[0] : null
  const type = texts[end]
  const text = type === undefined ? null : textOf(bytes)
  if (type === undefined || text === null) return null
  return end === 'eml' && !/^[\x21-\x39\x3b-\x7e]+:/.test(text) ? null : type
}

function textOf(bytes: Buffer): string | null {
  try {
    const text = new TextDecoder('utf-8', { fatal: true }).decode(bytes)
    // oxlint-disable-next-line no-control-regex -- control characters are what is looked for
    return /[\x00-\x08\x0b\x0c\x0e-\x1f]/.test(text) ? null : text
  } catch {
    return null
  }
}
