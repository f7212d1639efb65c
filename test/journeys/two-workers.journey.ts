// Two workers on one PostgreSQL; one is killed in the middle of a delivery, and the other takes over.
import { startStandIns, type StandIns } from '@rollcall/simulators'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConnection, importEngagement, listDeliveries, listEngagements, readConnection, verifyAudit } from '@rollcall/contract'
import { type Command, type Installation, newInstallation } from '../support/server-process.ts'
import { newSharedDatabase, postgresAddress, type SharedDatabase } from '../support/shared-database.ts'
import { type Client, eventually } from '../support/workspace.ts'

const transcript = `WEBVTT\n\n1\n00:00:00.000 --> 00:00:09.000\nDaniel Park: I will send you the quote by Friday.\n`
const participants = [
  { name: 'Daniel Park', email: 'daniel.park@fernhollow.example' },
  { name: 'Anjali Nair', email: 'anjali.nair@brightwater.example' },
]

describe.skipIf(postgresAddress === '')('two workers (on PostgreSQL: TEST_DATABASE_URL)', () => {
  let standIns: StandIns
  let rollcall: Installation
  let ada: Client
  let database: SharedDatabase
  const running: Command[] = []
  beforeAll(async () => {
    standIns = await startStandIns()
    database = await newSharedDatabase('workers')
    rollcall = await newInstallation({ DATABASE_URL: database.address, ROLLCALL_INTERNAL_DOMAINS: 'fernhollow.example' })
    const web = await rollcall.serve({}, 'web')
    running.push(web)
    ada = await rollcall.claim(web)
  })
  afterAll(async () => {
    for (const command of running) await command.end('SIGKILL')
    await standIns.close()
    await database.drop()
  })

  const importCall = async (title: string) =>
    (await ada.call(importEngagement, { body: { fileName: 'call.vtt', transcript, details: { title, participants, ownerEmail: participants[0]?.email } } })).id
  const delivery = async (id: string) => (await ada.call(listDeliveries, { params: { id } })).items[0]
  const tasksOf = (id: string) => standIns.salesforce.state.org.Task.filter(task => String(task.Rollcall_Engagement_Id__c).startsWith(id))
  const writesOf = (id: string) => standIns.salesforce.requests.filter(({ method, path }) => method === 'PATCH' && path.includes(id))
  const claims = async () =>
    (await database.query<{ holders: number }>('select count(distinct claimed_by)::int as holders from deliveries where claimed_until > now()'))[0]?.holders
  const startWorker = async (): Promise<Command> => {
    const worker = await database.startWorker(rollcall)
    running.push(worker)
    return worker
  }

  let first: Command
  let second: Command

  it('share the work: each call arrives once', async () => {
    first = await startWorker()
    const [connection] = await Promise.all(
      standIns.connections.filter(({ connector }) => connector === 'salesforce').map(body => ada.call(createConnection, { body })),
    )
    await eventually(
      () => ada.call(readConnection, { params: { id: connection?.id ?? '' } }),
      ({ lastReads, reading }) => lastReads.length === 5 && reading === null,
      60,
    )
    second = await startWorker()
    await Promise.all(Array.from({ length: 20 }, (_, n) => importCall(`call ${n}`)))
    const { items } = await eventually(
      () => ada.call(listEngagements, { query: { limit: 200 } }),
      page => page.items.every(each => each.delivery === 'delivered'),
      60,
    )
    expect(items).toHaveLength(20)
    for (const { id } of items) expect([tasksOf(id).length, writesOf(id).length]).toEqual([1, 1])
  })

  it('lose nothing and do nothing twice when one of them is killed', async () => {
    // Only one of them works while the deliveries begin, so that it is known which one has them.
    expect((await second.end('SIGTERM')).code).toBe(0)
    standIns.salesforce.misbehave({ act: 'stall', path: '/sobjects/Task/', method: 'PATCH' })
    standIns.salesforce.misbehave({ act: 'do_but_time_out', path: '/sobjects/Task/', method: 'PATCH' })
    const both = [await importCall('asked'), await importCall('written')]
    await eventually(
      async () => both.flatMap(writesOf),
      writes => writes.length === 2,
    )
    expect(await claims()).toBe(1)
    const third = await startWorker()
    await first.end('SIGKILL')
    for (const id of both)
      await eventually(
        () => delivery(id),
        found => found?.state === 'delivered',
        90,
      )
    expect(both.map(id => tasksOf(id).length)).toEqual([1, 1])
    expect(both.flatMap(writesOf)).toHaveLength(3)
    expect(await ada.call(verifyAudit)).toMatchObject({ intact: true })
    expect((await third.end('SIGTERM')).code).toBe(0)
  })
})
