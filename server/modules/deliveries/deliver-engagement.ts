import { VendorError } from '@rollcall/connectors/kit'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { needAttention, withConnection } from '../connections/index.ts'
import { findEngagement, keepDelivery, lockEngagement } from '../conversations/index.ts'
import { claimFrom, renewMilliseconds } from './claim.ts'
import { summaryOf } from './delivery.ts'
import { claimDelivery, type DeliveryRow, findDeliveries, findOrInsertDelivery, renewClaim, updateDelivery } from './delivery.queries.ts'
import { afterFailure, arrived, heldByConnection, heldByRule, type Outcome } from './outcome.ts'
import { type Destination, findDestinations, type Prepared, prepareTask, readDeliverable } from './prepare-task.ts'

/**
 * Brings an engagement to every CRM that takes it: what is there already is left alone, what has changed is written again, what is not
 * due yet is put back on the queue. May be called any number of times, by any number of workers.
 */
export async function deliver(ctx: Context, engagementId: string): Promise<void> {
  for (const destination of await findDestinations(ctx)) await deliverTo(ctx, engagementId, destination)
}

async function deliverTo(ctx: Context, engagementId: string, destination: Destination): Promise<void> {
  if ((await findEngagement(ctx.db, engagementId))?.state !== 'matched') return
  const { id } = await findOrInsertDelivery(ctx.db, engagementId, destination.id)
  const now = ctx.clock.now()
  const row = await claimDelivery(ctx.db, id, now, claimFrom(now))
  if (row === undefined) return comeBack(ctx, engagementId, new Date(now.getTime() + busyMilliseconds))
  const renewing = setInterval(() => void renewClaim(ctx.db, id, claimFrom(ctx.clock.now())).catch(() => undefined), renewMilliseconds)
  try {
    // Read under the claim: what another worker has just delivered may be newer than what was seen before it.
    const engagement = await readDeliverable(ctx, engagementId)
    const prepared = engagement === null ? null : await prepareTask(ctx, engagement, destination, row)
    const outcome = prepared !== null && isDue(row, prepared, now) ? await attempt(ctx, row, prepared, destination) : null
    await keep(ctx, row, outcome)
    if (outcome?.next_attempt_at != null) await comeBack(ctx, engagementId, outcome.next_attempt_at)
  } catch (thrown) {
    await updateDelivery(ctx.db, id, { claimed_until: null })
    throw thrown
  } finally {
    clearInterval(renewing)
  }
}

// How long a delivery is left to the worker that has it in hand before somebody looks again.
const busyMilliseconds = 5_000

/** A job of its own key: a person who asks now does not wait for it. */
const comeBack = (ctx: Context, engagementId: string, after: Date): Promise<void> =>
  ctx.enqueue('deliver-engagement', { engagementId }, { key: `${engagementId}:later`, after })

function isDue({ state, task_hash, next_attempt_at }: DeliveryRow, prepared: Prepared, now: Date): boolean {
  if (prepared.task === null) return state !== 'delivered'
  if (task_hash !== prepared.hash) return true
  if (state === 'waiting') return next_attempt_at === null || next_attempt_at <= now
  return state === 'held'
}

async function attempt(ctx: Context, row: DeliveryRow, prepared: Prepared, { id, name, connectorName, state, detail }: Destination): Promise<Outcome> {
  if (prepared.task === null) return heldByRule(prepared.reason)
  const { task, hash } = prepared
  if (state !== 'working') return heldByConnection(hash, `${name} is not working: ${detail}`)
  // What changed since the last attempt is a new delivery, with tries of its own.
  const attempts = (row.task_hash === hash ? row.attempts : 0) + 1
  try {
    const written = await withConnection(ctx, id, async ({ api, connector }) => {
      if (connector.writes.upsertCallTask === undefined) throw new Error(`${connectorName} takes no tasks.`)
      return connector.writes.upsertCallTask(api, { ...task, lastWritten: row.last_written })
    })
    return { ...arrived(written, connectorName, ctx.clock.now()), owner_email: task.ownerEmail, attempts, task_hash: hash }
  } catch (thrown) {
    // Who may not write calls into a CRM is of no use for them, and whatever waits for it would be refused one by one.
    if (thrown instanceof VendorError && thrown.kind === 'permission') await needAttention(ctx, id, thrown.sentence)
    if (thrown instanceof VendorError) return { ...afterFailure(thrown, attempts, ctx.clock.now()), attempts, task_hash: hash }
    if (thrown instanceof Refused) return heldByConnection(hash, thrown.message)
    throw thrown
  }
}

/** Keeps what came of it; the engagement may have been deleted meanwhile. */
const keep = (ctx: Context, { id, engagement_id }: DeliveryRow, outcome: Outcome | null): Promise<void> =>
  ctx.transaction(async () => {
    if ((await lockEngagement(ctx.db, engagement_id)) === undefined) return
    await updateDelivery(ctx.db, id, { ...outcome, claimed_until: null })
    await keepDelivery(ctx, engagement_id, summaryOf(await findDeliveries(ctx.db, engagement_id)))
    if (outcome === null) return
    await ctx.publish({ topic: 'deliveries', id: engagement_id })
    await ctx.publish({ topic: 'engagements', id: engagement_id })
  })
