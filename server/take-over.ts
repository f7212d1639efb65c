import type { Context } from './context.ts'
import * as connections from './modules/connections/index.ts'
import * as deliveries from './modules/deliveries/index.ts'
import * as lifecycle from './modules/lifecycle/index.ts'
import * as sourceFiles from './modules/source-files/index.ts'
import * as webhooks from './modules/webhooks/index.ts'

/**
 * Frees whatever another process had claimed or was reading, and puts it on the queue. For a process that knows to be alone, before it
 * begins to work: later the same look would take its own work for abandoned.
 */
export async function takeOver(ctx: Context): Promise<void> {
  await connections.resumeReads(ctx, { allAreAbandoned: true })
  await sourceFiles.resumeFiles(ctx, { allAreAbandoned: true })
  await deliveries.resumeDeliveries(ctx, { allAreAbandoned: true })
  await lifecycle.resumeRuns(ctx, { allAreAbandoned: true })
  await webhooks.freeLanes(ctx)
}
