import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { emptyEngine } from '../../test/support/engine.ts'
import { eventually } from '../../test/support/workspace.ts'
import type { Context } from '../context.ts'
import { type Database, databaseOver } from '../db/database.ts'
import { openLog } from '../log.ts'
import { type AnyJob, job } from './job.ts'
import { openQueue, type Queue } from './queue.ts'

const id = '11111111-1111-4111-8111-111111111111'
const other = '22222222-2222-4222-8222-222222222222'
const slow = '33333333-3333-4333-8333-333333333333'

describe('the queue', () => {
  let database: Database
  let queue: Queue
  const ran: string[] = []
  let failures = 0
  const released = Promise.withResolvers<void>()
  const sync = job({
    name: 'sync-connection',
    retry: { attempts: 3, firstWaitSeconds: 1 },
    concurrency: 2,
    run: async (_ctx, { connectionId }) => {
      if (failures > 0) {
        failures -= 1
        throw new Error('not this time')
      }
      if (connectionId === slow) await released.promise
      ran.push(connectionId)
    },
  })
  const begin = async () => {
    const log = openLog('silent')
    await queue.work({ log } as unknown as Context)
  }

  beforeAll(async () => {
    database = databaseOver(await emptyEngine())
    queue = await openQueue(database, [sync] satisfies AnyJob[], openLog('silent'))
  })
  afterAll(async () => {
    await queue.stop()
    await database.close()
  })

  it('forgets a job whose transaction was rolled back', async () => {
    await expect(
      database.transaction(async () => {
        await queue.enqueue('sync-connection', { connectionId: other })
        throw new Error('no')
      }),
    ).rejects.toThrow('no')
    expect((await queue.depths()).find(each => each.name === 'sync-connection')?.waiting ?? 0).toBe(0)
  })

  it('keeps one waiting job for the same input, runs it after the commit, and tries again what failed', async () => {
    failures = 1
    await database.transaction(async () => {
      for (let n = 0; n < 5; n++) await queue.enqueue('sync-connection', { connectionId: id })
    })
    await begin()
    await eventually(
      async () => ran,
      all => all.length > 0,
    )
    expect(failures).toBe(0)
    expect(ran).toEqual([id])
  })

  it('lets no job wait for one that takes its time', async () => {
    await queue.enqueue('sync-connection', { connectionId: slow })
    const quick = Array.from({ length: 5 }, (_, n) => `44444444-4444-4444-8444-44444444444${n}`)
    for (const connectionId of quick) await queue.enqueue('sync-connection', { connectionId })
    await eventually(
      async () => ran,
      all => quick.every(each => all.includes(each)),
    )
    expect(ran).not.toContain(slow)
    released.resolve()
    await eventually(
      async () => ran,
      all => all.includes(slow),
    )
  })

  it('runs a job that was enqueued while it waits for work within the poll', async () => {
    await queue.enqueue('sync-connection', { connectionId: other })
    await eventually(
      async () => ran,
      all => all.includes(other),
    )
    expect(ran.filter(each => each === other)).toHaveLength(1)
  })
})
