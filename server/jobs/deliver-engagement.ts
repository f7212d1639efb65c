import * as deliveries from '../modules/deliveries/index.ts'
import { job } from './job.ts'

/** What a vendor refuses is kept on the delivery with its next attempt; the queue repeats only what failed on our side. */
export const deliverEngagement = job({
  name: 'deliver-engagement',
  retry: { attempts: 4, firstWaitSeconds: 15 },
  concurrency: 4,
  run: (ctx, { engagementId }) => deliveries.deliver(ctx, engagementId),
})
