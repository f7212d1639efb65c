import { type Erasure, ErasureCertificate, type ErasureSummary } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Refused } from '../../errors.ts'
import { findUser } from '../directory/index.ts'
import { type ErasureRow, findErasure, findErasurePage } from './erasure.queries.ts'

const Position = z.tuple([z.iso.datetime(), z.uuid()])

const summaryOf = (row: ErasureRow, requester: string | null): ErasureSummary => ({
  id: row.id,
  mode: row.mode,
  state: row.state,
  detail: row.detail,
  requestedBy: requester ?? 'Somebody who is no user any more',
  requestedAt: row.requested_at.toISOString(),
  endedAt: row.ended_at?.toISOString() ?? null,
  rows: Object.values(row.counts).reduce((sum, rows) => sum + rows, 0),
  sha256: row.sha256,
})

/** In the order of tables. */
export const talliesOfCounts = (counts: Record<string, number>): Erasure['tallies'] =>
  Object.entries(counts)
    .map(([key, rows]) => ({ table: key.slice(0, key.indexOf(':')), what: key.slice(key.indexOf(':') + 2), rows }))
    .toSorted((a, b) => (a.table + a.what < b.table + b.what ? -1 : 1))

export async function listErasures(
  ctx: Context,
  query: { cursor?: string | undefined; limit: number },
): Promise<{ items: ErasureSummary[]; nextCursor: string | null; total: number }> {
  const { rows, total } = await findErasurePage(ctx.db, readCursor(query.cursor, Position), query.limit)
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  const nextCursor = rows.length > query.limit && last !== undefined ? writeCursor([last.requested_at.toISOString(), last.id]) : null
  return { items: items.map(row => summaryOf(row, row.requester)), nextCursor, total }
}

export async function readErasure(ctx: Context, id: string): Promise<Erasure> {
  const row = await findErasure(ctx.db, id)
  if (row === undefined) throw new Refused('not_found', 'There is no erasure with this id.')
  return {
    ...summaryOf(row, (await findUser(ctx.db, row.requested_by))?.name ?? null),
    tallies: talliesOfCounts(row.counts),
    tasks: row.tasks,
    certificate: row.certificate === null ? null : ErasureCertificate.parse(JSON.parse(row.certificate)),
  }
}
