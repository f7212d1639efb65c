import type { AuditEntry } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { toApi } from './audit.ts'
import { findPage } from './audit.queries.ts'
import { z } from 'zod'

const Position = z.tuple([z.number().int()])

export async function listEntries(
  ctx: Context,
  query: { q?: string | undefined; action?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: AuditEntry[]; nextCursor: string | null; total: number }> {
  const [before] = readCursor(query.cursor, Position) ?? [null]
  const { rows, total } = await findPage(ctx.db, { ...query, before })
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items: items.map(toApi), nextCursor: rows.length > query.limit && last !== undefined ? writeCursor([last.sequence]) : null, total }
}
