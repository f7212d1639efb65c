import type { CallTask } from '@rollcall/connectors/kit'
import type { DeliveryPreview } from '@rollcall/contract'
import type { Context } from '../../context.ts'
import { asRefused, withConnection } from '../connections/index.ts'
import { readEngagement } from '../conversations/index.ts'
import { findDeliveries } from './delivery.queries.ts'
import { type Destination, findDestinations, prepareTask } from './prepare-task.ts'

/** Exactly what a delivery would write now, asked of each CRM; nothing is written. */
export async function previewDeliveries(ctx: Context, engagementId: string): Promise<DeliveryPreview[]> {
  const engagement = await readEngagement(ctx, engagementId)
  const deliveries = await findDeliveries(ctx.db, engagementId)
  const previews: DeliveryPreview[] = []
  for (const destination of await findDestinations(ctx)) {
    const earlier = deliveries.find(delivery => delivery.connection_id === destination.id)
    const lastWritten = earlier?.last_written ?? null
    const prepared = await prepareTask(ctx, engagement, destination, earlier)
    if (prepared.task === null) previews.push(nothing(destination, prepared.reason))
    else if (destination.state !== 'working') previews.push(nothing(destination, `${destination.name} is not working: ${destination.detail}`))
    else previews.push(await ask(ctx, destination, { ...prepared.task, lastWritten }))
  }
  return previews
}

const nothing = ({ id, name }: Destination, reason: string): DeliveryPreview => ({
  connectionId: id,
  connectionName: name,
  effect: 'nothing',
  object: 'Task',
  fields: [],
  reason,
})

const ask = async (ctx: Context, destination: Destination, task: CallTask): Promise<DeliveryPreview> => {
  try {
    return await withConnection(ctx, destination.id, async ({ api, connector }) => {
      const preview = await connector.writes.previewCallTask?.(api, task)
      return preview === undefined
        ? nothing(destination, `${destination.connectorName} cannot say beforehand what it will hold.`)
        : { connectionId: destination.id, connectionName: destination.name, ...preview }
    })
  } catch (thrown) {
    throw asRefused(thrown)
  }
}
