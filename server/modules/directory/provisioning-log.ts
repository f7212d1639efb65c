import type { ProvisioningClient, ProvisioningEntry } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { findLogPage, insertLogRows, type LogRow, type NewLogRow, pruneLog } from './provisioning-log.queries.ts'
import { shownAnswer, withoutSecrets } from './without-secrets.ts'

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
  /** Names of the attributes that were changed, and of those that no schema has. */
  readonly changed: readonly string[]
  readonly keptOut: readonly string[]
  /** The id of the user or group it was about. */
  readonly subject: string | null
  readonly refusal: string | null
  readonly scimType: string | null
  readonly answer: unknown
  readonly milliseconds: number
}

const mostNames = 50

function rowOf({ keptOut, scimType, answer, changed, ...logged }: LoggedRequest): NewLogRow {
  const names = (all: readonly string[]) => all.slice(0, mostNames).map(name => name.slice(0, 200))
  return withoutSecrets({ ...logged, scim_type: scimType, answer: shownAnswer(answer), changed: names(changed), kept_out: names(keptOut) })
}

/** Writes requests into the log, without their secrets. */
export async function logRequests(ctx: Context, requests: readonly LoggedRequest[]): Promise<void> {
  await insertLogRows(ctx.db, requests.map(rowOf))
  await ctx.publish({ topic: 'provisioning', id: null })
}

export const pruneProvisioningLog = (ctx: Context): Promise<void> => pruneLog(ctx.db, new Date(ctx.clock.now().getTime() - keptDays * 86_400_000), keptRows)

const Position = z.tuple([z.number().int()])

const toApi = (row: LogRow): ProvisioningEntry => ({
  id: row.id,
  at: row.at.toISOString(),
  client: row.client as ProvisioningClient,
  token: row.token,
  method: row.method,
  path: row.path,
  query: row.query,
  body: row.body,
  status: row.status,
  outcome: row.outcome,
  changed: row.changed,
  keptOut: row.kept_out,
  subject: row.subject === null ? null : { id: row.subject, name: row.subject_name },
  refusal: row.refusal,
  scimType: row.scim_type,
  answer: row.answer,
  milliseconds: row.milliseconds,
})

export async function listProvisioningLog(
  ctx: Context,
  query: {
    client?: string | undefined
    refused?: boolean | undefined
    subject?: string | undefined
    q?: string | undefined
    cursor?: string | undefined
    limit: number
  },
): Promise<{ items: ProvisioningEntry[]; nextCursor: string | null; total: number }> {
  const [before] = readCursor(query.cursor, Position) ?? [null]
  const { rows, total } = await findLogPage(ctx.db, query, before, query.limit)
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  return { items: items.map(toApi), nextCursor: rows.length > query.limit && last !== undefined ? writeCursor([last.sequence]) : null, total }
}
