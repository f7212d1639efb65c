import type { AnyJob } from './job.ts'
import { sweep } from './sweep.ts'
import { syncConnection } from './sync-connection.ts'

export const jobs: readonly AnyJob[] = [sweep, syncConnection]

export { openQueue, type Queue } from './queue.ts'
