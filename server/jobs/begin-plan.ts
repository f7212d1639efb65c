import * as lifecycle from '../modules/lifecycle/index.ts'
import { job } from './job.ts'

export const beginPlan = job({
  name: 'begin-plan',
  retry: { attempts: 6, firstWaitSeconds: 5 },
  concurrency: 2,
  run: (ctx, { planId }) => lifecycle.beginPlan(ctx, planId),
})
