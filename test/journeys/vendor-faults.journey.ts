// What vendors get wrong, seen where a person looks: at a delivery, at a read, at a connection. Nothing is lost by it, nothing done twice.
import { startSalesforce, startScimApp } from '@rollcall/simulators'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  checkConnection,
  createConnection,
  deliverEngagement,
  importEngagement,
  listDeliveries,
  listPeople,
  readConnection,
  syncConnection,
} from '@rollcall/contract'
import { relayUser } from '../../server/modules/lifecycle/testing/acme.ts'
import { credentials, org } from '../support/salesforce.ts'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../support/workspace.ts'

const transcript = 'WEBVTT\n\n1\n00:00:00.000 --> 00:00:09.000\nRita Rep: I will send you the quote by Friday.\n'
const participants = [
  { name: 'Rita Rep', email: 'rita@rollcall.test' },
  { name: 'Cora Customer', email: 'cora@acme.test' },
]
const staff = Array.from({ length: 12 }, (_, n) => relayUser(`staff${n}`))
const token = 'relay-token-1234'
const startRelay = (name: string) =>
  startScimApp({ name, seed: { users: staff, groups: [] }, tokens: { [token]: ['users:read', 'users:write', 'groups:read'] }, pageSize: 5 })

describe('a vendor', () => {
  let workspace: Workspace
  let ada: Client
  let salesforce: Awaited<ReturnType<typeof startSalesforce>>
  let relay: Awaited<ReturnType<typeof startScimApp>>
  let slow: Awaited<ReturnType<typeof startScimApp>>
  const ids = { salesforce: '', relay: '', slow: '' }
  const minute = { unasked: '', asked: '' }
  beforeAll(async () => {
    const rights = { api: true, read: ['Account', 'Contact', 'Opportunity', 'User', 'Task'], write: ['Task'] } as const
    salesforce = await startSalesforce({
      seed: org,
      clients: { [credentials.clientId]: { secret: credentials.clientSecret, username: 'rollcall@rollcall.test', rights } },
      batchSize: 1,
    })
    relay = await startRelay('Relay')
    slow = await startRelay('Slow')
    workspace = await startWorkspace()
    ada = await signInAdmin(workspace)
    const connect = async (connector: string, name: string, baseUrl: string, auth: string, given: Record<string, string>) =>
      (await ada.call(createConnection, { body: { connector, name, baseUrl, auth, credentials: given } })).id
    ids.salesforce = await connect('salesforce', 'Salesforce', salesforce.url, 'oauth_client_credentials', credentials)
    ids.relay = await connect('scim', 'Relay', relay.url, 'bearer', { token })
    ids.slow = await connect('scim', 'Slow', slow.url, 'bearer', { token })
    for (const [name, count] of [
      ['salesforce', 5],
      ['relay', 1],
      ['slow', 1],
    ] as const)
      await eventually(
        () => connection(name),
        ({ lastReads, reading }) => lastReads.length === count && reading === null,
      )
  })
  afterAll(async () => {
    await workspace.stop()
    for (const each of [salesforce, relay, slow]) await each.close()
  })

  const connection = (name: keyof typeof ids) => ada.call(readConnection, { params: { id: ids[name] } })
  const importCall = async () => {
    calls += 1
    const details = { title: `Call ${calls}`, ownerEmail: 'rita@rollcall.test', participants }
    return (await ada.call(importEngagement, { body: { fileName: 'call.vtt', transcript, details } })).id
  }
  let calls = 0
  const deliveryOf = async (id: string) => (await ada.call(listDeliveries, { params: { id } })).items[0]
  const tasksOf = (id: string) => salesforce.state.org.Task.filter(task => String(task.Rollcall_Engagement_Id__c).startsWith(id))
  const writesOf = (id: string) => salesforce.requests.filter(({ method, path }) => method === 'PATCH' && path.includes(id))
  const delivered = (id: string) =>
    eventually(
      () => deliveryOf(id),
      found => found?.state === 'delivered',
    )
  /** Reads once more, to whatever end; answers what came of it. */
  const readAgain = async (name: keyof typeof ids) => {
    const before = new Set((await connection(name)).lastReads.map(read => read.id))
    await ada.call(syncConnection, { params: { id: ids[name] } })
    return eventually(
      () => connection(name),
      ({ lastReads, reading }) => reading === null && lastReads.every(read => !before.has(read.id)),
    )
  }
  const people = async () =>
    (await ada.call(listPeople, { query: { limit: 200 } })).items.map(({ displayName, marks }) => [displayName, ...marks.map(({ mark }) => mark)])

  it('may say nothing for a minute, to a write that it did not do, to one that it did, and to a read', async () => {
    salesforce.misbehave({ act: 'stall', method: 'PATCH', path: '/sobjects/Task/' })
    minute.unasked = await importCall()
    await eventually(
      async () => writesOf(minute.unasked),
      writes => writes.length === 1,
    )
    salesforce.misbehave({ act: 'do_but_time_out', method: 'PATCH', path: '/sobjects/Task/' })
    minute.asked = await importCall()
    await eventually(
      async () => tasksOf(minute.asked),
      tasks => tasks.length === 1,
    )
    slow.misbehave({ act: 'stall', method: 'GET', path: '/Users$', after: 1 })
    await ada.call(syncConnection, { params: { id: ids.slow } })
    await eventually(
      async () => slow.requests,
      requests => requests.some(({ status }) => status === 0),
    )
    expect(await connection('slow')).toMatchObject({ state: 'working', reading: { resource: 'accounts', rows: 5 } })
  })

  describe('that is asked to write a call', () => {
    // Salesforce words a limit as 403 REQUEST_LIMIT_EXCEEDED.
    it.each([
      ['limit', 403],
      ['limit_without_reset', 403],
      ['unauthorized', 401],
    ] as const)('once answers with %s, and still gets it by itself', async (act, status) => {
      salesforce.misbehave({ act, method: 'PATCH', path: '/sobjects/Task/' })
      const id = await importCall()
      expect(await delivered(id)).toMatchObject({ attempts: 1, detail: 'Written to Salesforce as a new task.' })
      expect([tasksOf(id).length, writesOf(id).map(write => write.status)]).toEqual([1, [status, 201]])
      expect((await connection('salesforce')).state).toBe('working')
    })

    it.each([
      ['server_error', 'is out of order (HTTP 500)'],
      ['conflict', 'because the record has changed or exists already'],
      ['html', 'with a web page instead of data; check the base URL, and whether a proxy stands in between.'],
    ] as const)('answers with %s: it waits with a sentence, and arrives once when it is asked again', async (act, words) => {
      salesforce.misbehave({ act, method: 'PATCH', path: '/sobjects/Task/' })
      const id = await importCall()
      const waiting = await eventually(
        () => deliveryOf(id),
        found => found?.nextAttemptAt != null,
      )
      expect(waiting).toMatchObject({ state: 'waiting', attempts: 1, remoteId: null })
      expect(waiting?.detail).toContain(words)
      expect(waiting?.detail).toMatch(/^Salesforce [^\n]+\. It is tried again by itself\.$/)
      expect(tasksOf(id)).toHaveLength(0)
      await ada.call(deliverEngagement, { params: { id } })
      expect(await delivered(id)).toMatchObject({ remoteId: tasksOf(id)[0]?.Id })
      expect(tasksOf(id)).toHaveLength(1)
      expect((await connection('salesforce')).state).toBe('working')
    })

    it('does not allow it: it is held, and arrives by itself when the connection works again', async () => {
      salesforce.misbehave({ act: 'forbidden', method: 'PATCH', path: '/sobjects/Task/' })
      const id = await importCall()
      const held = await eventually(
        () => deliveryOf(id),
        found => found?.state === 'held',
      )
      expect(held?.detail).toMatch(/^Salesforce does not allow this credential PATCH [^\n]+ It is delivered by itself once the connection works again\.$/)
      expect(await connection('salesforce')).toMatchObject({ state: 'needs_attention', detail: expect.stringContaining('Give it the permission there.') })
      const asked = salesforce.requests.length
      expect(await ada.refusal(syncConnection, { params: { id: ids.salesforce } })).toMatchObject({ code: 'conflict' })
      expect(salesforce.requests).toHaveLength(asked)
      expect(await ada.call(checkConnection, { params: { id: ids.salesforce } })).toMatchObject({ state: 'working' })
      await workspace.ctx.enqueue('sweep', {})
      await delivered(id)
      expect(tasksOf(id)).toHaveLength(1)
    })
  })

  describe('that is read', () => {
    it.each(['limit', 'limit_without_reset', 'server_error'] as const)('goes wrong once with %s, and is read to the end', async act => {
      relay.misbehave({ act, method: 'GET', path: '/Users$', after: 1 })
      expect((await readAgain('relay')).lastReads).toMatchObject([{ resource: 'accounts', complete: true, rows: 12, problems: [] }])
    })

    it.each([
      ['not_found', 'working', 'has nothing at GET /Users'],
      ['conflict', 'working', 'refused GET /Users because'],
      ['html', 'working', 'with a web page instead of data'],
      ['half_a_body', 'working', 'with data that breaks off'],
      ['unauthorized', 'needs_attention', 'refused the credential'],
      ['forbidden', 'needs_attention', 'does not allow this credential GET /Users'],
    ] as const)('answers a page with %s: the read is incomplete with a sentence, and nobody is taken for gone', async (act, state, words) => {
      const before = await people()
      relay.misbehave({ act, method: 'GET', path: '/Users$', after: 1 })
      const after = await readAgain('relay')
      expect(after).toMatchObject({ state, lastReads: [{ complete: false, rows: 5 }] })
      expect(after.lastReads[0]?.problems).toEqual([expect.stringMatching(/^(SCIM app|Relay) [^\n]+\.$/)])
      expect(after.lastReads[0]?.problems[0]).toContain(words)
      // Whoever was not seen this time is unknown now, and by no means gone.
      const seen = await people()
      expect(seen.map(([name]) => name)).toEqual(before.map(([name]) => name))
      expect(new Set(seen.flatMap(([, ...marks]) => marks))).toEqual(new Set(['present', 'unknown']))
      await ada.call(checkConnection, { params: { id: ids.relay } })
      relay.reset()
      expect((await readAgain('relay')).lastReads).toMatchObject([{ complete: true, rows: 12 }])
      expect(await people()).toEqual(before)
    })

    it('ends a token in the middle of a page: a new one is asked for, once, and every row is read once', async () => {
      const tokens = () => salesforce.requests.filter(({ path }) => path.endsWith('/oauth2/token')).length
      const before = tokens()
      salesforce.misbehave({ act: 'unauthorized', method: 'GET', path: '/query/', after: 1 })
      const { lastReads, state } = await readAgain('salesforce')
      expect(state).toBe('working')
      expect(Object.fromEntries(lastReads.map(({ resource, complete, rows }) => [resource, complete ? rows : 'incomplete']))).toEqual({
        accounts: 2,
        crm_accounts: 4,
        crm_contacts: 2,
        crm_opportunities: 3,
        crm_users: 2,
      })
      expect(tokens()).toBe(before + 1)
    })
  })

  it('that said nothing for a minute is asked again, and nothing was done twice', { timeout: 150_000 }, async () => {
    const waiting = await eventually(
      () => deliveryOf(minute.unasked),
      found => found?.nextAttemptAt != null || found?.state === 'delivered',
      120,
    )
    expect(waiting?.detail).toMatch(/^Salesforce gave no whole answer: [^\n]+; whether it did what was asked is unknown\. It is tried again by itself\.$/)
    expect(
      await eventually(
        () => deliveryOf(minute.asked),
        found => found?.state === 'delivered',
        120,
      ),
    ).toMatchObject({ attempts: 1, remoteId: tasksOf(minute.asked)[0]?.Id })
    await ada.call(deliverEngagement, { params: { id: minute.unasked } })
    await delivered(minute.unasked)
    expect([minute.unasked, minute.asked].map(id => tasksOf(id).length)).toEqual([1, 1])
    expect(
      await eventually(
        () => connection('slow'),
        ({ reading }) => reading === null,
        120,
      ),
    ).toMatchObject({ state: 'working', lastReads: [{ complete: true, rows: 12, problems: [] }] })
  })
})
