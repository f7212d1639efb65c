import * as conversations from '../modules/conversations/index.ts'
import { job } from './job.ts'

export const analyseEngagement = job({
  name: 'analyse-engagement',
  retry: { attempts: 4, firstWaitSeconds: 15 },
  concurrency: 2,
  run: (ctx, { engagementId }) => conversations.analyseEngagement(ctx, engagementId),
})
