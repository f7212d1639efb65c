import { randomUUID } from 'node:crypto'
import type { StepDefinition } from '@rollcall/contract'
import { type Context, nameOf } from '../../context.ts'
import { readSetting } from '../settings/index.ts'
import { tell } from '../webhooks/index.ts'
import { guards, holdAgainst } from './guards.ts'
import { canonicalJson, hashOf, titleOf } from './plan.ts'
import { insertPlan, insertSteps } from './plan.queries.ts'
import { countLiveAccounts } from './standing.queries.ts'

/** Holds the steps against the guards, hashes the whole and keeps it as a draft. Answers its id. */
export async function storePlan(ctx: Context, given: { title: string | undefined; undoes: string | null; steps: readonly StepDefinition[] }): Promise<string> {
  const { steps, undoes } = given
  const byConnection = [...Map.groupBy(steps, step => step.connectionId).values()]
  const populations = await countLiveAccounts(
    ctx.db,
    byConnection.flatMap(([step]) => step?.connectionId ?? []),
  )
  const apps = byConnection.flatMap(([step, ...more]) =>
    step === undefined ? [] : [{ name: step.connectionName, changes: 1 + more.length, population: populations.get(step.connectionId) ?? 0 }],
  )
  const verdicts = holdAgainst(await readSetting(ctx, guards), apps)
  const exceeded = verdicts.filter(verdict => verdict.exceeded).map(verdict => verdict.scope)
  const document = {
    id: randomUUID(),
    title: given.title === undefined || given.title === '' ? titleOf(steps) : given.title,
    undoes,
    steps,
    guards: verdicts,
    approvalsNeeded: exceeded.length > 0 ? 2 : 1,
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
    created_by: nameOf(ctx.actor),
    created_at: ctx.clock.now(),
    started_at: null,
    ended_at: null,
  })
  const rows = steps.map((step, position) => ({
    id: randomUUID(),
    position,
    connection_id: step.connectionId,
    account_id: step.accountId,
    finding_id: step.findingId,
    definition: canonicalJson(step),
    detail: 'Nothing has been changed yet.',
  }))
  await insertSteps(ctx.db, document.id, rows)
  await tell(ctx, { type: 'plan.drafted', subject: document.id, name: document.title })
  return document.id
}
