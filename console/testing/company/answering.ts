import { Refusal } from '../answers.ts'

/** A page of the rows; the cursor is the place where the next begins. */
export const page = <Row>(rows: readonly Row[], { cursor, limit }: { cursor?: string | undefined; limit: number }) => {
  const start = Number(cursor ?? 0)
  return { items: rows.slice(start, start + limit), nextCursor: start + limit < rows.length ? String(start + limit) : null, total: rows.length }
}
/** The row of this id, or the refusal that a server gives. */
export const found = <Row extends { id: string }>(rows: readonly Row[], wanted: string): Row => {
  const row = rows.find(one => one.id === wanted)
  if (!row) throw new Refusal('not_found', 'There is nothing under this address. It may have been deleted.')
  return row
}
export const includes = (text: string | null, q: string | undefined) => !q || (text ?? '').toLowerCase().includes(q.toLowerCase())

/** The reply of endpoints that have nothing to tell. */
export const done = { done: true } as const
