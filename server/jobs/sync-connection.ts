import * as connections from '../modules/connections/index.ts'
import { job } from './job.ts'

export const syncConnection = job({
  name: 'sync-connection',
  retry: { attempts: 3, firstWaitSeconds: 30 },
  concurrency: 4,
  run: async (ctx, { connectionId }) => void (await connections.readConnection(ctx, connectionId)),
})
