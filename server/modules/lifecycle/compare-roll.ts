import type { Context } from '../../context.ts'
import { planForManyRows } from '../../db/many-rows.ts'
import { record } from '../audit/index.ts'
import { correlate, countFindings } from '../people/index.ts'
import { hasMovedOn } from './access-rules/compiled-rules.ts'
import { findInForce } from './access-rules/rule-sets.queries.ts'
import { keepCompared, readRulesInForce } from './access-rules/rules-in-force.ts'
import { findModes } from './approvals/mode.queries.ts'
import { gatherCircumstances } from './circumstances.ts'
import {
  countOpen,
  createDeviations,
  gatherDeviations,
  groundDeviations,
  hasExpired,
  lockComparison,
  openFindings,
  refreshFindings,
  resolveFindings,
} from './compare.queries.ts'
import { kinds } from './findings/kinds.ts'
import { settleSteps } from './settle-steps.ts'

export interface Comparison {
  readonly open: number
  readonly opened: number
  readonly resolved: number
}

/**
 * Compares what is with what should be, over persons as they were last put together. A finding keeps its id for as long as it is
 * true, is resolved when it no longer is, and is opened again rather than made anew. Safe to repeat.
 */
export const compare = (ctx: Context): Promise<Comparison> =>
  ctx.transaction(async () => {
    const { db } = ctx
    const now = ctx.clock.now()
    await lockComparison(db)
    await planForManyRows(db)
    const rules = await readRulesInForce(db, now)
    const circumstances = await gatherCircumstances(ctx, now, rules.compiled)
    await createDeviations(db)
    for (const kind of kinds) if (kind.ruled !== true || circumstances.rules !== null) await gatherDeviations(db, kind, kind.question(circumstances))
    await groundDeviations(db)
    const resolved = await resolveFindings(ctx, now)
    const opened = await openFindings(ctx, now)
    await refreshFindings(db)
    if (opened + resolved > 0) await countFindings(ctx)
    await keepCompared(db, rules, now)
    await ctx.publish({ topic: 'findings', id: null })
    return { open: await countOpen(db), opened, resolved }
  })

/** Correlates, compares, and ends the steps that only a later read could prove. Left out of the audit log when a job finds nothing new. */
export async function compareRoll(ctx: Context): Promise<Comparison> {
  await correlate(ctx)
  const comparison = await compare(ctx)
  await settleSteps(ctx)
  if ((await findModes(ctx.db)).some(({ mode }) => mode === 'automatic')) await ctx.enqueue('act-automatically', {})
  if (ctx.actor.kind !== 'system' || comparison.opened + comparison.resolved > 0) await record(ctx, 'findings.compared', null, { ...comparison })
  return comparison
}

/** Compares when an exception has ended, or the rules speak of a day that has come: nobody does anything for that. */
export async function endExceptions(ctx: Context): Promise<void> {
  const now = ctx.clock.now()
  const rules = await findInForce(ctx.db)
  const movedOn = rules !== undefined && hasMovedOn(rules.document, rules.compared_at, now)
  if (movedOn || (await hasExpired(ctx.db, now))) await ctx.enqueue('compare-roll', {})
}
