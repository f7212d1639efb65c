import { randomUUID } from 'node:crypto'
import type { VendorError } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { endStep } from './end-step.ts'
import { fightOver } from './fights.ts'
import { receivedAll } from './received-all.ts'
import { holds, judgeBefore } from './judge-step.ts'
import { definitionOf } from './plan.ts'
import type { StepRow } from './plan.queries.ts'
import { change, type Look, look, type Run } from './reach.ts'
import { findIdentityStandings, findStandings } from './standing.queries.ts'
import { inWords, isProvable } from './step.ts'
import { claimStep, findSeenVersions, findStep, startPlan, updateClaimed } from './step.queries.ts'

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
    await carryOut(await runOf(ctx, step, claim))
  } finally {
    clearInterval(heartbeat)
  }
}

async function runOf(ctx: Context, step: StepRow, claim: string): Promise<Run> {
  const definition = definitionOf(step)
  const [standing] =
    step.account_id === null
      ? await findIdentityStandings(ctx.db, step.identity_id === null ? [] : [step.identity_id])
      : await findStandings(ctx.db, [step.account_id])
  const { version } = definition.precondition
  return {
    ctx,
    step,
    claim,
    definition,
    externalId: standing?.externalId ?? null,
    protection: standing?.protection ?? 'none',
    versions: version === null ? [] : [version, ...(await findSeenVersions(ctx.db, step))],
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
  if (definition.route === 'manual') return endStep(run, 'waiting_for_person', waitWords(run))
  try {
    if (step.progress !== 'requested' && !(await request(run))) return
    await verify(run)
  } catch (thrown) {
    // The connection is paused, needs attention or is gone: its own sentence says what to do.
    if (thrown instanceof Refused) return endStep(run, 'failed', thrown.message)
    throw thrown
  }
}

const waitWords = ({ definition }: Run): string =>
  isProvable(definition)
    ? `Somebody has to do this in ${definition.connectionName}; the next complete read of it verifies it.`
    : `Somebody has to do this for ${definition.connectionName} and say so; no read can show it.`

/** Looks, writes the intent down, asks for the change. True when the vendor may have made it. */
async function request(run: Run): Promise<boolean> {
  const { definition, step, versions } = run
  const attempts = step.attempts + 1
  const before = await look(run, 'precondition_read')
  if (before.error !== null) return giveUpOrComeBack(run, before.error, attempts)
  const verdict = judgeBefore(definition, before.seen, { progress: step.progress, versions })
  if (verdict.kind !== 'go') {
    await endStep(run, verdict.kind === 'done' ? 'verified' : 'failed', verdict.detail, before)
    return false
  }
  // What a killed process may have asked for is looked for a while; asked for again, it might be there twice.
  if (definition.action === 'create_account' && step.progress === 'intended') {
    await keepGoing(run, { progress: 'requested', detail: `Looking whether ${definition.connectionName} made the account.` })
    return true
  }
  const fight = await fightOver(run.ctx, definition)
  if (fight !== null) {
    await endStep(run, 'failed', fight, before, { stops: true })
    return false
  }
  const where = definition.via?.connectionName ?? definition.connectionName
  await keepGoing(run, { progress: 'intended', attempts, detail: `Asking ${where}.` })
  const error = await change(run, before.seen.version ?? definition.precondition.version)
  if (error === null || (error.kind === 'not_found' && definition.action !== 'create_account')) {
    await keepGoing(run, { progress: 'requested', detail: `${where} accepted the change; looking whether it took place.` })
    return true
  }
  return answerLost(run, error, attempts)
}

/** The answer was lost, or the record is another than before, perhaps through us: only a look says whether the change was made. */
async function answerLost(run: Run, error: VendorError, attempts: number): Promise<boolean> {
  const { definition } = run
  if (!error.uncertain && error.kind !== 'conflict') return giveUpOrComeBack(run, error, attempts)
  const after = await look(run, 'verification_read')
  if (after.error === null && isProvable(definition) && holds(definition, after.seen.facts) === 'same') {
    await endStep(run, 'verified', `The change was made, though its answer did not say so: ${seenAs(run, after)}`, after)
    return false
  }
  if (definition.action === 'create_account' && error.uncertain) {
    await keepGoing(run, { progress: 'requested', detail: `${error.sentence} Looking whether the account was made.` })
    return true
  }
  return giveUpOrComeBack(run, error, attempts)
}

async function verify(run: Run): Promise<void> {
  const { ctx, definition, step } = run
  const where = definition.via?.connectionName ?? definition.connectionName
  if (!isProvable(definition)) return endStep(run, 'applied_unverified', `${where} accepted it; no read can show it.`)
  const found = await look(run, 'verification_read')
  const verdict = found.error === null && (await receivedAll(run, found.seen.facts)) ? holds(definition, found.seen.facts) : 'different'
  if (verdict === 'same') return endStep(run, 'verified', `Verified: ${seenAs(run, found)}`, found)
  if (verdict === 'unshown') {
    await ctx.enqueue('sync-connection', { connectionId: definition.connectionId })
    return endStep(
      run,
      'applied_unverified',
      `${where} made the change: ${seenAs(run, found)} The next read of ${definition.connectionName} shows the rest.`,
      found,
    )
  }
  const reads = step.verification_reads + 1
  if (reads < mostVerificationReads)
    return comeBack(run, { verification_reads: reads, detail: `${where} accepted the change, but does not show it yet.` }, reads)
  const why = found.error === null ? seenAs(run, found) : `it could not be read again: ${found.error.sentence}`
  await endStep(run, 'applied_unverified', `${where} accepted the change, but ${why}`, found)
}

const seenAs = ({ definition }: Run, { seen }: Look): string => {
  const { accountName, connectionName, after, via } = definition
  if (seen === null) return ''
  const trouble = seen.trouble === null ? '' : ` Its provisioning says: ${seen.trouble}`
  const there = via === null ? '' : `${via.connectionName} shows it as ${inWords({ assigned: seen.facts.assigned ?? false })}. `
  if (seen.facts.exists === false) return `${there}${connectionName} ${'exists' in after ? 'has no' : 'no longer has'} ${accountName}.${trouble}`
  const shown = inWords(Object.fromEntries(Object.entries(seen.facts).filter(([field]) => field in after)))
  return `${there}${shown === '' ? '' : `${connectionName} shows ${accountName} as ${shown}.`}${trouble}`.trim()
}

const passing: ReadonlySet<VendorError['kind']> = new Set(['unreachable', 'limited', 'malformed'])

/** Comes back after what may pass; ends the step after what will not, or after enough attempts. False: there is nothing to verify. */
async function giveUpOrComeBack(run: Run, error: VendorError, attempts: number): Promise<false> {
  if (!passing.has(error.kind) || attempts >= mostAttempts) await endStep(run, 'failed', error.sentence)
  else await comeBack(run, { attempts, detail: `${error.sentence} It is tried again.` }, attempts, error.retryAt)
  return false
}

async function keepGoing(run: Run, changes: Parameters<typeof updateClaimed>[3]): Promise<void> {
  const step = await updateClaimed(run.ctx.db, run.step.id, run.claim, changes)
  if (step === undefined) throw new Error('Another process has taken this step over.')
  run.step = step
  await run.ctx.publish({ topic: 'plans', id: step.plan_id })
}

/** Lets the step go and puts it on the queue for later, in one transaction. */
const comeBack = (run: Run, changes: Partial<StepRow>, times: number, at: Date | null = null): Promise<void> =>
  run.ctx.transaction(async () => {
    const { ctx, step } = run
    await keepGoing(run, { ...changes, claim: null, claimed_until: null })
    const seconds = backoffSeconds[times - 1] ?? 30
    await ctx.enqueue('apply-step', { stepId: step.id }, { after: at ?? new Date(ctx.clock.now().getTime() + seconds * 1000) })
  })
