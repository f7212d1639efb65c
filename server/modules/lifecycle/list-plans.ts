import type { Evidence, Plan, PlanState, PlanSummary } from '@rollcall/contract'
import { z } from 'zod'
import type { Context } from '../../context.ts'
import { readCursor, writeCursor } from '../../cursor.ts'
import { Refused } from '../../errors.ts'
import { readApprovals } from './approvals/read-approvals.ts'
import { toPlan, toSummary } from './plan.ts'
import { findHandles, findPlan, findPlans, findSteps, findUndo } from './plan.queries.ts'
import { screenshotsIn } from './screenshots-in.ts'
import { findEvidence, findStep } from './step.queries.ts'

const Position = z.tuple([z.number(), z.uuid()])

export async function listPlans(
  ctx: Context,
  query: { state?: PlanState | undefined; cursor?: string | undefined; limit: number },
): Promise<{ items: PlanSummary[]; nextCursor: string | null; total: number }> {
  const { rows, total } = await findPlans(ctx.db, { state: query.state, after: readCursor(query.cursor, Position), limit: query.limit })
  const page = rows.slice(0, query.limit)
  const last = page.at(-1)
  return { items: page.map(toSummary), nextCursor: rows.length > query.limit && last !== undefined ? writeCursor(last.position) : null, total }
}

export const noPlan = () => new Refused('not_found', 'There is no plan with this id.')
export const noStep = () => new Refused('not_found', 'This plan has no step with this id.')

export async function readPlan(ctx: Context, id: string): Promise<Plan> {
  const row = await findPlan(ctx.db, id)
  if (row === undefined) throw noPlan()
  const around = { ...(await readApprovals(ctx, row)), undonePlanId: await findUndo(ctx.db, id) }
  return toPlan(row, await findSteps(ctx.db, id), await findHandles(ctx.db, id), around)
}

/** What was sent, answered and read again for one step, in the order it happened. */
export async function listEvidence(ctx: Context, planId: string, stepId: string): Promise<Evidence[]> {
  const step = await findStep(ctx.db, stepId)
  if (step?.plan_id !== planId) throw noStep()
  const rows = await findEvidence(ctx.db, stepId)
  return rows.map(({ id, kind, at, summary, content, sha256 }) => ({
    id,
    kind,
    at: at.toISOString(),
    summary,
    content,
    sha256,
    screenshots: screenshotsIn(content),
  }))
}
