import { parse } from 'csv-parse'
import { errorCodeOf, Refused, sentenceOf } from '../errors.ts'
import { delimiterOf } from './decode-csv.ts'

/** A cell may be larger than a field takes, so that its row is refused and not the file. */
const largestRecord = 4 * 1024 * 1024
const piece = 64 * 1024

export interface CsvRow {
  /** Where it begins, the head being 1. */
  readonly line: number
  readonly cells: readonly string[]
}

/** The rows of a CSV text (RFC 4180) one after another, the head first; only the first of them when told. Refuses `csv_unreadable` at what is no CSV. */
export async function* readRows(given: string, { only = -1 } = {}): AsyncGenerator<CsvRow> {
  const text = given.replace(/^\uFEFF/, '').replace(/\r\n?/g, '\n')
  const parser = parse({
    delimiter: delimiterOf(text),
    relax_column_count: true,
    skip_empty_lines: true,
    max_record_size: largestRecord,
    trim: true,
    info: true,
    to: only,
  })
  try {
    for await (const { info, record } of fed(parser, text)) {
      yield { line: info.lines - linesIn(record), cells: record }
    }
  } catch (cause) {
    if (cause instanceof Refused) throw cause
    const opened = errorCodeOf(cause) === 'CSV_QUOTE_NOT_CLOSED' ? /at line (\d+)/.exec(sentenceOf(cause))?.[1] : undefined
    if (opened !== undefined)
      throw new Refused('csv_unreadable', `The file ends inside a quoted cell of line ${opened}: it was cut short, or a quote is missing. Export it again.`, {
        cause,
      })
    throw new Refused('csv_unreadable', `The file cannot be read as CSV: ${sentenceOf(cause)}. Mend it there, then try again.`, { cause })
  }
}

/** The breaks inside the cells of a row. */
const linesIn = (cells: readonly string[]): number => cells.reduce((sum, cell) => sum + cell.split('\n').length - 1, 0)

interface Parsed {
  readonly info: { readonly lines: number }
  readonly record: readonly string[]
}

/** In pieces, so that a large file is read while its first rows are looked at. */
function fed(parser: ReturnType<typeof parse>, text: string): AsyncIterable<Parsed> {
  let at = 0
  const feed = (): void => {
    while (at < text.length) {
      const more = parser.write(text.slice(at, at + piece))
      at += piece
      if (!more) return void parser.once('drain', feed)
    }
    parser.end()
  }
  feed()
  return parser
}
