import { type Finding, type FindingSummary, findingKinds, type MonthlyCost } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { countFindings, type FindingCount, findWaste } from './summary.queries.ts'

const none = { day: 0, week: 0, month: 0, quarter: 0, older: 0 }

const agesOf = (counts: readonly FindingCount[]): FindingSummary['ages'] =>
  counts.filter(({ state }) => state !== 'accepted').reduce((ages, { age, count }) => ({ ...ages, [age]: ages[age] + count }), none)

const inState = (counts: readonly FindingCount[], wanted: Finding['state']): number =>
  counts.filter(({ state }) => state === wanted).reduce((sum, { count }) => sum + count, 0)

const part = (counts: readonly FindingCount[], costs: readonly MonthlyCost[]) => ({
  open: inState(counts, 'open'),
  planned: inState(counts, 'planned'),
  accepted: inState(counts, 'accepted'),
  ages: agesOf(counts),
  costs: costs.map(({ amount, currency }) => ({ amount, currency })),
})

/** What is not resolved, counted by kind and age, with what it wastes in a month. */
export async function summarizeFindings(ctx: Context): Promise<FindingSummary> {
  const counts = await countFindings(ctx.db, ctx.clock.now())
  const { costs } = await findWaste(ctx.db)
  const kinds = findingKinds.flatMap(kind => {
    const own = counts.filter(count => count.kind === kind)
    return own.length === 0
      ? []
      : [
          {
            kind,
            ...part(
              own,
              costs.filter(cost => cost.kind === kind),
            ),
          },
        ]
  })
  return {
    ...part(
      counts,
      costs.filter(cost => cost.kind === null),
    ),
    kinds,
  }
}
