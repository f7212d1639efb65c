import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  createRole,
  createWebhook,
  deleteWebhook,
  eventShape,
  EventType,
  exampleOf,
  listAudit,
  listEvents,
  listEventTypes,
  listWebhookDeliveries,
  listWebhooks,
  readWebhookDelivery,
  updateWebhook,
} from '@rollcall/contract'
import { pruneEvents, tell } from '@rollcall/server/modules/webhooks/index.ts'
import { oktaUser, patchOf, provision, type ScimClient } from '../../../test/scim/scim-client.ts'
import { isGenuine, startReceiver } from '../../../test/support/receiver.ts'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

describe('the feed of events', () => {
  let workspace: Workspace
  let ada: Client
  let scim: ScimClient
  let ahead = 0
  beforeAll(async () => {
    workspace = await startWorkspace({ roles: ['web'], clock: { now: () => new Date(Date.now() + ahead) } })
    const provisioned = await provision(workspace)
    ada = provisioned.admin
    scim = provisioned.scim
  })
  afterAll(() => workspace.stop())
  const now = async () => (await ada.call(listEvents, { query: { from: '2100-01-01T00:00:00.000Z' } })).nextCursor
  const since = async (cursor: string) => (await ada.call(listEvents, { query: { cursor } })).items

  it('tells of a user from the first to the last, with what changed, who did it and how they stand', async () => {
    const cursor = await now()
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('ana', { password: 'never-told' }))).body
    await scim.expecting(
      204,
      'PATCH',
      `/Users/${id}`,
      patchOf({ op: 'replace', path: 'title', value: 'CRO' }, { op: 'replace', path: 'chorus_role', value: 'Admin' }),
    )
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }))
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'True' }))
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'True' }))
    await scim.expecting(204, 'DELETE', `/Users/${id}`)
    const events = await since(cursor)
    expect(events.map(({ type }) => type)).toEqual(['user.created', 'user.updated', 'user.deactivated', 'user.reactivated', 'user.deleted'])
    expect(events[1]?.data).toMatchObject({
      actor: 'token(idp)',
      subject: { kind: 'user', id, name: 'ana@acme.test' },
      changes: { title: { from: null, to: 'CRO' }, role: { from: 'rep-ae', to: 'admin' } },
    })
    expect(events[2]?.data.changes).toEqual({ active: { from: true, to: false } })
    expect(events[4]?.data.state).toMatchObject({ id, userName: 'ana@acme.test', active: false, deletedAt: expect.any(String) })
    for (const event of events) eventShape(event.type).parse(event)
    expect(JSON.stringify(events)).not.toContain('never-told')
  })

  it('tells of groups with the members that came and went, of a rename, and of roles', async () => {
    const cursor = await now()
    const { id: user } = (await scim.expecting(201, 'POST', '/Users', oktaUser('bea'))).body
    const { id } = (await scim.expecting(201, 'POST', '/Groups', { displayName: 'Sales', members: [{ value: user }] })).body
    await scim.expecting(
      204,
      'PATCH',
      `/Groups/${id}`,
      patchOf({ op: 'remove', path: `members[value eq "${user}"]` }, { op: 'replace', path: 'displayName', value: 'Sales EMEA' }),
    )
    const role = await ada.call(createRole, { body: { name: 'Analyst', permissions: ['calls:read'] } })
    const events = await since(cursor)
    expect(events.map(({ type }) => type)).toEqual(['user.created', 'group.created', 'group.updated', 'role.created'])
    expect(events[1]?.data.changes).toEqual({ members: { added: [user], removed: [], addedCount: 1, removedCount: 0 } })
    expect(events[2]?.data).toMatchObject({
      changes: { members: { added: [], removed: [user], addedCount: 0, removedCount: 1 }, displayName: { from: 'Sales', to: 'Sales EMEA' } },
      state: { displayName: 'Sales EMEA' },
    })
    expect(events[3]?.data).toMatchObject({ actor: 'ada@rollcall.test', subject: { id: role.id, name: 'Analyst' } })
    for (const event of events) eventShape(event.type).parse(event)
  })

  it('is read page by page to the end and on from there, by type and from a time', async () => {
    const cursor = await now()
    for (const name of ['p1', 'p2', 'p3', 'p4', 'p5']) await scim.expecting(201, 'POST', '/Users', oktaUser(name))
    const first = await ada.call(listEvents, { query: { cursor, limit: 2 } })
    const second = await ada.call(listEvents, { query: { cursor: first.nextCursor, limit: 3 } })
    expect([first.items.length, first.more, second.items.length, second.more]).toEqual([2, true, 3, false])
    expect(new Set([...first.items, ...second.items].map(({ id }) => id)).size).toBe(5)
    const third = await ada.call(listEvents, { query: { cursor: second.nextCursor } })
    expect(third).toEqual({ items: [], nextCursor: second.nextCursor, more: false })
    await scim.expecting(201, 'POST', '/Groups', { displayName: 'Later' })
    expect((await ada.call(listEvents, { query: { cursor: third.nextCursor, types: 'group.created' } })).items).toHaveLength(1)
    expect((await ada.call(listEvents, { query: { from: first.items[0]?.timestamp, types: 'user.created' } })).items.length).toBeGreaterThanOrEqual(5)
  })

  it.each([
    ['a cursor of somebody else', { cursor: 'eyJ4IjoxfQ' }, 'bad_request'],
    ['a type that there is not', { types: 'user.exploded' }, 'bad_request'],
    ['a time that is none', { from: 'yesterday' }, 'bad_request'],
    ['too many at once', { limit: 5000 }, 'bad_request'],
  ])('refuses %s', async (_, query, code) => {
    expect(await ada.refusal(listEvents, { query })).toMatchObject({ code })
  })

  it('skips nothing while writers commit in another order than they wrote', async () => {
    const { ctx } = workspace
    const write = (subject: string, n: number) =>
      ctx.transaction(async () => {
        await tell(ctx, { type: 'user.updated', subject, name: 'x' })
        // Others write and commit in between.
        if (n % 3 === 0) for (let m = 0; m < 5; m++) await ctx.db.selectFrom('users').select('id').execute()
      })
    const subjects = Array.from({ length: 40 }, () => crypto.randomUUID())
    let cursor = await now()
    const read: string[] = []
    const readOn = async () => {
      const page = await ada.call(listEvents, { query: { cursor, limit: 7 } })
      cursor = page.nextCursor
      read.push(...page.items.map(({ data }) => data.subject.id))
      return page.more
    }
    const writing = Promise.all(subjects.map(write))
    const writers = { areDone: false }
    void writing.finally(() => (writers.areDone = true))
    while (!writers.areDone) await readOn()
    await writing
    while (await readOn());
    expect(read.toSorted()).toEqual(subjects.toSorted())
  })

  it('says when a cursor has grown too old, and reads on from what is kept', async () => {
    const cursor = await now()
    await scim.expecting(201, 'POST', '/Users', oktaUser('old'))
    await since(cursor)
    ahead += 31 * 86_400_000
    await pruneEvents(workspace.ctx)
    ada = await signInAdmin({ ...workspace, claimUrl: null })
    expect(await ada.refusal(listEvents, { query: { cursor } })).toMatchObject({ status: 410, code: 'cursor_expired' })
    expect((await ada.call(listEvents)).items).toEqual([])
    await scim.expecting(201, 'POST', '/Users', oktaUser('new'))
    expect((await ada.call(listEvents)).items).toHaveLength(1)
  })

  it('has an example of every type that keeps to its shape', async () => {
    const { items } = await ada.call(listEventTypes)
    expect(items.map(({ type }) => type)).toEqual(EventType.options)
    for (const { type, example } of items) {
      expect(example).toEqual(exampleOf(type))
      eventShape(type).parse(example)
    }
  })
})

describe('webhooks where private addresses are not allowed', () => {
  let workspace: Workspace
  let ada: Client
  beforeAll(async () => {
    workspace = await startWorkspace({ environment: { ROLLCALL_ALLOW_PRIVATE: 'false' } })
    ada = await signInAdmin(workspace)
  })
  afterAll(() => workspace.stop())

  it.each([
    ['a private address', 'https://10.0.0.8/hook'],
    ['this machine', 'https://127.0.0.1/hook'],
    ['IPv6 in disguise', 'https://[::ffff:192.168.1.1]/hook'],
    ['the metadata of a cloud', 'https://169.254.169.254/latest'],
    ['no encryption', 'http://hooks.acme.com/rollcall'],
    ['a password in the address', 'https://user:pass@hooks.acme.com/'],
  ])('refuses %s when it is entered, and keeps nothing', async (_, url) => {
    expect(await ada.refusal(createWebhook, { body: { name: 'x', url } })).toMatchObject({ status: 422, code: 'address_refused', at: 'url' })
    expect((await ada.call(listWebhooks)).items).toEqual([])
  })

  it('refuses a name that leads to a private address when it is sent, however harmless it looked', async () => {
    const receiver = await startReceiver()
    const { port } = new URL(receiver.url)
    const { id } = await ada.call(createWebhook, { body: { name: 'rebound', url: `https://localhost:${port}/hook` } })
    await tell(workspace.ctx, { type: 'user.updated', subject: crypto.randomUUID(), name: 'x' })
    const delivery = await eventually(
      async () => (await ada.call(listWebhookDeliveries, { params: { id } })).items[0],
      found => (found?.attempts ?? 0) > 0,
    )
    const { log } = await ada.call(readWebhookDelivery, { params: { id, deliveryId: String(delivery?.id) } })
    expect(log[0]).toMatchObject({ status: null, problem: expect.stringContaining('inside a private network') })
    expect(receiver.received).toEqual([])
    expect(await ada.refusal(updateWebhook, { params: { id }, body: { url: receiver.url } })).toMatchObject({ code: 'address_refused' })
    await receiver.close()
  })

  it('is for admins: nobody else, and no stranger, sees or changes one', async () => {
    const id = (await ada.call(listWebhooks)).items[0]?.id ?? ''
    for (const ask of [
      () => workspace.guest.refusal(listWebhooks),
      () => workspace.guest.refusal(deleteWebhook, { params: { id } }),
      () => workspace.guest.refusal(listEvents),
    ])
      expect(await ask()).toMatchObject({ status: 401 })
    expect(await ada.refusal(deleteWebhook, { params: { id: crypto.randomUUID() } })).toMatchObject({ code: 'not_found' })
    expect(await ada.refusal(createWebhook, { body: { name: '', url: 'https://hooks.acme.com' } })).toMatchObject({ code: 'bad_request', at: 'name' })
    expect(await ada.refusal(createWebhook, { body: { name: 'x', url: 'not an address' } })).toMatchObject({ code: 'bad_request', at: 'url' })
    expect(await ada.refusal(createWebhook, { body: { name: 'x', url: 'https://hooks.acme.com', types: [] } })).toMatchObject({ code: 'bad_request' })
    await ada.call(deleteWebhook, { params: { id } })
    expect((await ada.call(listAudit)).items.map(({ action }) => action)).toEqual(expect.arrayContaining(['webhook.created', 'webhook.deleted']))
    expect(isGenuine('whsec_x', { headers: {}, body: '', event: exampleOf('user.created') })).toBe(false)
  })
})
