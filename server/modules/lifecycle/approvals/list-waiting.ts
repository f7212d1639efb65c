import type { WaitingApproval } from '@rollcall/contract'
import type { Context } from '../../../context.ts'
import { count, requirementsOf, toSummary } from '../plan.ts'
import { approverNow, counted } from './count-approval.ts'
import { findNames } from './requirement.queries.ts'
import { unmet } from './requirements.ts'
import { standingApprovers } from './standing-approvers.ts'
import { findWaiting, type WaitingRow } from './waiting.queries.ts'

const most = 200

/** What waits for whoever asks, and why for them. Nothing does for those who may not approve. */
export async function listWaitingApprovals(ctx: Context): Promise<{ items: WaitingApproval[] }> {
  const { actor } = ctx
  if (actor.kind !== 'user' || !actor.permissions.includes('plans:approve')) return { items: [] }
  const approver = await approverNow(ctx, actor.id, new Set())
  if (approver === null) return { items: [] }
  const names = await findNames(
    ctx.db,
    approver.inPlaceOf.map(({ id }) => id),
  )
  const items: WaitingApproval[] = []
  for (const row of await findWaiting(ctx.db, actor.email.toLowerCase(), ctx.clock.now(), most)) {
    const requirements = requirementsOf(row)
    const standing = row.state === 'draft' ? await standingApprovers(ctx, row.id) : []
    if (standing.some(({ id }) => id === actor.id)) continue
    const open = row.state === 'draft' ? unmet(requirements, standing) : requirements
    const as = counted(open, approver)
    if (as !== null)
      items.push(
        toApi(
          row,
          whyYou(row, {
            policy: open.find(({ policy }) => policy !== null)?.policy ?? null,
            given: standing.length,
            inPlaceOf: as === approver.id ? null : (names.get(as) ?? ''),
          }),
        ),
      )
  }
  return { items }
}

function whyYou(row: WaitingRow, { policy, given, inPlaceOf }: { policy: string | null; given: number; inPlaceOf: string | null }): string {
  const place = inPlaceOf === null ? '' : ` You approve in the place of ${inPlaceOf}.`
  if (row.state !== 'draft') return `${count(row.held_count, 'step')} of it ${row.held_count === 1 ? 'waits' : 'wait'} for an approval of its own.${place}`
  const exceeded = row.guards.filter(guard => guard.exceeded).map(({ scope }) => scope)
  if (policy !== null) return `The policy "${policy}" asks for you.${place}`
  if (given > 0) return `Somebody has approved it; it needs a second person.${place}`
  return exceeded.length > 0
    ? `It needs two people: more is changed at once than one may decide (${exceeded.join(', ')}).${place}`
    : `Anybody who may approve plans can.${place}`
}

const toApi = (row: WaitingRow, why: string): WaitingApproval => ({
  plan: toSummary(row),
  why,
  steps: row.state === 'draft' ? row.step_count : row.held_count,
  people: row.people,
  apps: row.apps,
  irreversible: row.irreversible,
})
