import * as directory from '../modules/directory/index.ts'
import { job } from './job.ts'

export const runUserImport = job({
  name: 'run-user-import',
  retry: { attempts: 4, firstWaitSeconds: 5 },
  concurrency: 1,
  run: (ctx, { importId }) => directory.runImport(ctx, importId),
})
