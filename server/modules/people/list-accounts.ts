import type { AccountEntry } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { findConnection, noConnection } from '../connections/index.ts'
import { type AccountFilter, type AccountListRow, findAccountList } from './account-list.queries.ts'

const Position = z.tuple([z.string(), z.uuid()])

/** The accounts of an app by name, with whose they are. Throws `not_found` for a connection that is not there. */
export async function listAccounts(
  ctx: Context,
  connectionId: string,
  { cursor, limit, ...filter }: AccountFilter & { cursor?: string | undefined; limit: number },
): Promise<{ items: AccountEntry[]; nextCursor: string | null; total: number }> {
  if ((await findConnection(ctx.db, connectionId)) === undefined) throw noConnection()
  const { rows, total } = await findAccountList(ctx.db, connectionId, filter, { after: readCursor(cursor, Position), limit, now: ctx.clock.now() })
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return { items: page.map(toEntry), nextCursor: rows.length > limit && last !== undefined ? writeCursor(last.position) : null, total }
}

const toEntry = (row: AccountListRow): AccountEntry => ({
  id: row.id,
  userName: row.user_name,
  displayName: row.display_name,
  status: row.status,
  role: row.role,
  licence: row.licence,
  protection: row.protection,
  lastActiveAt: row.last_active_at?.toISOString() ?? null,
  person: row.person_id === null ? null : { id: row.person_id, name: row.person_name ?? '' },
})
