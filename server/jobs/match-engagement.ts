import * as crm from '../modules/crm/index.ts'
import { job } from './job.ts'

export const matchEngagement = job({
  name: 'match-engagement',
  retry: { attempts: 4, firstWaitSeconds: 15 },
  concurrency: 4,
  run: (ctx, { engagementId }) => crm.matchEngagement(ctx, engagementId),
})
