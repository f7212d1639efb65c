import { createHash } from 'node:crypto'
import { z } from 'zod'
import type { Malformed, ReadPage } from './read.ts'
import { firstIssue } from './reply.ts'
import type { VendorApi } from './vendor-api.ts'
import { VendorError } from './vendor-error.ts'

/** A page as it came, how many rows came up to its end, and how many there are if the vendor says so. */
type Page = { headers: Record<string, string>; body: unknown; items: unknown[]; position: number; total: number | null }
/** How a vendor's next page is asked for: by a whole path (or URL), or by the first path with other parameters. */
type Next = { path: string } | { query: Record<string, string> } | null

/** A kind of paging, as data: what the first page is asked with, and what the next is made of. */
export type Paging = { first: Record<string, string>; next: (page: Page) => Next }

/** Rows of one kind at a vendor: where, in what list, and what they mean. */
export type Source<Raw, Row> = {
  path: string
  query?: Record<string, string>
  headers?: Record<string, string>
  /** As of a request (`VendorRequest`). */
  dispensable?: boolean
  paging: Paging
  /** Finds the rows in a reply's body, and how many the vendor says there are. */
  list: z.ZodType<{ items: unknown[]; total: number | null }>
  /** What the vendor sends, what it means, and what we hold it to. */
  raw: z.ZodType<Raw>
  map: (raw: Raw) => Row
  row: z.ZodType<Row>
}

/** Beyond this no list is believed. */
const mostPages = 100_000

/** Reads page after page. A vendor that gives the same page or the same link again is stopped. */
export async function* readPages<Raw, Row>(api: VendorApi, source: Source<Raw, Row>): AsyncIterable<ReadPage<Row>> {
  const seen = new Set<string>()
  const repeats = () => new VendorError('malformed', `${api.name} repeats a page of ${source.path.split('?')[0]}, so the end of the list was not seen.`)
  const more = { expect: pageOf(source.list), headers: source.headers ?? {}, dispensable: source.dispensable ?? false }
  let ask: Exclude<Next, null> = { query: source.paging.first }
  let position = 0
  for (let pages = 0; pages < mostPages; pages += 1) {
    const reply = 'path' in ask ? await api.get(ask.path, more) : await api.get(source.path, { ...more, query: { ...source.query, ...ask.query } })
    const { body, items, total } = reply.body
    if (items.length > 0 && known(seen, items)) throw repeats()
    yield { ...understand(source, items, position), total }
    position += items.length
    const next = source.paging.next({ headers: reply.headers, body, items, position, total })
    if (next === null) return
    if (known(seen, next)) throw repeats()
    ask = next
  }
  throw repeats()
}

/** Several lists as one, for vendors that show people of each status by themselves. What the vendor counts is added up. */
export async function* oneAfterAnother<Row>(...lists: AsyncIterable<ReadPage<Row>>[]): AsyncIterable<ReadPage<Row>> {
  let before: number | null = 0
  for (const list of lists) {
    let total: number | null = null
    for await (const page of list) {
      total = page.total ?? total
      yield { ...page, total: before === null || total === null ? null : before + total }
    }
    before = before === null || total === null ? null : before + total
  }
}

/** The list, with the whole body beside it: where the next page is told differs by vendor. */
const pageOf = (list: Source<unknown, unknown>['list']) =>
  z.unknown().transform((body, context) => {
    const found = list.safeParse(body)
    if (found.success) return { body, ...found.data }
    context.addIssue(firstIssue(found.error))
    return z.NEVER
  })

const known = (seen: Set<string>, thing: unknown): boolean => {
  const hash = createHash('sha256').update(JSON.stringify(thing)).digest('base64')
  const before = seen.size
  return seen.add(hash).size === before
}

const Identified = z.object({ id: z.string() }).or(z.object({ Id: z.string() }).transform(({ Id }) => ({ id: Id })))

const understand = <Raw, Row>({ raw, map, row }: Source<Raw, Row>, items: unknown[], position: number): { rows: Row[]; malformed: Malformed[] } => {
  const rows: Row[] = []
  const malformed: Malformed[] = []
  for (const [index, item] of items.entries()) {
    const told = raw.safeParse(item)
    const understood = told.success ? row.safeParse(map(told.data)) : told
    if (understood.success) rows.push(understood.data)
    else malformed.push({ at: Identified.safeParse(item).data?.id ?? `row ${position + index + 1}`, why: firstIssue(understood.error) })
  }
  return { rows, malformed }
}
