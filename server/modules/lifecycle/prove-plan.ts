import type { Plan } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { noPlan, readPlan } from './list-plans.ts'
import { documentOf, hashOf, type PlanDocument } from './plan.ts'
import { findPlan, findSteps } from './plan.queries.ts'

export interface PlanProof {
  readonly plan: Plan
  /** What the hash was computed of, as it is stored now. */
  readonly document: PlanDocument
  /** It still has the hash that was approved; not so where an erasure took words from it. */
  readonly hashHolds: boolean
}

/** A plan with what its hash covers, so that others can compute it again. */
export async function readPlanProof(ctx: Context, id: string): Promise<PlanProof> {
  const row = await findPlan(ctx.db, id)
  if (row === undefined) throw noPlan()
  const document = documentOf(row, await findSteps(ctx.db, id))
  return { plan: await readPlan(ctx, id), document, hashHolds: hashOf(document) === row.hash }
}
