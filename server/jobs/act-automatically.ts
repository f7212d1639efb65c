import * as lifecycle from '../modules/lifecycle/index.ts'
import { job } from './job.ts'

export const actAutomatically = job({
  name: 'act-automatically',
  retry: { attempts: 3, firstWaitSeconds: 10 },
  concurrency: 1,
  run: ctx => lifecycle.actAutomatically(ctx),
})
