import type { ProvisioningClient, ProvisioningEntry } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { findLogPage, insertLogRows, type LogRow, type NewLogRow, pruneLog } from './provisioning-log.queries.ts'
import { withoutSecrets } from './without-secrets.ts'

const keptDays = 30
const keptRows = 100_000

/** One request as the log keeps it. */
export interface LoggedRequest {
  readonly at: Date
  readonly client: ProvisioningClient
  readonly token: string
  readonly method: string
  readonly path: string
  readonly query: string
  readonly body: string | null
  readonly status: number
  readonly outcome: string
  readonly refusal: string | null
  readonly milliseconds: number
}

const rowOf = (logged: LoggedRequest): NewLogRow => ({ ...logged, ...withoutSecrets(logged) })

/** Writes requests into the log, without their secrets. */
export const logRequests = async (ctx: Context, requests: readonly LoggedRequest[]): Promise<void> => void (await insertLogRows(ctx.db, requests.map(rowOf)))

export const pruneProvisioningLog = (ctx: Context): Promise<void> => pruneLog(ctx.db, new Date(ctx.clock.now().getTime() - keptDays * 86_400_000), keptRows)

const Position = z.tuple([z.number().int()])

function toApi(row: LogRow): ProvisioningEntry {
  const { sequence: _, client, at, ...rest } = row
  return { ...rest, client: client as ProvisioningClient, at: at.toISOString() }
}

export async function listProvisioningLog(
  ctx: Context,
  query: { client?: string | undefined; refused?: boolean | undefined; q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: ProvisioningEntry[]; nextCursor: string | null; total: number }> {
  const [before] = readCursor(query.cursor, Position) ?? [null]
  const { rows, total } = await findLogPage(ctx.db, query, before, query.limit)
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items: items.map(toApi), nextCursor: rows.length > query.limit && last !== undefined ? writeCursor([last.sequence]) : null, total }
}
