import * as lifecycle from '../modules/lifecycle/index.ts'
import { job } from './job.ts'

/** What a vendor refuses ends on the step with its sentence; the queue repeats only what failed on our side. */
export const applyStep = job({
  name: 'apply-step',
  retry: { attempts: 6, firstWaitSeconds: 5 },
  concurrency: 4,
  run: (ctx, { stepId }) => lifecycle.applyStep(ctx, stepId),
})
