import { type JobResult, PgBoss } from 'pg-boss'
import { as, type Context, type Enqueue } from '../context.ts'
import type { Database } from '../db/database.ts'
import type { Log } from '../log.ts'
import { work } from '../work.ts'
import type { AnyJob } from './job.ts'

export interface Queue {
  readonly enqueue: Enqueue
  /** Begins to take jobs. */
  work(ctx: Context): Promise<void>
  /** Lets running jobs end (at most `graceSeconds`), then takes no more. */
  stop(): Promise<void>
  /** Jobs waiting or running, by name. */
  depths(): Promise<{ name: string; waiting: number; active: number }[]>
}

const graceSeconds = 20
// A worker that was killed stops its heartbeat; its jobs are given to others after this long, once somebody looks.
const heartbeatSeconds = 10
const watch = { superviseIntervalSeconds: 10, monitorIntervalSeconds: 10 }
// NOTIFY wakes workers at once; polling finds delayed retries.
const polling = { pollingIntervalSeconds: 2, notifyPollingIntervalSeconds: 2 }

/** pg-boss on the workspace's own database, so that a job exists exactly when the change it follows was committed. */
export async function openQueue(database: Database, jobs: readonly AnyJob[], log: Log): Promise<Queue> {
  const { engine } = database
  const boss = new PgBoss({
    backend: engine.kind === 'embedded' ? 'pglite' : 'postgres',
    db: {
      executeSql: (text, values) => database.executeSql(text, values),
      listen: async (channel, onNotification, onReconnect) => {
        const close = await engine.listen(channel, onNotification)
        onReconnect()
        return { close }
      },
    },
    useListenNotify: true,
    schedule: true,
    ...watch,
  })
  boss.on('error', error => log.error({ err: error }, 'queue'))
  await boss.start()
  const present = new Map((await boss.getQueues()).map(queue => [queue.name, queue]))
  for (const { name, retry } of jobs) {
    const options = {
      retryLimit: retry.attempts - 1,
      retryDelay: retry.firstWaitSeconds,
      retryBackoff: true,
      retryDelayMax: 3600,
      heartbeatSeconds,
      notify: true,
    } as const
    const queue = present.get(name)
    // One waiting job per key: ten changes of one record in a second are one job.
    if (queue === undefined) await boss.createQueue(name, { policy: 'short', ...options })
    // An earlier version may have made it with other options.
    else if (Object.entries(options).some(([option, value]) => queue[option as keyof typeof options] !== value)) await boss.updateQueue(name, options)
  }

  return {
    enqueue: async (name, input, options = {}) => {
      await boss.send(name, input, {
        singletonKey: options.key ?? JSON.stringify(input),
        ...(options.after === undefined ? {} : { startAfter: options.after }),
      })
    },
    work: async ctx => {
      for (const each of jobs) {
        for (let worker = 0; worker < each.concurrency; worker += 1) await takeJobs(boss, ctx, each)
        if (each.schedule !== undefined) await boss.schedule(each.name, each.schedule)
      }
    },
    stop: () => boss.stop({ graceful: true, timeout: graceSeconds * 1000, close: false }),
    depths: async () => (await boss.getQueues()).map(({ name, queuedCount, activeCount }) => ({ name, waiting: queuedCount, active: activeCount })),
  }
}

/** One worker, which takes one job after the other. Several jobs at once would all wait for the slowest, and a vendor may take minutes. */
async function takeJobs(boss: PgBoss, ctx: Context, job: AnyJob): Promise<void> {
  let worker = ''
  worker = await boss.work(job.name, { batchSize: 1, ...polling, perJobResults: true }, async batch => {
    const results = await Promise.all(batch.map(({ id, data }) => attempt(ctx, job, id, data)))
    boss.notifyWorker(worker) // there may be more: it looks at once and not at its next poll
    return results
  })
}

async function attempt(ctx: Context, job: AnyJob, id: string, data: unknown): Promise<JobResult> {
  const log = ctx.log.child({ job: job.name, jobId: id })
  try {
    const input = work[job.name].parse(data ?? {})
    await job.run({ ...as(ctx, { kind: 'system', name: job.name, permissions: [] }), log }, input as never)
    return { id, status: 'completed' }
  } catch (thrown) {
    log.error({ err: thrown }, 'job failed')
    return { id, status: 'failed', output: { message: thrown instanceof Error ? thrown.message : String(thrown) } }
  }
}
