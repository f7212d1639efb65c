import { randomUUID } from 'node:crypto'
import type { VendorError } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { endStep } from './end-step.ts'
import { judgeBefore, isWanted } from './judge-account.ts'
import { definitionOf } from './plan.ts'
import type { StepRow } from './plan.queries.ts'
import { changeAccount, type Look, lookAtAccount, type Run } from './reach-account.ts'
import { findStandings } from './standing.queries.ts'
import { claimStep, findStep, startPlan, updateClaimed } from './step.queries.ts'

const claimSeconds = 30
const renewSeconds = 10
/** How often a step asks a vendor that does not answer, and how often it looks whether an accepted change took place. */
const mostAttempts = 3
const mostVerificationReads = 3
const backoffSeconds = [1, 3, 10]

/**
 * Carries one step as far as it can be carried now. Everything is written down before and after the vendor is asked, and a vendor is
 * looked at before it is asked again: whenever this process dies, the next one finds out what is done and does nothing twice.
 */
export async function applyStep(ctx: Context, stepId: string): Promise<void> {
  const claim = randomUUID()
  const step = await ctx.transaction(async () => {
    const now = ctx.clock.now()
    const claimed = await claimStep(ctx.db, stepId, claim, now, claimEnd(now))
    if (claimed !== undefined) await startPlan(ctx.db, claimed.plan_id, now)
    return claimed
  })
  if (step === undefined) return comeBackIfHeld(ctx, stepId)
  await ctx.publish({ topic: 'plans', id: step.plan_id })
  // A slow vendor must not cost the claim; a killed process must lose it.
  const heartbeat = setInterval(
    () => void updateClaimed(ctx.db, stepId, claim, { claimed_until: claimEnd(ctx.clock.now()) }).catch(() => undefined),
    renewSeconds * 1000,
  )
  try {
    const [standing] = await findStandings(ctx.db, [step.account_id])
    await carryOut({ ctx, step, claim, definition: definitionOf(step), externalId: standing?.externalId ?? null, protection: standing?.protection ?? 'none' })
  } finally {
    clearInterval(heartbeat)
  }
}

const claimEnd = (now: Date): Date => new Date(now.getTime() + claimSeconds * 1000)

/** Another process has the step: should it die, this job comes back for it. */
async function comeBackIfHeld(ctx: Context, stepId: string): Promise<void> {
  const held = await findStep(ctx.db, stepId)
  if (held?.state === 'applying' && held.claimed_until !== null) await ctx.enqueue('apply-step', { stepId }, { after: held.claimed_until })
}

async function carryOut(run: Run): Promise<void> {
  const { definition, step } = run
  if (run.protection !== 'none') return endStep(run, 'skipped', `${definition.accountName} was protected after the plan was approved; nothing was sent.`)
  if (definition.route === 'manual')
    return endStep(run, 'waiting_for_person', `Somebody has to do this in ${definition.connectionName}; the next complete read of it verifies it.`)
  try {
    if (step.progress !== 'requested' && !(await request(run))) return
    await verify(run)
  } catch (thrown) {
    // The connection is paused, needs attention or is gone: its own sentence says what to do.
    if (thrown instanceof Refused) return endStep(run, 'failed', thrown.message)
    throw thrown
  }
}

/** Looks, writes the intent down, asks for the change. True when the vendor may have made it. */
async function request(run: Run): Promise<boolean> {
  const attempts = run.step.attempts + 1
  const before = await lookAtAccount(run, 'precondition_read')
  if (before.error !== null) return giveUpOrComeBack(run, before.error, attempts)
  const verdict = judgeBefore(run.definition, before.account, run.step.progress)
  if (verdict.kind === 'done') {
    await endStep(run, 'verified', verdict.detail, before)
    return false
  }
  if (verdict.kind === 'moved') {
    await endStep(run, 'failed', verdict.detail, before)
    return false
  }
  await keepGoing(run, { progress: 'intended', attempts, detail: `Asking ${run.definition.connectionName}.` })
  const error = await changeAccount(run)
  if (error === null || error.kind === 'not_found') {
    await keepGoing(run, { progress: 'requested', detail: `${run.definition.connectionName} accepted the change; looking whether it took place.` })
    return true
  }
  // The answer was lost, or the record is another than before, perhaps through us: only a look says whether the change was made.
  if (!error.uncertain && error.kind !== 'conflict') return giveUpOrComeBack(run, error, attempts)
  const after = await lookAtAccount(run, 'verification_read')
  if (after.error === null && isWanted(run.definition, after.account)) {
    await endStep(run, 'verified', `The change was made, though its answer did not say so: ${seenAs(run, after)}`, after)
    return false
  }
  return giveUpOrComeBack(run, error, attempts)
}

async function verify(run: Run): Promise<void> {
  const { definition, step } = run
  const seen = await lookAtAccount(run, 'verification_read')
  if (seen.error === null && isWanted(definition, seen.account)) return endStep(run, 'verified', `Verified: ${seenAs(run, seen)}`, seen)
  const reads = step.verification_reads + 1
  if (reads < mostVerificationReads)
    return comeBack(run, { verification_reads: reads, detail: `${definition.connectionName} accepted the change, but does not show it yet.` }, reads)
  const why = seen.error === null ? seenAs(run, seen) : `it could not be read again: ${seen.error.sentence}`
  await endStep(run, 'applied_unverified', `${definition.connectionName} accepted the change, but ${why}`, seen)
}

const seenAs = ({ definition }: Run, { account }: Look): string =>
  account === null
    ? `${definition.connectionName} no longer has ${definition.accountName}.`
    : `${definition.connectionName} shows ${definition.accountName} as ${account.status}.`

const passing: ReadonlySet<VendorError['kind']> = new Set(['unreachable', 'limited', 'malformed'])

/** Comes back after what may pass; ends the step after what will not, or after enough attempts. False: there is nothing to verify. */
async function giveUpOrComeBack(run: Run, error: VendorError, attempts: number): Promise<false> {
  if (!passing.has(error.kind) || attempts >= mostAttempts) await endStep(run, 'failed', error.sentence)
  else await comeBack(run, { attempts, detail: `${error.sentence} It is tried again.` }, attempts, error.retryAt)
  return false
}

async function keepGoing(run: Run, change: Parameters<typeof updateClaimed>[3]): Promise<void> {
  const step = await updateClaimed(run.ctx.db, run.step.id, run.claim, change)
  if (step === undefined) throw new Error('Another process has taken this step over.')
  run.step = step
  await run.ctx.publish({ topic: 'plans', id: step.plan_id })
}

/** Lets the step go and puts it on the queue for later, in one transaction. */
const comeBack = (run: Run, change: Partial<StepRow>, times: number, at: Date | null = null): Promise<void> =>
  run.ctx.transaction(async () => {
    const { ctx, step } = run
    await keepGoing(run, { ...change, claim: null, claimed_until: null })
    const seconds = backoffSeconds[times - 1] ?? 30
    await ctx.enqueue('apply-step', { stepId: step.id }, { after: at ?? new Date(ctx.clock.now().getTime() + seconds * 1000) })
  })
