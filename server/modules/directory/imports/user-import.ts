import type { UserImport, UserImportRow } from '@rollcall/contract'
import { z } from 'zod'
import { type Actor, type Context, nameOf } from '../../../context.ts'
import { readCursor, writeCursor } from '../../../cursor.ts'
import { Refused } from '../../../errors.ts'
import { findUser } from '../directory.queries.ts'
import { permissionsOfUser } from '../user.ts'
import { countLines, findImport, findLinePage, type ImportRow } from './import.queries.ts'

const Importer = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('user'), id: z.string(), name: z.string(), email: z.string() }),
  z.object({ kind: z.literal('token'), id: z.string(), name: z.string(), userId: z.string() }),
  z.object({ kind: z.enum(['operator', 'system', 'guest']), name: z.string() }),
])

/** Who imports, with what they may do now. */
export async function importerOf(ctx: Context, row: ImportRow): Promise<Actor> {
  const importer = Importer.parse(row.actor)
  if (importer.kind !== 'user' && importer.kind !== 'token') return { ...importer, permissions: [] }
  const owner = await findUser(ctx.db, importer.kind === 'user' ? importer.id : importer.userId)
  return { ...importer, permissions: owner === undefined || !owner.active ? [] : permissionsOfUser(owner) }
}

export async function existingImport(ctx: Context, id: string): Promise<ImportRow> {
  const row = await findImport(ctx.db, id)
  if (row === undefined) throw new Refused('not_found', 'There is no import with this id. A preview that nobody applies is kept for a day.')
  return row
}

export async function readImport(ctx: Context, id: string): Promise<UserImport> {
  const row = await existingImport(ctx, id)
  const verdicts: UserImport['verdicts'] = { created: 0, changed: 0, unchanged: 0, refused: 0 }
  const outcomes: UserImport['outcomes'] = { waiting: 0, skipped: 0, done: 0, failed: 0, undone: 0, kept: 0 }
  for (const { verdict, outcome, rows } of await countLines(ctx.db, id)) {
    verdicts[verdict] += rows
    outcomes[outcome] += rows
  }
  return {
    id: row.id,
    fileName: row.file_name,
    state: row.state,
    actor: nameOf({ ...Importer.parse(row.actor), permissions: [] }),
    ignored: row.ignored,
    createdAt: row.created_at.toISOString(),
    appliedAt: row.applied_at?.toISOString() ?? null,
    undoneAt: row.undone_at?.toISOString() ?? null,
    verdicts,
    outcomes,
  }
}

interface LineQuery {
  readonly verdict?: UserImportRow['verdict'] | undefined
  readonly cursor?: string | undefined
  readonly limit: number
}

export async function listImportRows(ctx: Context, id: string, { verdict, cursor, limit }: LineQuery) {
  await existingImport(ctx, id)
  const { rows, total } = await findLinePage(ctx.db, id, verdict, readCursor(cursor, z.tuple([z.number().int()]))?.[0] ?? 0, limit)
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  const items = page.map(({ line, user_name, user_id, ...row }) => ({
    line,
    userName: user_name,
    verdict: row.verdict,
    refusal: row.refusal,
    changes: row.changes,
    userId: user_id,
    outcome: row.outcome,
  }))
  return { items, total, nextCursor: rows.length > limit && last !== undefined ? writeCursor([last.line]) : null }
}
