import type { Finding } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { toFinding } from './finding.ts'
import { type FindingFilter, type FindingSort, findFindings } from './finding.queries.ts'
import { findStandings } from './standing.queries.ts'

const Position = z
  .array(z.union([z.string(), z.number()]))
  .min(2)
  .max(3)

/** Each with what blocks it at this moment, whatever it rested on when it was found. */
export async function listFindings(
  ctx: Context,
  query: FindingFilter & { sort: FindingSort; cursor?: string | undefined; limit: number },
): Promise<{ items: Finding[]; nextCursor: string | null; total: number }> {
  const { rows, total } = await findFindings(ctx.db, query, { sort: query.sort, after: readCursor(query.cursor, Position), limit: query.limit })
  const page = rows.slice(0, query.limit)
  const live = page.filter(row => row.state !== 'resolved').map(row => row.account_id)
  const standings = new Map((await findStandings(ctx.db, live)).map(standing => [standing.accountId, standing]))
  const last = page.at(-1)
  return {
    items: page.map(row => toFinding(row, standings.get(row.account_id) ?? null)),
    nextCursor: rows.length > query.limit && last !== undefined ? writeCursor(last.position) : null,
    total,
  }
}
