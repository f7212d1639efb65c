import type { VendorApi } from './vendor-api.ts'
import { VendorError } from './vendor-error.ts'

/** A row that could not be understood: where it stood, and what was wrong with it. */
export type Malformed = { at: string; why: string }

/** One page of a read. `total` is how many rows the vendor says there are, or null when it does not say. */
export type ReadPage<Row> = { rows: Row[]; malformed: Malformed[]; total: number | null }

/** Reads everything of one kind, page by page, so that memory stays bounded. */
export type Read<Row> = (api: VendorApi) => AsyncIterable<ReadPage<Row>>

/** How a read ended. `complete` only when every page came, every row was understood and the counts agree. */
export type DrainVerdict = { complete: boolean; problems: string[]; rows: number; pages: number; error: VendorError | null }

const named = 3

/**
 * Reads to the end and hands each page's new rows on. A vendor's failure ends the read and makes it incomplete; it is not thrown.
 * A row that comes twice is handed on once and makes the read incomplete: the list moved while it was read, so another row may have been passed over.
 */
export const drain = async <Row extends { externalId: string }>(
  pages: AsyncIterable<ReadPage<Row>>,
  onPage: (rows: Row[]) => Promise<void> | void,
): Promise<DrainVerdict> => {
  const seen = new Set<string>()
  const malformed: Malformed[] = []
  const problems: string[] = []
  let [pageCount, repeated, malformedCount] = [0, 0, 0]
  let total: number | null = null
  let error: VendorError | null = null
  try {
    for await (const page of pages) {
      pageCount += 1
      total = page.total ?? total
      malformedCount += page.malformed.length
      malformed.push(...page.malformed.slice(0, named - Math.min(named, malformed.length)))
      const fresh = page.rows.filter(row => !seen.has(row.externalId) && seen.add(row.externalId))
      repeated += page.rows.length - fresh.length
      if (fresh.length > 0) await onPage(fresh)
    }
  } catch (thrown) {
    if (!(thrown instanceof VendorError)) throw thrown
    error = thrown
    problems.push(thrown.sentence)
  }
  if (malformedCount > 0) problems.push(malformedSentence(malformedCount, malformed))
  if (repeated > 0) problems.push(`${repeated} rows came twice: the list changed while it was read.`)
  const read = seen.size + malformedCount
  if (error === null && total !== null && total !== read) problems.push(`The source counts ${total} rows and gave ${read}.`)
  return { complete: problems.length === 0, problems, rows: seen.size, pages: pageCount, error }
}

const malformedSentence = (count: number, first: Malformed[]) => {
  const list = first.map(row => `${row.at} (${row.why})`).join('; ')
  const more = count > first.length ? ` and ${count - first.length} more` : ''
  return `${count} rows could not be understood: ${list}${more}.`
}
