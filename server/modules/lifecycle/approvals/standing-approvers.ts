import type { Context } from '../../../context.ts'
import { findStandingApprovals } from '../plan.queries.ts'
import { findApprovers } from './requirement.queries.ts'
import type { Approver } from './requirements.ts'

/** Those whose approval of a plan counts still. In whose place they gave it is as it was then, not as it is now. */
export async function standingApprovers(ctx: Context, planId: string): Promise<Approver[]> {
  const approvals = await findStandingApprovals(ctx.db, planId)
  const ids = approvals.flatMap(({ user_id, in_place_of }) => [user_id, ...(in_place_of === null ? [] : [in_place_of])])
  const known = await findApprovers(ctx.db, ids, ctx.clock.now())
  return approvals.flatMap(({ user_id, in_place_of }) => {
    const approver = known.get(user_id)
    const other = in_place_of === null ? undefined : known.get(in_place_of)
    return approver === undefined ? [] : [{ id: approver.id, roleId: approver.roleId, inPlaceOf: other === undefined ? [] : [other] }]
  })
}
