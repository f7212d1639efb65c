import type { Fight, StepDefinition } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { record } from '../audit/index.ts'
import { type ChangeRow, findChanges, forgiveChanges, insertChanges } from './fight.queries.ts'
import { canonicalJson, definitionOf } from './plan.ts'
import type { StepRow } from './plan.queries.ts'
import { compareFacts, factsIn, type Subject, subjectOf, traits } from './step.ts'

/** So often a change is made without asking a person why it does not last. */
const mostTimes = 2
/** What lasted longer than this is another story. */
const windowDays = 30

const since = (ctx: Context): Date => new Date(ctx.clock.now().getTime() - windowDays * 86_400_000)

/** Remembers what a step was seen to have changed. */
export const rememberChange = async (ctx: Context, step: Pick<StepRow, 'id' | 'subject'>, definition: StepDefinition): Promise<void> => {
  if (!traits[definition.action].provable) return
  await insertChanges(
    ctx.db,
    factsIn(definition.after).map(field => ({
      subject: step.subject,
      field,
      value: canonicalJson(definition.after[field]),
      name: `${definition.accountName} in ${definition.connectionName}`,
      connection_id: definition.connectionId,
      step_id: step.id,
      at: ctx.clock.now(),
    })),
  )
}

/** The latest changes of one field to one and the same value, the newest first; changes of ours to another value end the row. */
const runOf = (changes: readonly ChangeRow[]): ChangeRow[] => {
  const latest = canonicalJson(changes[0]?.value)
  const end = changes.findIndex(change => canonicalJson(change.value) !== latest)
  return end === -1 ? [...changes] : changes.slice(0, end)
}

const byField = (changes: readonly ChangeRow[]): ChangeRow[][] => [...Map.groupBy(changes, ({ subject, field }) => `${subject} ${field}`).values()].map(runOf)

type Intended = Subject & Pick<StepDefinition, 'after' | 'connectionName'>

/** Why a step may not be done once more, or null: it was done and verified, and somebody else took it back, twice. */
export async function fightOver(ctx: Context, step: Intended): Promise<string | null> {
  const changes = await findChanges(ctx.db, since(ctx), [subjectOf(step)])
  const lost = byField(changes).find(run => run.length >= mostTimes && isFor(step, run[0]))
  if (lost === undefined) return null
  return `${step.accountName} in ${step.connectionName} was changed like this ${lost.length} times in ${windowDays} days, and somebody or something changed it back each time. Find out who, or say under Plans that it is to be tried anyway.`
}

const isFor = (step: Intended, change: ChangeRow | undefined): boolean =>
  change !== undefined && factsIn(step.after).some(field => field === change.field && canonicalJson(step.after[field]) === canonicalJson(change.value))

export async function refuseFights(ctx: Context, steps: readonly StepDefinition[]): Promise<void> {
  for (const step of steps) {
    const reason = await fightOver(ctx, step)
    if (reason !== null) throw new Refused('flips_back', reason)
  }
}

/** What was changed twice and is not so now. */
export async function listFights(ctx: Context): Promise<Fight[]> {
  const runs = byField(await findChanges(ctx.db, since(ctx), null)).filter(run => run.length >= mostTimes)
  return runs.flatMap(([latest, ...earlier]) => {
    if (latest === undefined || latest.known === null || latest.definition === null) return []
    const { after } = definitionOf({ definition: latest.definition })
    if (compareFacts(after, latest.known) !== 'different') return []
    const { subject, field, name, connection_id: connectionId, connection_name: connectionName, at } = latest
    return { subject, field, name, connectionId, connectionName, times: earlier.length + 1, lastAt: at.toISOString() }
  })
}

/** A person decides that what was taken back may be done again; it is counted anew. */
export async function tryAnyway(ctx: Context, { subject, field }: Pick<Fight, 'subject' | 'field'>): Promise<Fight[]> {
  if (ctx.actor.kind !== 'user') throw new Refused('not_allowed', 'Only a signed-in person decides this. Open Plans in the console.')
  await ctx.transaction(async () => {
    if ((await forgiveChanges(ctx.db, subject, field)) === 0) throw new Refused('not_found', 'Nothing was changed back here.')
    await ctx.publish({ topic: 'plans', id: null })
    await record(ctx, 'fight.tried_anyway', subject, { field })
  })
  return listFights(ctx)
}
