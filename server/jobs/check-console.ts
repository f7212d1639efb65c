import * as connections from '../modules/connections/index.ts'
import { job } from './job.ts'

/** A browser takes memory, so one console is looked at after the other. */
export const checkConsole = job({
  name: 'check-console',
  retry: { attempts: 4, firstWaitSeconds: 600 },
  concurrency: 1,
  run: (ctx, { connectionId }) => connections.checkConsole(ctx, connectionId),
})
