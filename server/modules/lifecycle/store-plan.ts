import { randomUUID } from 'node:crypto'
import type { StepDefinition } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { readSetting } from '../settings/index.ts'
import { tell } from '../webhooks/index.ts'
import { guards, holdAgainst } from './guards.ts'
import { canonicalJson, hashOf, titleOf } from './plan.ts'
import { insertPlan, insertSteps } from './plan.queries.ts'
import { countLiveLogins } from './standing.queries.ts'
import { placeOf, isProvable, subjectOf } from './step.ts'

export interface NewPlan {
  readonly title: string | undefined
  readonly undoes: string | null
  readonly startsAt: Date | null
  readonly steps: readonly StepDefinition[]
}

/** Holds steps against the guards, and says how many people have to approve them together. */
export async function guardsOf(ctx: Context, steps: readonly StepDefinition[]) {
  const byConnection = [...Map.groupBy(steps, step => step.connectionId).values()]
  const populations = await countLiveLogins(
    ctx.db,
    byConnection.flatMap(([step]) => step?.connectionId ?? []),
  )
  // Several steps for one person in one place are one change for whom it happens to.
  const apps = byConnection.flatMap(some => {
    const [step] = some
    const changes = new Set(some.map(({ accountId, identityId, accountName }) => accountId ?? identityId ?? accountName)).size
    return step === undefined ? [] : [{ name: step.connectionName, changes, population: populations.get(step.connectionId) ?? 0 }]
  })
  const verdicts = holdAgainst(await readSetting(ctx, guards), apps)
  const exceeded = verdicts.filter(verdict => verdict.exceeded).map(verdict => verdict.scope)
  return { verdicts, exceeded, approvalsNeeded: exceeded.length > 0 ? 2 : 1 }
}

/** Holds the steps against the guards, hashes the whole and keeps it as a draft. Answers its id. */
export async function storePlan(ctx: Context, given: NewPlan): Promise<string> {
  const { steps, undoes, startsAt } = given
  const { verdicts, exceeded, approvalsNeeded } = await guardsOf(ctx, steps)
  const document = {
    id: randomUUID(),
    title: given.title === undefined || given.title === '' ? titleOf(steps) : given.title,
    undoes,
    ...(startsAt === null ? {} : { startsAt: startsAt.toISOString() }),
    steps,
    guards: verdicts,
    approvalsNeeded,
  }
  await insertPlan(ctx.db, {
    id: document.id,
    title: document.title,
    state: 'draft',
    detail:
      exceeded.length === 0
        ? 'Nothing has been changed yet.'
        : `Waits for the approval of two people: more is changed at once than one may decide (${exceeded.join(', ')}).`,
    hash: hashOf(document),
    guards: JSON.stringify(verdicts),
    approvals_needed: document.approvalsNeeded,
    undoes,
    starts_at: startsAt,
    created_by: nameOf(ctx.actor),
    created_at: ctx.clock.now(),
    started_at: null,
    ended_at: null,
  })
  const rows = steps.map((step, position) => ({
    id: randomUUID(),
    position,
    connection_id: placeOf(step),
    account_id: step.accountId,
    identity_id: step.identityId,
    subject: subjectOf(step),
    depends_on: step.dependsOn,
    provable: isProvable(step),
    finding_id: step.findingId,
    definition: canonicalJson(step),
    detail: 'Nothing has been changed yet.',
  }))
  await insertSteps(ctx.db, document.id, rows)
  await tell(ctx, { type: 'plan.drafted', subject: document.id, name: document.title })
  return document.id
}
