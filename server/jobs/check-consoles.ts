import * as connections from '../modules/connections/index.ts'
import { job } from './job.ts'

/** Every day before work begins, so that a console that has changed is known before it is needed. */
export const checkConsoles = job({
  name: 'check-consoles',
  retry: { attempts: 3, firstWaitSeconds: 60 },
  concurrency: 1,
  schedule: '17 4 * * *',
  run: ctx => connections.askConsoleChecks(ctx),
})
