import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import {
  createWebhook,
  deleteWebhook,
  type LifecycleEvent,
  listAudit,
  listEvents,
  listWebhookDeliveries,
  listWebhooks,
  readWebhook,
  readWebhookDelivery,
  renewWebhookSecret,
  replayWebhook,
  testWebhook,
  updateWebhook,
} from '@rollcall/contract'
import { isGenuine, type Receiver, startReceiver } from '../../../test/support/receiver.ts'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { openCourier, publishEvents, tell } from './index.ts'
import { newSubjects, tellMany } from './testing/tell-many.ts'

const numbersOf = (events: readonly LifecycleEvent[]) => events.map(({ data }) => (data.changes.n as { to: unknown }).to)
const upTo = (n: number) => Array.from({ length: n }, (_, index) => index + 1)
const hour = 3_600_000

describe('webhooks', () => {
  let workspace: Workspace
  let ada: Client
  let receiver: Receiver
  let ahead = 0
  const clock = { now: () => new Date(Date.now() + ahead) }
  beforeAll(async () => {
    workspace = await startWorkspace({ clock })
    ada = await signInAdmin(workspace)
  })
  afterAll(() => workspace.stop())
  beforeEach(async () => {
    ahead = 0
    for (const { id } of (await ada.call(listWebhooks)).items) await ada.call(deleteWebhook, { params: { id } })
    receiver = await startReceiver()
    return () => receiver.close()
  })

  const add = (body: { types?: LifecycleEvent['type'][] | null; url?: string } = {}) =>
    ada.call(createWebhook, { body: { name: 'Receiver', url: receiver.url, types: ['user.updated'], ...body } })
  const happen = (subject: string, n: number) => tell(workspace.ctx, { type: 'user.updated', subject, name: 'someone', changes: { n: { from: n - 1, to: n } } })
  const arrived = (count: number, seconds?: number) =>
    eventually(
      async () => receiver.received.length,
      length => length >= count,
      seconds,
    )
  const deliveries = async (id: string) => (await ada.call(listWebhookDeliveries, { params: { id } })).items
  /** Everything that was told is published, and has arrived. */
  const settled = async (id: string, seconds?: number) => {
    await publishEvents(workspace.ctx)
    return eventually(
      () => ada.call(readWebhook, { params: { id } }),
      ({ waiting }) => waiting === 0,
      seconds,
    )
  }
  const attempted = (id: string, attempts: number) =>
    eventually(
      async () => (await deliveries(id)).at(-1),
      delivery => (delivery?.attempts ?? 0) >= attempts,
    )

  it('signs what it sends, so that the official library takes it and nothing that was touched', async () => {
    const { id, secret } = await add()
    const [subject = ''] = newSubjects(1)
    await happen(subject, 1)
    await arrived(1)
    const [request] = receiver.received
    if (request === undefined) throw new Error('nothing came')
    expect(secret).toMatch(/^whsec_[A-Za-z0-9+/]{43}=$/)
    expect(isGenuine(secret, request)).toBe(true)
    expect(isGenuine(secret, { ...request, body: `${request.body} ` })).toBe(false)
    expect(isGenuine(`whsec_${Buffer.alloc(32).toString('base64')}`, request)).toBe(false)
    expect(request.headers).toMatchObject({
      'webhook-id': request.event.id,
      'content-type': 'application/json',
      'user-agent': expect.stringMatching(/^Rollcall\//),
    })
    expect(request.event).toMatchObject({
      type: 'user.updated',
      data: { subject: { kind: 'user', id: subject, name: 'someone' }, changes: { n: { from: 0, to: 1 } } },
    })
    expect(await settled(id)).toMatchObject({ state: 'active', detail: '', lastSuccessAt: expect.any(String), lastFailureAt: null, retrying: 0 })
    const everything = JSON.stringify([await ada.call(listWebhooks), await deliveries(id), (await ada.call(listAudit)).items])
    expect(everything).not.toContain(secret.slice(6))
    const stored = await workspace.ctx.db.selectFrom('webhooks').selectAll().execute()
    expect(JSON.stringify(stored)).not.toContain(secret.slice(6))
  })

  it('signs with both secrets during a renewal, and with the new one alone after it', async () => {
    const { id, secret: old } = await add()
    const oldEndsAt = new Date(Date.now() + hour).toISOString()
    const { secret: fresh, oldSecretEndsAt } = await ada.call(renewWebhookSecret, { params: { id }, body: { oldEndsAt } })
    expect([fresh === old, oldSecretEndsAt]).toEqual([false, oldEndsAt])
    const [subject = ''] = newSubjects(1)
    await happen(subject, 1)
    await arrived(1)
    const [during] = receiver.received
    if (during === undefined) throw new Error('nothing came')
    expect([isGenuine(old, during), isGenuine(fresh, during)]).toEqual([true, true])
    expect(String(during.headers['webhook-signature']).split(' ')).toHaveLength(2)
    await ada.call(renewWebhookSecret, { params: { id }, body: { oldEndsAt: new Date(Date.now() - 1000).toISOString() } })
    await happen(subject, 2)
    await arrived(2)
    const [, after] = receiver.received
    if (after === undefined) throw new Error('nothing came')
    expect([isGenuine(old, after), isGenuine(fresh, after), String(after.headers['webhook-signature']).split(' ').length]).toEqual([false, false, 1])
    expect((await ada.call(readWebhook, { params: { id } })).oldSecretEndsAt).toBeNull()
  })

  it('sends only what was ticked, and nothing from before it was added', async () => {
    const [subject = ''] = newSubjects(1)
    await happen(subject, 1)
    const { id } = await add({ types: ['user.deleted'] })
    const all = await add({ types: null })
    await happen(subject, 2)
    await tell(workspace.ctx, { type: 'user.deleted', subject, name: 'someone' })
    await settled(id)
    await settled(all.id)
    expect((await deliveries(id)).map(({ type }) => type)).toEqual(['user.deleted'])
    expect((await deliveries(all.id)).map(({ type }) => type)).toEqual(['user.deleted', 'user.updated'])
  })

  it('holds back what follows an event that failed, for that user alone', async () => {
    const [stuck = '', other = ''] = newSubjects(2)
    receiver.answer = ({ event }) => (event.data.subject.id === stuck ? 500 : 204)
    const { id } = await add()
    for (const n of upTo(3)) {
      await happen(stuck, n)
      await happen(other, n)
    }
    await eventually(
      async () => numbersOf(receiver.of(other)),
      numbers => numbers.length === 3,
    )
    expect(numbersOf(receiver.of(other))).toEqual([1, 2, 3])
    expect(numbersOf(receiver.of(stuck))).toEqual([1])
    const [third, second, first] = (await deliveries(id)).filter(({ subjectId }) => subjectId === stuck)
    expect(first).toMatchObject({ state: 'waiting', attempts: 1, lastStatus: 500, nextAttemptAt: expect.any(String) })
    expect([second, third]).toEqual([
      expect.objectContaining({ attempts: 0, nextAttemptAt: null }),
      expect.objectContaining({ attempts: 0, nextAttemptAt: null }),
    ])
    expect(await ada.call(readWebhook, { params: { id } })).toMatchObject({ waiting: 3, retrying: 1, state: 'active' })
    receiver.answer = () => 204
    ahead += hour
    await settled(id)
    expect(numbersOf(receiver.of(stuck))).toEqual([1, 1, 2, 3])
    const [one, again] = receiver.received.filter(({ event }) => event.data.subject.id === stuck)
    expect([again?.headers['webhook-id'], again?.body]).toEqual([one?.headers['webhook-id'], one?.body])
  })

  it('waits longer each time, and as long as the endpoint asks', async () => {
    const [subject = ''] = newSubjects(1)
    receiver.answer = () => 500
    const { id } = await add()
    await happen(subject, 1)
    const waits: number[] = []
    for (const attempt of upTo(5)) {
      const delivery = await attempted(id, attempt)
      waits.push(Date.parse(delivery?.nextAttemptAt ?? '') - clock.now().getTime())
      ahead = Date.parse(delivery?.nextAttemptAt ?? '') - Date.now()
    }
    for (const [index, wait] of waits.entries()) {
      expect(wait).toBeLessThanOrEqual(5000 * 2 ** index)
      expect(wait).toBeGreaterThan(5000 * 2 ** index * 0.5 - 3000)
    }
    receiver.answer = () => response => response.writeHead(503, { 'retry-after': '7200' }).end('busy')
    const delivery = await attempted(id, 6)
    expect(Date.parse(delivery?.nextAttemptAt ?? '') - clock.now().getTime()).toBeGreaterThan(7_190_000 - 3000)
    // It asked for everybody: nobody else is sent before.
    await happen(newSubjects(1)[0] ?? '', 1)
    await eventually(
      () => deliveries(id),
      ({ length }) => length === 2,
    )
    const before = receiver.received.length
    ahead += hour
    await happen(newSubjects(1)[0] ?? '', 1)
    await eventually(
      () => deliveries(id),
      ({ length }) => length === 3,
    )
    expect(receiver.received).toHaveLength(before)
    receiver.answer = () => 204
    ahead += 2 * hour
    await settled(id)
  })

  it('stops at 410, queues nothing more, and goes on where it was when it is resumed', async () => {
    const [subject = ''] = newSubjects(1)
    receiver.answer = () => 410
    const { id } = await add()
    await happen(subject, 1)
    const gone = await eventually(
      () => ada.call(readWebhook, { params: { id } }),
      ({ state }) => state === 'disabled',
    )
    expect(gone.detail).toContain('410')
    await happen(subject, 2)
    await ada.call(listEvents)
    ahead += hour
    expect(await deliveries(id)).toHaveLength(1)
    expect(receiver.received).toHaveLength(1)
    expect((await ada.call(listAudit)).items.map(({ action }) => action)).toContain('webhook.disabled')
    receiver.answer = () => 204
    await ada.call(updateWebhook, { params: { id }, body: { state: 'active' } })
    await settled(id)
    expect(numbersOf(receiver.of(subject))).toEqual([1, 1])
  })

  it('is paused after three days without a success; everything waits, and comes in order after a person resumed it', async () => {
    const subjects = newSubjects(3)
    receiver.answer = () => 500
    const { id } = await add()
    await tellMany(workspace.ctx, subjects, 2)
    await arrived(3)
    ahead = 73 * hour
    const paused = await eventually(
      () => ada.call(readWebhook, { params: { id } }),
      ({ state }) => state === 'needs_attention',
    )
    expect(paused.detail).toContain('Nothing was taken for 3 days')
    await tellMany(workspace.ctx, subjects, 1)
    receiver.answer = () => 204
    expect((await ada.call(readWebhook, { params: { id } })).state).toBe('needs_attention')
    receiver.received.length = 0
    await ada.call(updateWebhook, { params: { id }, body: { state: 'active' } })
    expect(await settled(id)).toMatchObject({ state: 'active', detail: '', failingSince: null })
    for (const subject of subjects) expect(numbersOf(receiver.of(subject))).toEqual([1, 2, 1])
  })

  it('gives up one event after three days when the endpoint takes those of others, and goes on with the next', async () => {
    const [poison = '', other = ''] = newSubjects(2)
    receiver.answer = ({ event }) => (event.data.subject.id === poison && numbersOf([event])[0] === 1 ? 422 : 204)
    const { id } = await add()
    await happen(poison, 1)
    await happen(poison, 2)
    await attempted(id, 1)
    ahead = 12 * hour
    await happen(other, 1)
    await eventually(
      async () => receiver.of(other),
      ({ length }) => length === 1,
    )
    ahead = 73 * hour
    await settled(id)
    expect(numbersOf(receiver.of(poison)).at(-1)).toBe(2)
    expect((await deliveries(id)).find(({ subjectId, state }) => subjectId === poison && state === 'failed')).toMatchObject({ lastStatus: 422 })
    expect((await ada.call(readWebhook, { params: { id } })).state).toBe('active')
  })

  it('keeps what it can of a huge answer, ends a slow one after 15 seconds, and does not follow a redirect', { timeout: 60_000 }, async () => {
    const elsewhere = await startReceiver()
    const subjects = { huge: newSubjects(1)[0] ?? '', slow: newSubjects(1)[0] ?? '', away: newSubjects(1)[0] ?? '' }
    receiver.answer =
      ({ event }) =>
      response => {
        if (event.data.subject.id === subjects.slow) return void response.writeHead(200).write('still')
        if (event.data.subject.id === subjects.away) return void response.writeHead(302, { location: elsewhere.url }).end()
        response.writeHead(200)
        const chunk = 'x'.repeat(1_000_000)
        const more = () => {
          while (!response.destroyed && response.write(chunk));
          if (!response.destroyed) response.once('drain', more)
        }
        more()
      }
    const { id } = await add()
    for (const subject of Object.values(subjects)) await happen(subject, 1)
    const attempts = await eventually(
      () => deliveries(id),
      list => list.length === 3 && list.every(each => each.attempts > 0),
      25,
    )
    const details = async (subject: string) => {
      const found = attempts.find(({ subjectId }) => subjectId === subject)
      return ada.call(readWebhookDelivery, { params: { id, deliveryId: String(found?.id) } })
    }
    expect(await details(subjects.huge)).toMatchObject({ state: 'delivered', log: [{ status: 200, answer: 'x'.repeat(2048), problem: null }] })
    expect(await details(subjects.slow)).toMatchObject({ state: 'waiting', log: [{ status: null, problem: expect.stringContaining('stopped answering') }] })
    expect((await details(subjects.slow)).log[0]?.milliseconds).toBeGreaterThan(14_000)
    const away = await details(subjects.away)
    expect(away.state).toBe('waiting')
    for (const each of away.log) expect(each).toMatchObject({ status: 302, problem: expect.stringContaining('redirects are not followed') })
    expect(elsewhere.received).toEqual([])
    await elsewhere.close()
  })

  it('sends again from a cursor, from a time, or what is named, under the same ids', async () => {
    const [a = '', b = ''] = newSubjects(2)
    const { id } = await add()
    const { nextCursor } = await ada.call(listEvents, { query: { from: new Date(clock.now().getTime() + 1000).toISOString() } })
    await happen(a, 1)
    await happen(a, 2)
    await happen(b, 1)
    await tell(workspace.ctx, { type: 'user.deleted', subject: b, name: 'not ticked' })
    await settled(id)
    await arrived(3)
    const ids = new Set(receiver.received.map(({ event }) => event.id))
    expect(await ada.call(replayWebhook, { params: { id }, body: { cursor: nextCursor } })).toEqual({ queued: 3, hurried: 0 })
    await settled(id)
    expect(numbersOf(receiver.of(a))).toEqual([1, 2, 1, 2])
    expect(new Set(receiver.received.map(({ event }) => event.id))).toEqual(ids)
    const [one = ''] = receiver.of(b).map(event => event.id)
    expect(await ada.call(replayWebhook, { params: { id }, body: { eventIds: [one] } })).toEqual({ queued: 1, hurried: 0 })
    await settled(id)
    expect(receiver.of(b)).toHaveLength(3)
    expect((await deliveries(id)).map(({ replay }) => replay)).toEqual([true, true, true, true, false, false, false])
    receiver.answer = () => 500
    await happen(b, 2)
    const waiting = await eventually(
      async () => (await deliveries(id))[0],
      delivery => delivery?.state === 'waiting' && delivery.attempts === 1,
    )
    receiver.answer = () => 204
    expect(await ada.call(replayWebhook, { params: { id }, body: { eventIds: [waiting?.eventId ?? ''] } })).toEqual({ queued: 0, hurried: 1 })
    await settled(id)
    expect(await ada.refusal(replayWebhook, { params: { id }, body: { eventIds: [a] } })).toMatchObject({ code: 'not_found' })
    expect(await ada.refusal(replayWebhook, { params: { id }, body: { cursor: 'bm9uc2Vuc2U' } })).toMatchObject({ code: 'bad_request' })
  })

  it('sends a signed ping when asked, also while it is paused, and says what came back', async () => {
    const { id, secret } = await add()
    await ada.call(updateWebhook, { params: { id }, body: { state: 'paused' } })
    receiver.answer = () => response => response.writeHead(200).end('pong')
    expect(await ada.call(testWebhook, { params: { id } })).toMatchObject({ status: 200, answer: 'pong', problem: null })
    const [request] = receiver.received
    expect(request !== undefined && isGenuine(secret, request)).toBe(true)
    expect(request?.event.type).toBe('ping')
    await receiver.close()
    expect(await ada.call(testWebhook, { params: { id } })).toMatchObject({ status: null, problem: expect.stringContaining('cannot be reached') })
    expect(await ada.call(readWebhook, { params: { id } })).toMatchObject({ state: 'paused', waiting: 0, lastFailureAt: null })
    receiver = await startReceiver()
  })

  it('keeps what happens while it is paused', async () => {
    const [subject = ''] = newSubjects(1)
    const { id } = await add()
    expect(await ada.call(updateWebhook, { params: { id }, body: { state: 'paused' } })).toMatchObject({ detail: expect.stringContaining('Paused by') })
    await tellMany(workspace.ctx, [subject], 3)
    await eventually(
      () => ada.call(readWebhook, { params: { id } }),
      ({ waiting }) => waiting === 3,
    )
    expect(receiver.received).toEqual([])
    await ada.call(updateWebhook, { params: { id }, body: { state: 'active' } })
    await settled(id)
    expect(numbersOf(receiver.of(subject))).toEqual([1, 2, 3])
  })

  it('probes an endpoint that is down with one request at a time, not with one for each user', async () => {
    receiver.answer = () => 500
    const { id } = await add()
    await tellMany(workspace.ctx, newSubjects(200), 1)
    await arrived(10)
    const { db } = workspace.ctx
    await eventually(
      async () => (await db.selectFrom('webhooks').select('held_until').where('id', '=', id).executeTakeFirstOrThrow()).held_until,
      held => held !== null,
    )
    // What was under way when it was held back is written down before the clock goes on.
    await eventually(
      () => db.selectFrom('webhook_lanes').select('subject').where('webhook_id', '=', id).where('claim', 'is not', null).execute(),
      inHand => inHand.length === 0,
    )
    expect(receiver.received.length).toBeLessThan(60)
    receiver.answer = () => 204
    ahead += hour
    await settled(id)
  })

  it('brings 10,000 events of 1,000 users to two endpoints through two workers, each in order and none lost or twice', { timeout: 180_000 }, async () => {
    const second = await startReceiver()
    const subjects = newSubjects(1000)
    const [one, two] = [await add(), await add({ url: second.url })]
    const other = openCourier(workspace.ctx)
    try {
      await tellMany(workspace.ctx, subjects, 10)
      await settled(one.id, 150)
      await settled(two.id, 150)
      for (const each of [receiver, second]) {
        expect(each.received).toHaveLength(10_000)
        const seen = Map.groupBy(each.received, ({ event }) => event.data.subject.id)
        expect(seen.size).toBe(1000)
        for (const requests of seen.values()) expect(numbersOf(requests.map(({ event }) => event))).toEqual(upTo(10))
      }
    } finally {
      await other.stop()
      await second.close()
    }
  })
})
