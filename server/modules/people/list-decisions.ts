import type { MatchDecision } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { toDecision } from './decision.ts'
import { findDecisions } from './decision.queries.ts'

const Position = z.tuple([z.iso.datetime(), z.uuid()])

/** What people decided about whose login is whose, newest first; what was undone stays in the list. */
export async function listMatchDecisions(
  ctx: Context,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: MatchDecision[]; nextCursor: string | null; total: number }> {
  const { rows, total } = await findDecisions(ctx.db, readCursor(cursor, Position), limit)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: page.map(toDecision),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.decided_at.toISOString(), last.id]) : null,
    total,
  }
}
