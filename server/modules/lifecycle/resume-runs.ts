import type { Context } from '../../context.ts'
import { resumeScheduled } from './begin-plan.ts'
import { enqueueLanes, releaseClaims } from './step.queries.ts'

/** Puts back on the queue whatever a killed process left half-way; steps that others carry out are left to them. */
export async function resumeRuns(ctx: Context, { allAreAbandoned }: { allAreAbandoned: boolean }): Promise<void> {
  if (allAreAbandoned) await releaseClaims(ctx.db)
  await resumeScheduled(ctx)
  await enqueueLanes(ctx, null)
}
