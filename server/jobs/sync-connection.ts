import * as connections from '../modules/connections/index.ts'
import * as crm from '../modules/crm/index.ts'
import * as deliveries from '../modules/deliveries/index.ts'
import * as people from '../modules/people/index.ts'
import * as sourceFiles from '../modules/source-files/index.ts'
import { job } from './job.ts'

export const syncConnection = job({
  name: 'sync-connection',
  retry: { attempts: 3, firstWaitSeconds: 30 },
  concurrency: 4,
  run: async (ctx, { connectionId }) => {
    // Paused, removed or refused since it was put on the queue: its own page says so.
    const connection = await connections.findConnection(ctx.db, connectionId)
    if (connection?.state !== 'working') return
    if (connections.connectorOf(connection.connector).file !== undefined) {
      await sourceFiles.readFiles(ctx, connectionId)
      return ctx.enqueue('compare-roll', {})
    }
    await people.collect(ctx, connectionId)
    await ctx.enqueue('compare-roll', {})
    // Refused while people and accounts were read: that is said on its page, and is no failure of this job.
    if ((await connections.findConnection(ctx.db, connectionId))?.state !== 'working') return
    await crm.importRecords(ctx, connectionId)
    await deliveries.resumeDeliveries(ctx)
  },
})
