import type { Plan, StepState } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { countFindings } from '../people/index.ts'
import { tell } from '../webhooks/index.ts'
import { lockComparison } from './compare.queries.ts'
import { reopenFindings, resolveFinding } from './finding.queries.ts'
import { count } from './plan.ts'
import { lockPlan, type PlanRow, type StepRow, updatePlan } from './plan.queries.ts'
import { rememberChange } from './fights.ts'
import { keepSeen } from './keep-seen.ts'
import type { Look, Run } from './reach.ts'
import { countSimulated, countStates, countUnprovable, enqueueLanes, findLastEnds, skipDependants, skipPlanned, updateClaimed } from './step.queries.ts'
import { errorBudget } from './turns.ts'

type EndState = Exclude<StepState, 'planned' | 'applying'>

/** Ends a claimed step, and in the same transaction everything that follows: the roll, the finding, the next step's turn, the plan's end. */
export const endStep = ({ ctx, step, claim, definition }: Run, state: EndState, detail: string, found?: Look, { stops = false } = {}): Promise<void> =>
  ctx.transaction(async () => {
    const plan = await lockPlan(ctx.db, step.plan_id)
    const seen = found?.seen ?? null
    const ended = {
      state,
      detail,
      claim: null,
      claimed_until: null,
      ended_at: state === 'waiting_for_person' ? null : ctx.clock.now(),
      ...(state === 'verified' ? { seen_version: seen?.version ?? null } : {}),
    }
    const own = await updateClaimed(ctx.db, step.id, claim, ended)
    if (plan === undefined || own === undefined) return // another process took it over, and ends it
    if (seen !== null) await keepSeen(ctx, definition, seen, state)
    // What somebody else had done is not ours to defend.
    if (state === 'verified' && step.progress !== 'nothing') await rememberChange(ctx, own, definition)
    await settleFinding(ctx, own)
    if (stops) await leaveOut(ctx, plan.id, `Left out, because a change does not last: ${detail}`)
    await goOn(ctx, plan, own)
  })

/** A verified step resolves its finding, one that ended otherwise leaves it open; one that waits keeps it in the plan. */
export async function settleFinding(ctx: Context, step: StepRow): Promise<void> {
  if (step.finding_id === null || step.state === 'waiting_for_person') return
  if (step.state === 'verified') {
    // A comparison that began before the account changed would open the finding again.
    await lockComparison(ctx.db)
    const { id, person_name } = await resolveFinding(ctx.db, step.finding_id, step.plan_id, ctx.clock.now())
    await tell(ctx, { type: 'finding.resolved', subject: id, name: person_name })
    await countFindings(ctx)
  } else await reopenFindings(ctx.db, [step.finding_id])
  await ctx.publish({ topic: 'findings', id: null })
}

/** What follows when a step has ended. */
export async function goOn(ctx: Context, plan: PlanRow, step: StepRow): Promise<void> {
  await reopenFindings(ctx.db, await skipDependants(ctx.db, plan.id, ctx.clock.now()))
  if (plan.state === 'applying') {
    const last = await findLastEnds(ctx.db, plan.id, step.connection_id, errorBudget)
    if (last.length === errorBudget && last.every(state => state === 'failed'))
      await leaveOut(ctx, plan.id, `Left out: ${errorBudget} steps failed one after the other; the last said: ${step.detail}`)
    else await enqueueLanes(ctx, plan.id)
  }
  await concludePlan(ctx, plan.id)
}

/** The rest of the plan is left out; steps that are being carried out come to their end. */
export async function leaveOut(ctx: Context, planId: string, reason: string): Promise<void> {
  const skipped = await skipPlanned(ctx.db, planId, reason, ctx.clock.now())
  await reopenFindings(
    ctx.db,
    skipped.flatMap(({ finding_id }) => finding_id ?? []),
  )
}

/** Ends the plan when nothing of it goes on. It is done only when every step was verified, or was accepted where no read can show it. */
export async function concludePlan(ctx: Context, planId: string): Promise<void> {
  const states = await countStates(ctx.db, planId)
  const of = (state: StepState) => states.get(state) ?? 0
  const all = [...states.values()].reduce((sum, n) => sum + n, 0)
  await ctx.publish({ topic: 'plans', id: planId })
  if (of('planned') + of('applying') > 0) return
  const waiting = of('waiting_for_person')
  if (waiting > 0) return void (await updatePlan(ctx.db, planId, { detail: `${count(waiting, 'step')} of ${all} wait for a person.` }))
  const verified = of('verified')
  const accepted = await countUnprovable(ctx.db, planId)
  const state: Plan['state'] = verified + accepted === all ? 'done' : 'stopped'
  const simulated = await countSimulated(ctx.db, planId)
  const detail =
    simulated === all
      ? `${count(all, 'step')} simulated; nothing was changed.`
      : state === 'stopped'
        ? shortOf(all, verified, of)
        : accepted > 0
          ? `${verified} of ${count(all, 'step')} verified; ${accepted} done, which no read can show.`
          : `${all === 1 ? 'The step was' : `All ${all} steps were`} verified.`
  const { title } = await updatePlan(ctx.db, planId, { state, detail, ended_at: ctx.clock.now() })
  await tell(ctx, { type: 'plan.ended', subject: planId, name: title })
  await record(ctx, 'plan.ended', planId, {
    state,
    steps: all,
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
