import * as leaving from '../modules/leaving/index.ts'
import { job } from './job.ts'

/** Put on the queue as soon as somebody leaves, and by every sweep. */
export const settleDepartures = job({
  name: 'settle-departures',
  retry: { attempts: 4, firstWaitSeconds: 15 },
  concurrency: 1,
  run: ctx => leaving.settleDepartures(ctx),
})
