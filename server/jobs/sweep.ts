import * as connections from '../modules/connections/index.ts'
import * as conversations from '../modules/conversations/index.ts'
import * as deliveries from '../modules/deliveries/index.ts'
import * as erasure from '../modules/erasure/index.ts'
import * as evidencePacks from '../modules/evidence-packs/index.ts'
import * as lifecycle from '../modules/lifecycle/index.ts'
import * as directory from '../modules/directory/index.ts'
import * as idempotency from '../modules/idempotency/index.ts'
import * as signIn from '../modules/sign-in/index.ts'
import * as playbooks from '../modules/playbooks/index.ts'
import * as tasks from '../modules/tasks/index.ts'
import * as sourceFiles from '../modules/source-files/index.ts'
import * as webhooks from '../modules/webhooks/index.ts'
import { job } from './job.ts'

/** Puts back on the queue what a killed process left half-way, and removes what no longer counts. Runs at start and every five minutes. */
export const sweep = job({
  name: 'sweep',
  retry: { attempts: 1, firstWaitSeconds: 1 },
  concurrency: 1,
  schedule: '*/5 * * * *',
  run: async ctx => {
    await connections.resumeReads(ctx, { allAreAbandoned: false })
    await sourceFiles.resumeFiles(ctx, { allAreAbandoned: false })
    await conversations.resumeEngagements(ctx)
    await deliveries.resumeDeliveries(ctx)
    await lifecycle.resumeRuns(ctx, { allAreAbandoned: false })
    await playbooks.draftDue(ctx)
    await tasks.openTasks(ctx)
    await lifecycle.endExceptions(ctx)
    await directory.resumeImports(ctx)
    await ctx.enqueue('settle-departures', {})
    await evidencePacks.tendPacks(ctx)
    await erasure.resumeErasures(ctx)
    await directory.tellAudit(ctx)
    await directory.pruneImports(ctx)
    await directory.pruneProvisioningLog(ctx)
    await idempotency.pruneKeys(ctx)
    await directory.warnOfTokens(ctx)
    await signIn.prune(ctx)
    await webhooks.pruneEvents(ctx)
  },
})
