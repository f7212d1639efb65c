import type { Finding } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Refused } from '../../errors.ts'
import { findRuledStanding } from './access-rules/ruled-standing.ts'
import { toFinding } from './finding.ts'
import { type FindingFilter, type FindingRecord, type FindingSort, findFinding, findFindings, findUnread } from './finding.queries.ts'
import { choiceOf, kindOf } from './findings/kinds.ts'
import { findOwners, type Owner } from './owner.queries.ts'
import { findWitnesses } from './refusal-by-choice.ts'
import { findStandings } from './standing.queries.ts'

const Position = z
  .array(z.union([z.string(), z.number()]))
  .min(2)
  .max(3)

const mostOwners = 50

export interface FindingQuestion extends Omit<FindingFilter, 'ownerId'> {
  readonly owner?: string | undefined
  readonly sort: FindingSort
  readonly cursor?: string | undefined
  readonly limit: number
}

export async function listFindings(ctx: Context, query: FindingQuestion): Promise<{ items: Finding[]; nextCursor: string | null; total: number }> {
  const { owner, sort, cursor, limit, ...filter } = query
  const { rows, total } = await findFindings(
    ctx.db,
    { ...filter, ownerId: ownerIdOf(ctx, owner) },
    { sort, after: readCursor(cursor, Position), limit, now: ctx.clock.now() },
  )
  const page = rows.slice(0, limit)
  const last = page.at(-1)
  return {
    items: await toFindings(ctx, page),
    nextCursor: rows.length > limit && last !== undefined ? writeCursor(last.position) : null,
    total,
  }
}

export async function readFinding(ctx: Context, id: string): Promise<Finding> {
  const row = await findFinding(ctx.db, id)
  const [finding] = row === undefined ? [] : await toFindings(ctx, [row])
  if (finding === undefined) throw noFinding()
  return finding
}

export const noFinding = () => new Refused('not_found', 'There is no finding with this id; what it was about may have been removed.')

export const listOwners = (ctx: Context, q: string | undefined): Promise<Owner[]> => findOwners(ctx.db, q ?? '', mostOwners)

/** Each with what blocks it at this moment, whatever it rested on when it was found. */
async function toFindings(ctx: Context, rows: readonly FindingRecord[]): Promise<Finding[]> {
  const live = rows.filter(row => row.state !== 'resolved' && row.account_id !== null).flatMap(row => row.account_id ?? [])
  const standings = new Map((await findStandings(ctx.db, live)).map(standing => [standing.accountId, standing]))
  const unread = await findUnread(ctx.db)
  const rules = await findRuledStanding(
    ctx,
    rows.filter(({ kind, state }) => state !== 'resolved' && kindOf(kind).ruled === true),
  )
  const witnesses = rows.some(row => choiceOf(row) !== null) ? await findWitnesses(ctx) : []
  return rows.map(row => toFinding(row, standings.get(row.account_id ?? '') ?? null, { unread, rules, witnesses }))
}

/** Tokens and the operator own nothing. */
function ownerIdOf({ actor }: Context, owner: string | undefined): string | null | undefined {
  if (owner === undefined) return undefined
  if (owner === 'nobody') return null
  if (owner !== 'me') return owner
  if (actor.kind === 'user') return actor.id
  throw new Refused('bad_request', 'Only a signed-in person owns findings. Ask by the id of a user.', { at: 'owner' })
}
