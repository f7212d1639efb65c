import type { MatchDecision } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { correlate } from './correlate-people.ts'
import { lockCorrelation } from './correlate.queries.ts'
import { claimOf, day, decidedAlready, toDecision } from './decision.ts'
import { deleteApart, endDecision, findDecision, findLaterMove, findMergeOf, findMovedPersons, restoreMoves, settlePersons } from './decision.queries.ts'

/** Takes a decision back: logins belong to whom they belonged before it, and rules count again. Decisions that build on it are undone first. */
export const undoMatch = (ctx: Context, id: string): Promise<MatchDecision> =>
  ctx.transaction(async () => {
    const { db } = ctx
    await lockCorrelation(db)
    const decision = await findDecision(db, id)
    if (decision === undefined) throw new Refused('not_found', 'There is no decision with this id any more; the person may have been erased.')
    if (decision.undone_at !== null)
      throw new Refused('conflict', `${decision.undone_by ?? 'Somebody'} took this decision back on ${day(decision.undone_at)} already.`)
    const persons = await findMovedPersons(db, id)
    const later =
      (await findLaterMove(db, id)) ??
      (await findMergeOf(
        db,
        persons.before.filter(before => before !== decision.other_person_id),
      ))
    if (later !== undefined) throw new Refused('conflict', `${decidedAlready(later)}, and that builds on this decision. Undo it first.`)
    const now = ctx.clock.now()
    await deleteApart(db, id)
    await restoreMoves(db, id, now)
    await settlePersons(db, [...persons.before, ...persons.now])
    await endDecision(db, id, nameOf(ctx.actor), now)
    await correlate(ctx)
    await ctx.enqueue('compare-roll', {})
    await record(ctx, 'match.undone', id, { decision: claimOf(decision) })
    return toDecision({ ...decision, undone_by: nameOf(ctx.actor), undone_at: now })
  })
