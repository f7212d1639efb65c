import type { HandOverRule, Leaver, LeaverSummary } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { countOwnedCalls, findHandOvers, type HandOverRow } from '../conversations/index.ts'
import { type DepartureRow, findDeparture, findDeparturePage, findLeftOpen, findOwnAddresses, findRecorders, findUser } from '../directory/index.ts'
import { countWaitingApprovals } from '../lifecycle/index.ts'
import { readSetting, writeSetting } from '../settings/index.ts'
import { doorOf } from './door.ts'
import { noDeparture, whyNotOwner } from './hand-over.ts'
import { handOverRule } from './settings.ts'

const Position = z.tuple([z.iso.datetime(), z.uuid()])

const summaryOf = (row: DepartureRow): LeaverSummary => ({
  id: row.id,
  userId: row.user_id,
  name: row.name,
  email: row.email,
  leftAt: row.left_at.toISOString(),
  deletedAt: row.deleted_at?.toISOString() ?? null,
  returnedAt: row.returned_at?.toISOString() ?? null,
  door: doorOf(row),
  actor: row.actor,
  sessions: row.ended.filter(({ kind }) => kind === 'session').length,
  tokens: row.ended.filter(({ kind }) => kind === 'token').length,
  settledAs: row.settled_as,
})

export async function listLeavers(
  ctx: Context,
  query: { q?: string | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: LeaverSummary[]; nextCursor: string | null; total: number }> {
  const { rows, total } = await findDeparturePage(ctx.db, { q: query.q ?? '', after: readCursor(query.cursor, Position), limit: query.limit })
  const items = rows.slice(0, query.limit)
  const last = items.at(-1)
  const nextCursor = rows.length > query.limit && last !== undefined ? writeCursor([last.left_at.toISOString(), last.id]) : null
  return { items: items.map(summaryOf), nextCursor, total }
}

/** Everything that happened when somebody left, and what is still open. */
export async function readLeaver(ctx: Context, id: string): Promise<Leaver> {
  const row = await findDeparture(ctx.db, id)
  if (row === undefined) throw noDeparture()
  const [handOvers, left, addresses, approvals, manager] = await Promise.all([
    findHandOvers(ctx.db, id),
    findLeftOpen(ctx.db, row.user_id),
    findOwnAddresses(ctx.db, row.user_id),
    countWaitingApprovals(ctx.db, row.user_id),
    row.manager_id === null ? undefined : findUser(ctx.db, row.manager_id),
  ])
  return {
    ...summaryOf(row),
    ended: row.ended,
    endedAt: row.ended_at.toISOString(),
    managerName: manager?.name ?? null,
    handOvers: await Promise.all(handOvers.map(batch => handOverToApi(ctx, batch))),
    open: { ...left, approvals, calls: row.returned_at === null ? await countOwnedCalls(ctx.db, addresses) : 0 },
  }
}

const handOverToApi = async (ctx: Context, row: HandOverRow): Promise<Leaver['handOvers'][number]> => ({
  id: row.id,
  toName: (await findUser(ctx.db, row.to_user_id))?.name ?? null,
  toEmail: row.to_email,
  decidedBy: row.decided_by,
  actor: row.actor,
  at: row.at.toISOString(),
  calls: row.calls,
  givenBackAt: row.given_back_at?.toISOString() ?? null,
  givenBack: row.given_back,
})

const mostReceivers = 50

export const listReceivers = (ctx: Context, q: string | undefined) => findRecorders(ctx.db, q ?? '', mostReceivers)

export const readHandOverRule = (ctx: Context): Promise<HandOverRule> => readSetting(ctx, handOverRule)

export const writeHandOverRule = (ctx: Context, rule: HandOverRule): Promise<HandOverRule> =>
  ctx.transaction(async () => {
    if (rule.to === 'person') {
      const target = await findUser(ctx.db, rule.userId)
      if (target === undefined) throw new Refused('not_found', 'There is no user with this id.')
      const reason = whyNotOwner(target)
      if (reason !== null) throw new Refused('conflict', reason)
    }
    await writeSetting(ctx, handOverRule, rule)
    await record(ctx, 'leaving.rule_changed', null, { ...rule })
    return rule
  })
