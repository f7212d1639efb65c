import { findingAges, findingKinds, type Overview } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { findConnections } from '../connections/index.ts'
import { countFindings, findUnread, findPrices, findWaste } from '../lifecycle/index.ts'
import { rosterColumns } from '../people/index.ts'
import { countOverdue } from '../tasks/index.ts'
import { countDraftPlans, countPeople, measureDeprovisioning } from './overview.queries.ts'

const measuredDays = 90
const day = 86_400_000

/** A few questions about all of it, none about each. */
export async function readOverview(ctx: Context): Promise<Overview> {
  const { db } = ctx
  const now = ctx.clock.now()
  const statuses = await countPeople(db)
  const columns = await rosterColumns(ctx)
  const attention = (await findConnections(db)).filter(({ state }) => state === 'needs_attention')
  const unread = await findUnread(db)
  return {
    people: { total: statuses.reduce((sum, { people }) => sum + people, 0), statuses },
    sources: {
      identity: columns.filter(({ kind }) => kind === 'identity').length,
      apps: columns.filter(({ kind }) => kind === 'app').length,
      attention: attention.map(({ id, name, state, detail }) => ({ id, name, state, detail })),
    },
    findings: await openFindings(ctx),
    deprovisioning: { days: measuredDays, ...(await measureDeprovisioning(db, new Date(now.getTime() - measuredDays * day))) },
    waste: await wasteOf(ctx),
    plansToApprove: await countDraftPlans(db),
    tasksOverdue: await countOverdue(ctx),
    readsIncomplete: unread.map(({ connectionId, source, problem }) => ({ connectionId, connectionName: source, problem })),
  }
}

async function openFindings(ctx: Context): Promise<Overview['findings']> {
  const counts = (await countFindings(ctx.db, ctx.clock.now())).filter(({ state }) => state === 'open')
  const sumOf = (some: typeof counts) => some.reduce((sum, { count }) => sum + count, 0)
  const kinds = findingKinds.flatMap(kind => {
    const own = counts.filter(count => count.kind === kind)
    return own.length === 0 ? [] : [{ kind, open: sumOf(own), ages: findingAges.map(age => ({ age, open: sumOf(own.filter(count => count.age === age)) })) }]
  })
  return { open: sumOf(counts), kinds: kinds.toSorted((a, b) => b.open - a.open) }
}

async function wasteOf(ctx: Context): Promise<Overview['waste']> {
  const { costs, unpriced } = await findWaste(ctx.db)
  const costsOf = (kind: (typeof costs)[number]['kind']) => costs.filter(each => each.kind === kind).map(({ amount, currency }) => ({ amount, currency }))
  return {
    priced: (await findPrices(ctx.db)).length > 0,
    costs: costsOf(null),
    kinds: findingKinds.map(kind => ({ kind, costs: costsOf(kind) })).filter(each => each.costs.length > 0),
    unpriced,
  }
}
