import * as lifecycle from '../modules/lifecycle/index.ts'
import * as tasks from '../modules/tasks/index.ts'
import { job } from './job.ts'

/** What a vendor refuses ends on the step with its sentence; the queue repeats only what failed on our side. */
export const applyStep = job({
  name: 'apply-step',
  retry: { attempts: 6, firstWaitSeconds: 5 },
  concurrency: 4,
  run: async (ctx, { stepId }) => {
    await lifecycle.applyStep(ctx, stepId)
    await tasks.openTasks(ctx)
  },
})
