import * as crm from '../modules/crm/index.ts'
import * as deliveries from '../modules/deliveries/index.ts'
import { job } from './job.ts'

export const syncConnection = job({
  name: 'sync-connection',
  retry: { attempts: 3, firstWaitSeconds: 30 },
  concurrency: 4,
  run: async (ctx, { connectionId }) => {
    await crm.importRecords(ctx, connectionId)
    await deliveries.resumeDeliveries(ctx)
  },
})
