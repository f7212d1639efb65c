import * as erasure from '../modules/erasure/index.ts'
import { job } from './job.ts'

export const eraseSubject = job({
  name: 'erase-subject',
  retry: { attempts: 6, firstWaitSeconds: 15 },
  concurrency: 1,
  run: (ctx, { erasureId }) => erasure.runErasure(ctx, erasureId),
})
