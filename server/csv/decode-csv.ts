import { Refused } from '../errors.ts'

/** The text of a file as Excel and its likes write one: UTF-8 or UTF-16 by their mark, UTF-16 without one, UTF-8, or else Windows-1252. */
export function decodeCsv(bytes: Buffer): string {
  if (bytes.length === 0) throw new Refused('csv_unreadable', 'The file is empty. Export it again, with a head line and a line for each row.')
  if (bytes[0] === 0xff && bytes[1] === 0xfe) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0xfe && bytes[1] === 0xff) return new TextDecoder('utf-16be').decode(bytes)
  if (bytes[0] === 0x50 && bytes[1] === 0x4b) throw new Refused('csv_unreadable', 'This is an Excel workbook. Save it as CSV first.')
  // A head begins in ASCII: every other byte of it is zero in UTF-16.
  if (bytes[1] === 0) return new TextDecoder('utf-16le').decode(bytes)
  if (bytes[0] === 0) return new TextDecoder('utf-16be').decode(bytes)
  try {
    return new TextDecoder('utf-8', { fatal: true }).decode(bytes)
  } catch {
    return new TextDecoder('windows-1252').decode(bytes)
  }
}

const delimiters = [',', ';', '\t'] as const

/** What separates the cells: where the comma is for decimals, Excel takes the semicolon. */
export function delimiterOf(text: string): string {
  const head = /^[^\r\n]*/.exec(text)?.[0].replace(/"[^"]*"/g, '') ?? ''
  const count = (delimiter: string) => head.split(delimiter).length
  return delimiters.reduce((best, each) => (count(each) > count(best) ? each : best))
}
