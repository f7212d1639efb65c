import type { Plan, StepState } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { countFindings, keepAccount } from '../people/index.ts'
import { updateFinding } from './finding.queries.ts'
import { count } from './plan.ts'
import { findSteps, lockPlan, type PlanRow, type StepRow, updatePlan } from './plan.queries.ts'
import type { Look, Run } from './reach-account.ts'
import { enqueueLanes, findLastEnds, updateClaimed, updateSteps } from './step.queries.ts'

type EndState = Exclude<StepState, 'planned' | 'applying'>

/** So many failures one after the other in one connection mean that something else is wrong than one account. */
const errorBudget = 3

/** Ends a claimed step, and in the same transaction everything that follows: account, finding, the next step's turn, the plan's end. */
export const endStep = ({ ctx, step, claim, definition }: Run, state: EndState, detail: string, seen?: Look): Promise<void> =>
  ctx.transaction(async () => {
    const plan = await lockPlan(ctx.db, step.plan_id)
    const ended = { state, detail, claim: null, claimed_until: null, ended_at: state === 'waiting_for_person' ? null : ctx.clock.now() }
    const own = await updateClaimed(ctx.db, step.id, claim, ended)
    if (plan === undefined || own === undefined) return // another process took it over, and ends it
    if (seen !== undefined && seen.error === null) await keepAccount(ctx, definition.accountId, seen.account)
    await settleFinding(ctx, own)
    await goOn(ctx, plan, own)
  })

/** A verified step resolves its finding, one that ended otherwise leaves it open; one that waits keeps it in the plan. */
export async function settleFinding(ctx: Context, step: StepRow): Promise<void> {
  if (step.finding_id === null || step.state === 'waiting_for_person') return
  if (step.state === 'verified') await updateFinding(ctx.db, step.finding_id, { state: 'resolved', plan_id: step.plan_id, resolved_at: ctx.clock.now() })
  else await updateFinding(ctx.db, step.finding_id, { state: 'open', plan_id: null })
  await countFindings(ctx)
  await ctx.publish({ topic: 'findings', id: null })
}

async function goOn(ctx: Context, plan: PlanRow, step: StepRow): Promise<void> {
  if (plan.state === 'applying') {
    const last = await findLastEnds(ctx.db, plan.id, step.connection_id, errorBudget)
    if (last.length === errorBudget && last.every(state => state === 'failed')) await stop(ctx, plan, step)
    else await enqueueLanes(ctx, plan.id)
  }
  await concludePlan(ctx, plan.id)
}

/** The rest of the plan is left out; steps that are being carried out in other connections come to their end. */
async function stop(ctx: Context, plan: PlanRow, step: StepRow): Promise<void> {
  const rest = (await findSteps(ctx.db, plan.id)).filter(each => each.state === 'planned').map(each => each.id)
  const reason = `${errorBudget} steps failed one after the other; the last said: ${step.detail}`
  await updateSteps(ctx.db, rest, { state: 'skipped', detail: `Left out: ${reason}`, ended_at: ctx.clock.now() })
  for (const each of await findSteps(ctx.db, plan.id)) if (rest.includes(each.id)) await settleFinding(ctx, each)
}

/** Ends the plan when nothing of it goes on. It is done only when every step was verified. */
export async function concludePlan(ctx: Context, planId: string): Promise<void> {
  const steps = await findSteps(ctx.db, planId)
  const of = (state: StepState) => steps.filter(step => step.state === state).length
  await ctx.publish({ topic: 'plans', id: planId })
  if (of('planned') + of('applying') > 0) return
  const waiting = of('waiting_for_person')
  if (waiting > 0) return void (await updatePlan(ctx.db, planId, { detail: `${count(waiting, 'step')} of ${steps.length} wait for a person.` }))
  const verified = of('verified')
  const state: Plan['state'] = verified === steps.length ? 'done' : 'stopped'
  const detail = state === 'done' ? `${steps.length === 1 ? 'The step was' : `All ${steps.length} steps were`} verified.` : shortOf(steps.length, verified, of)
  await updatePlan(ctx.db, planId, { state, detail, ended_at: ctx.clock.now() })
  await record(ctx, 'plan.ended', planId, {
    state,
    steps: steps.length,
    verified,
    failed: of('failed'),
    unverified: of('applied_unverified'),
    skipped: of('skipped'),
  })
}

function shortOf(all: number, verified: number, of: (state: StepState) => number): string {
  const words = [
    [of('failed'), 'failed'],
    [of('applied_unverified'), 'applied but not verified'],
    [of('skipped'), 'left out'],
  ] as const
  const rest = words.filter(([n]) => n > 0).map(([n, word]) => `${n} ${word}`)
  return `${verified} of ${count(all, 'step')} verified; ${rest.join(', ')}.`
}
