import type { Delivery } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { record } from '../audit/index.ts'
import { findEngagement, keepDelivery, noEngagement } from '../conversations/index.ts'
import { thisWorker } from './claim.ts'
import { deliveryToApi, summaryOf } from './delivery.ts'
import { endClaims, findDeliveries, findDue, forgetRemoved, putBackDeliveries } from './delivery.queries.ts'

export async function listDeliveries(ctx: Context, engagementId: string): Promise<Delivery[]> {
  if ((await findEngagement(ctx.db, engagementId)) === undefined) throw noEngagement()
  return (await findDeliveries(ctx.db, engagementId)).map(deliveryToApi)
}

/** A person asks to deliver now: what waited, was held or was given up is tried again, and what arrived is compared anew. */
export async function askDelivery(ctx: Context, engagementId: string): Promise<Delivery[]> {
  await ctx.transaction(async () => {
    const row = await findEngagement(ctx.db, engagementId)
    if (row === undefined) throw noEngagement()
    await putBackDeliveries(ctx.db, engagementId)
    await keepDelivery(ctx, engagementId, summaryOf(await findDeliveries(ctx.db, engagementId)))
    await ctx.enqueue('deliver-engagement', { engagementId })
    await ctx.publish({ topic: 'deliveries', id: engagementId })
    await record(ctx, 'engagement.delivery_asked', engagementId, { title: row.title })
  })
  return listDeliveries(ctx, engagementId)
}

const atOnce = 1000

/** Puts on the queue what is due, what was held for a connection that works again, and what a killed process was about to deliver. */
export async function resumeDeliveries(ctx: Context, { allAreAbandoned = false } = {}): Promise<void> {
  if (allAreAbandoned) await endClaims(ctx.db, ctx.clock.now(), thisWorker)
  await forgetRemoved(ctx.db)
  for (const engagementId of await findDue(ctx.db, ctx.clock.now(), atOnce)) await ctx.enqueue('deliver-engagement', { engagementId })
}
