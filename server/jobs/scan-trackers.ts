import * as conversations from '../modules/conversations/index.ts'
import { job } from './job.ts'

/** One batch of past engagements; it puts the next one on the queue itself. */
export const scanTrackers = job({
  name: 'scan-trackers',
  retry: { attempts: 4, firstWaitSeconds: 15 },
  concurrency: 1,
  run: ctx => conversations.scanTrackers(ctx),
})
