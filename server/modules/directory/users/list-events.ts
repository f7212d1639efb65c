import type { DirectoryEvent } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../../context.ts'
import { readCursor, writeCursor } from '../../../cursor.ts'
import { findEvents } from '../directory-events.queries.ts'
import { readUser } from './save-user.ts'

/** What happened to a user through any door, newest first. */
export async function listUserEvents(
  ctx: Context,
  id: string,
  { cursor, limit }: { cursor?: string | undefined; limit: number },
): Promise<{ items: DirectoryEvent[]; nextCursor: string | null; total: number }> {
  await readUser(ctx, id)
  const { rows, total } = await findEvents(ctx.db, id, readCursor(cursor, z.tuple([z.number().int()]))?.[0] ?? null, limit)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const items = page.map(({ sequence, at, actor, action, detail }) => ({ sequence, at: at.toISOString(), actor, action, detail }))
  return { items, total, nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.sequence]) : null }
}
