import * as signIn from '../modules/sign-in/index.ts'
import { job } from './job.ts'

/** Identity providers announce a new certificate days before they sign with it; twice an hour is soon enough for one that does not. */
export const refreshMetadata = job({
  name: 'refresh-metadata',
  retry: { attempts: 1, firstWaitSeconds: 1 },
  concurrency: 1,
  schedule: '13,43 * * * *',
  run: ctx => signIn.refreshMetadata(ctx),
})
