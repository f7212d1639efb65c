import { z } from 'zod'
import type { Paging } from './paging.ts'

/** `Link: <...>; rel="next"` (RFC 8288), as Okta pages; several links may share a header. */
export const linkHeader = (first: Record<string, string>): Paging => ({
  first,
  next: ({ headers }) => {
    const link = /<([^>]+)>\s*;[^,]*\brel="?next"?/.exec(headers.link ?? '')
    return link?.[1] === undefined ? null : { path: link[1] }
  },
})

/** The reply names the next page itself, as a path or a whole URL: Salesforce's `nextRecordsUrl`, OData's `@odata.nextLink`. */
export const nextUrl = (at: readonly string[], first: Record<string, string> = {}): Paging => ({
  first,
  next: ({ body }) => {
    const path = textAt(body, at)
    return path === null ? null : { path }
  },
})

/** The reply holds a token that the next page is asked for with, as `parameter`; only its absence ends the list. */
export const pageToken = (at: readonly string[], parameter: string, first: Record<string, string> = {}): Paging => ({
  first,
  next: ({ body }) => {
    const token = textAt(body, at)
    return token === null ? null : { query: { ...first, [parameter]: token } }
  },
})

/** SCIM's cursor (RFC 9865). */
export const cursor = (count: number): Paging => pageToken(['nextCursor'], 'cursor', { cursor: '', count: String(count) })

/**
 * By position: the parameter `from` counts rows, beginning at `base`. What came is counted, since servers may give fewer than asked; without
 * a total only an empty page ends the list.
 */
export const offset = (from: string, base: 0 | 1, first: Record<string, string>): Paging => ({
  first: { ...first, [from]: String(base) },
  next: ({ items, position, total }) =>
    items.length === 0 || (total !== null && position >= total) ? null : { query: { ...first, [from]: String(position + base) } },
})

/** SCIM's `startIndex` and `count` (RFC 7644 section 3.4.2.4). */
export const startIndex = (count: number): Paging => offset('startIndex', 1, { count: String(count) })

/**
 * Where a list's rows and their total stand in a reply. A vendor that leaves an empty list out altogether is told by `absentWhenEmpty`; from
 * any other a reply without its rows is not understood.
 */
export const listAt = (rows: string, more: { total?: string; absentWhenEmpty?: boolean } = {}) => {
  const items = z.array(z.unknown())
  const shape = z.looseObject({ [rows]: more.absentWhenEmpty === true ? items.default([]) : items })
  return shape.transform(body => ({
    items: items.parse(body[rows]),
    total: more.total === undefined ? null : (z.number().int().safeParse(body[more.total]).data ?? null),
  }))
}

/** Text at a place inside a reply; null where there is none, or none to speak of. */
const textAt = (body: unknown, [step, ...further]: readonly string[]): string | null => {
  if (step === undefined) return typeof body === 'string' && body !== '' ? body : null
  return typeof body === 'object' && body !== null ? textAt((body as Record<string, unknown>)[step], further) : null
}
