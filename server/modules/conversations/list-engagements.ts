import type { EngagementsQuery, EngagementSummary } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Refused } from '../../errors.ts'
import { storable, summaryToApi } from './engagement.ts'
import { countMatching, findPage, positionOf } from './engagement-list.queries.ts'
import { findTrackerCounts } from './moment.queries.ts'
import { findSnippets } from './transcript.queries.ts'

export type EngagementsQuestion = z.output<typeof EngagementsQuery>

/** The order it belongs to, the last row's value and id, and the total as the first page counted it. */
const Position = z.tuple([z.string(), z.union([z.string(), z.number()]), z.uuid(), z.number().int()])

/**
 * A page, by the position of the last row and not by its number: the thousandth page costs what the first does, and a call that
 * arrives meanwhile neither repeats a row nor hides one. The total is counted once and travels in the cursor.
 */
export async function listEngagements(
  ctx: Context,
  asked: EngagementsQuestion,
): Promise<{ items: EngagementSummary[]; nextCursor: string | null; total: number }> {
  const question = { ...asked, q: storable(asked.q ?? ''), owner: asked.owner === undefined ? undefined : storable(asked.owner) }
  const position = readCursor(question.cursor, Position)
  if (position !== null && position[0] !== question.sort)
    throw new Refused('bad_request', 'This cursor belongs to another order. Start again from the first page.', { at: 'cursor' })
  const total = position?.[3] ?? (await countMatching(ctx.db, question))
  const after = position === null ? null : { value: position[1], id: position[2] }
  const found = await findPage(ctx.db, question, { after, total })
  const rows = found.slice(0, question.limit)
  const ids = rows.map(row => row.id)
  const words = wordsOf(question.q)
  const [trackers, snippets] = await Promise.all([findTrackerCounts(ctx.db, ids), words === '' ? new Map<string, string>() : findSnippets(ctx.db, ids, words)])
  const last = rows.at(-1)
  return {
    items: rows.map(row => summaryToApi(row, trackers.get(row.id) ?? [], snippets.get(row.id) ?? null)),
    nextCursor: found.length > question.limit && last !== undefined ? writeCursor([question.sort, positionOf(last, question.sort), last.id, total]) : null,
    total,
  }
}

/** Any of the words searched for, for the place within a call; words that must be absent cannot be shown. */
const wordsOf = (q: string): string =>
  q
    .split(/\s+/)
    .filter(word => word !== '' && !word.startsWith('-') && !/^or$/i.test(word))
    .map(word => word.replaceAll('"', ''))
    .join(' or ')
