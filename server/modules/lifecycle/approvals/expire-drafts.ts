import type { Context } from '../../../context.ts'
import { setAside } from '../approve-plan.ts'
import { findExpiredDrafts, lockPlan, type PlanRow } from '../plan.queries.ts'

/** Sets aside every draft that nobody approved in time; its findings are open again. */
export async function expireDrafts(ctx: Context): Promise<void> {
  for (const { id } of await findExpiredDrafts(ctx.db, ctx.clock.now()))
    await ctx.transaction(async () => {
      const plan = await lockPlan(ctx.db, id)
      const reason = plan?.state === 'draft' ? whyExpired(ctx, plan) : null
      if (plan !== undefined && reason !== null) await setAside(ctx, plan, reason)
    })
}

/** Why a draft may no longer be approved for its age alone, or null. Looked at again when somebody approves, whenever the drafts were last gone through. */
export const whyExpired = (ctx: Context, { created_at, expires_at }: PlanRow): string | null =>
  expires_at === null || expires_at > ctx.clock.now()
    ? null
    : `Nobody approved it within ${Math.round((expires_at.getTime() - created_at.getTime()) / 86_400_000)} days, until ${expires_at.toISOString().slice(0, 10)}.`
