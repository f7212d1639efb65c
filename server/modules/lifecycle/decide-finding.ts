import type { Finding } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { nameOf } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { countFindings } from '../people/index.ts'
import { lockFindings, updateFinding } from './finding.queries.ts'
import { noFinding, readFinding } from './list-findings.ts'
import { findOwner } from './owner.queries.ts'

const longestExceptionDays = 366

/** Says who sees to a finding, or that nobody does; the note goes with it. */
export async function assignFinding(ctx: Context, id: string, { userId, note }: { userId: string | null; note: string }): Promise<Finding> {
  await ctx.transaction(async () => {
    const before = await lock(ctx, id)
    const owner = userId === null ? null : await findOwner(ctx.db, userId)
    if (owner === undefined) throw new Refused('not_found', 'There is no active user with this id. Choose somebody who can sign in.', { at: 'userId' })
    await updateFinding(ctx.db, id, { owner_id: userId, note })
    await ctx.publish({ topic: 'findings', id })
    await record(ctx, 'finding.assigned', id, { kind: before.kind, about: before.person_name, owner: owner?.email ?? null })
  })
  return readFinding(ctx, id)
}

/** Leaves a finding as it is until a date; a comparison after it opens it again if it is still true. */
export async function acceptFinding(ctx: Context, id: string, { until, reason }: { until: string; reason: string }): Promise<Finding> {
  await ctx.transaction(async () => {
    const finding = await lock(ctx, id)
    const refusal = refusalToAccept(finding.state)
    if (refusal !== null) throw new Refused('conflict', refusal)
    const end = exceptionUntil(ctx, until)
    await updateFinding(ctx.db, id, { state: 'accepted', accepted_until: end, accepted_by: nameOf(ctx.actor), accepted_reason: reason })
    await countFindings(ctx)
    await ctx.publish({ topic: 'findings', id })
    await record(ctx, 'finding.accepted', id, { kind: finding.kind, about: finding.person_name, until: end.toISOString(), reason })
  })
  return readFinding(ctx, id)
}

export const refusalToAccept = (state: Finding['state']): string | null => {
  if (state === 'planned') return 'It is in a plan. Discard the plan first, or let it be carried out.'
  return state === 'resolved' ? 'It is resolved already; there is nothing to accept.' : null
}

/** The end of an exception; refuses one that has passed, or is too far away for anybody to look again. */
export function exceptionUntil({ clock }: Context, until: string): Date {
  const [now, end] = [clock.now().getTime(), new Date(until)]
  if (end.getTime() <= now) throw new Refused('bad_request', 'The date has passed. Choose one that is still to come.', { at: 'until' })
  if (end.getTime() > now + longestExceptionDays * 86_400_000)
    throw new Refused('bad_request', 'An exception lasts a year at most, so that somebody looks at it again. Choose an earlier date.', { at: 'until' })
  return end
}

/** Ends an exception before its date. */
export async function reopenFinding(ctx: Context, id: string): Promise<Finding> {
  await ctx.transaction(async () => {
    const finding = await lock(ctx, id)
    if (finding.state !== 'accepted') throw new Refused('conflict', 'Nobody has accepted it, so there is no exception to end.')
    await updateFinding(ctx.db, id, { state: 'open', accepted_until: null, accepted_by: null, accepted_reason: null })
    await countFindings(ctx)
    await ctx.publish({ topic: 'findings', id })
    await record(ctx, 'finding.reopened', id, { kind: finding.kind, about: finding.person_name })
  })
  return readFinding(ctx, id)
}

async function lock(ctx: Context, id: string) {
  const [finding] = await lockFindings(ctx.db, [id])
  if (finding === undefined) throw noFinding()
  return finding
}
