import type { FastifyRequest } from 'fastify'

export type Query = { role?: string; 'page[size]'?: string; 'page[after]'?: string }

/** A link to the next page is there whether or not it leads anywhere; `has_more` says it. */
export const paged = (request: FastifyRequest, name: string, rows: object[], most: number) => {
  const { 'page[size]': asked = '100', 'page[after]': after } = request.query as Query
  const size = Math.min(most, Number(asked))
  const start = after === undefined ? 0 : Number(Buffer.from(after, 'base64url').toString())
  const cursor = Buffer.from(String(start + size)).toString('base64url')
  const next = new URL(request.url, `http://${request.host}`)
  next.searchParams.set('page[after]', cursor)
  return {
    [name]: rows.slice(start, start + size),
    meta: { has_more: start + size < rows.length, after_cursor: cursor, before_cursor: null },
    links: { next: next.href, prev: null },
  }
}
