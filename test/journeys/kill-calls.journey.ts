// `kill -9` at every step of source -> capture -> analyse -> match -> deliver, over real processes on one data folder.
import { createServer, type Server } from 'node:http'
import type { AddressInfo } from 'node:net'
import { companyCalls, startStandIns, type StandIns } from '@rollcall/simulators'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createConnection, importEngagement, listAudit, listDeliveries, listEngagements, readEngagement, readTranscript, verifyAudit } from '@rollcall/contract'
import { type Command, type Installation, newInstallation } from '../support/server-process.ts'
import { type Client, eventually } from '../support/workspace.ts'

/** A model that takes every request and answers none. */
async function startSilentModel(): Promise<{ url: string; asked: () => number; server: Server }> {
  let asked = 0
  const server = createServer(() => void (asked += 1)).listen(0, '127.0.0.1')
  await new Promise(resolve => server.once('listening', resolve))
  return { url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/v1`, asked: () => asked, server }
}

describe('a call, while its process is killed again and again', () => {
  let standIns: StandIns
  let model: Awaited<ReturnType<typeof startSilentModel>>
  let rollcall: Installation
  let server: Command
  let ada: Client
  let id: string
  const [call] = companyCalls(new Date()).filter(each => each.fileName === 'brightwater-pricing.vtt')
  beforeAll(async () => {
    standIns = await startStandIns()
    model = await startSilentModel()
    rollcall = await newInstallation({ ROLLCALL_INTERNAL_DOMAINS: 'fernhollow.example' })
  })
  afterAll(async () => {
    await server.end('SIGKILL')
    model.server.closeAllConnections()
    model.server.close()
    await standIns.close()
  })

  const importCall = (externalId: string) =>
    ada.call(importEngagement, {
      body: { fileName: call?.fileName ?? '', transcript: call?.transcript ?? '', details: { ...call?.details, title: externalId, externalId } },
    })
  const read = (which = id) => ada.call(readEngagement, { params: { id: which } })
  const state = async () => (await read()).state
  const delivery = async (which = id) => (await ada.call(listDeliveries, { params: { id: which } })).items[0]
  const tasksOf = (which = id) => standIns.salesforce.state.org.Task.filter(task => String(task.Rollcall_Engagement_Id__c).startsWith(which))
  const writes = () => standIns.salesforce.requests.filter(({ method, path }) => method !== 'GET' && path.includes('/sobjects/Task'))
  const killAndServe = async (...how: Parameters<Installation['serve']>) => {
    await server.end('SIGKILL')
    server = await rollcall.serve(...how)
  }

  it('is kept when the process dies right after it acknowledged the import', async () => {
    server = await rollcall.serve({}, 'web')
    ada = await rollcall.claim(server)
    for (const body of standIns.connections.filter(({ connector }) => connector === 'salesforce')) await ada.call(createConnection, { body })
    ;({ id } = await importCall('killed'))
    await killAndServe({}, 'web')
    expect(await read()).toMatchObject({ state: 'received', title: 'killed', moments: [], brief: null })
    expect(await importCall('killed')).toEqual({ id, created: false, title: 'killed' })
  })

  it('is analysed anew when the process dies while it analyses', async () => {
    await killAndServe({ ROLLCALL_BRIEF_URL: model.url })
    await eventually(
      async () => model.asked(),
      asked => asked > 0,
    )
    expect(await state()).toBe('received')
  })

  it('is written once when the process dies before Salesforce answered', async () => {
    standIns.salesforce.misbehave({ act: 'stall', path: '/sobjects/Task/', method: 'PATCH' })
    await killAndServe()
    await eventually(
      async () => writes().length,
      count => count === 1,
      60,
    )
    expect(await state()).toBe('matched')
    expect(tasksOf()).toEqual([])
    expect(await delivery()).toMatchObject({ deliveredAt: null, remoteId: null })
  })

  it('is not written again when the process dies after Salesforce wrote it', async () => {
    standIns.salesforce.misbehave({ act: 'do_but_time_out', path: '/sobjects/Task/', method: 'PATCH' })
    await killAndServe()
    await eventually(
      async () => tasksOf().length,
      count => count === 1,
      60,
    )
    expect(await delivery()).toMatchObject({ deliveredAt: null, remoteId: null })
    const before = writes().length
    await killAndServe()
    expect(await eventually(delivery, found => found?.state === 'delivered', 60)).toMatchObject({ remoteId: tasksOf()[0]?.Id })
    expect(tasksOf()).toHaveLength(1)
    expect(writes()).toHaveLength(before)
  })

  it('holds in the end all that a call holds which was never disturbed', async () => {
    const { id: quiet } = await importCall('quiet')
    await eventually(
      () => delivery(quiet),
      found => found?.state === 'delivered',
    )
    const whole = await read()
    expect({ ...whole, id: quiet, title: 'quiet' }).toEqual(await read(quiet))
    expect(whole.moments.length).toBeGreaterThan(5)
    expect(whole.brief?.summary.length).toBeGreaterThan(2)
    const said = async (which: string) => (await ada.call(readTranscript, { params: { id: which } })).utterances
    expect(await said(id)).toEqual(await said(quiet))
    expect(await said(id)).toHaveLength(170)
    expect((await ada.call(listEngagements)).total).toBe(2)
    expect(standIns.salesforce.state.org.Task).toHaveLength(2)
  })

  it('is one of many, some analysed and not yet matched, when the process dies', async () => {
    const names = Array.from({ length: 12 }, (_, n) => `call ${n}`)
    const sent = Promise.allSettled(names.map(importCall))
    const all = async () => (await ada.call(listEngagements, { query: { limit: 200 } })).items
    await eventually(all, items => items.some(each => each.state === 'analysed'))
    await killAndServe()
    await sent
    const again = await Promise.all(names.map(importCall))
    expect(new Set(again.map(each => each.id)).size).toBe(names.length)
    await eventually(all, items => items.every(each => each.delivery === 'delivered'), 60)
    expect((await ada.call(listEngagements)).total).toBe(names.length + 2)
    for (const each of again) expect(tasksOf(each.id)).toHaveLength(1)
    expect(standIns.salesforce.state.org.Task).toHaveLength(names.length + 2)
  })

  it('leaves the audit log whole, with each import told once', async () => {
    expect(await ada.call(verifyAudit)).toMatchObject({ intact: true, brokenAt: null })
    const imports = (await ada.call(listAudit, { query: { limit: 200 } })).items.filter(({ action }) => action === 'engagement.imported')
    expect(imports).toHaveLength(14)
    expect(new Set(imports.map(({ subject }) => subject)).size).toBe(14)
  })
})
