import * as tasks from '../modules/tasks/index.ts'
import { job } from './job.ts'

export const remindTasks = job({
  name: 'remind-tasks',
  retry: { attempts: 1, firstWaitSeconds: 1 },
  concurrency: 1,
  schedule: '7,37 * * * *',
  run: ctx => tasks.remindOfTasks(ctx),
})
