import * as packs from '../modules/evidence-packs/index.ts'
import { job } from './job.ts'

export const makeEvidencePack = job({
  name: 'make-evidence-pack',
  retry: { attempts: 4, firstWaitSeconds: 15 },
  concurrency: 1,
  run: (ctx, { packId }) => packs.makePack(ctx, packId),
})
