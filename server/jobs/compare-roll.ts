import * as lifecycle from '../modules/lifecycle/index.ts'
import { job } from './job.ts'

export const compareRoll = job({
  name: 'compare-roll',
  retry: { attempts: 4, firstWaitSeconds: 15 },
  concurrency: 1,
  run: async ctx => void (await lifecycle.compareRoll(ctx)),
})
