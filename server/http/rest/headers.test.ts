import { randomUUID } from 'node:crypto'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createToken, listUsers, readMe } from '@rollcall/contract'
import { rawly } from '../../../test/support/raw.ts'
import { type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { sweep } from '../../jobs/sweep.ts'

let now = new Date('2026-11-22T18:40:00.000Z').getTime()
let workspace: Workspace
let ada: Client
let send: ReturnType<typeof rawly>
beforeAll(async () => {
  workspace = await startWorkspace({ clock: { now: () => new Date(now) } })
  ada = await signInAdmin(workspace)
  send = rawly(workspace, ada)
})
afterAll(() => workspace.stop())

const create = (key: string, userName: string) => send('POST', '/users', { body: { userName: `${userName}@acme.test` }, headers: { 'idempotency-key': key } })
const count = async (q: string) => (await ada.call(listUsers, { query: { q } })).total

describe('an Idempotency-Key', () => {
  it('answers the same request again with the first answer, and does it once', async () => {
    const key = `"${randomUUID()}"`
    const [first, again] = [await create(key, 'once'), await create(key, 'once')]
    expect(first.status).toBe(200)
    expect(again.body).toEqual(first.body)
    expect(again.headers.get('etag')).toBe(first.headers.get('etag'))
    expect(await count('once')).toBe(1)
    const refused = [await create('k-refused', 'once'), await create('k-refused', 'once')]
    expect(refused.map(reply => reply.status)).toEqual([409, 409])
    expect(refused[1]?.body.error.requestId).toBe(refused[0]?.body.error.requestId)
  })

  it('is not for another request: 422', async () => {
    await create('k-body', 'first')
    const other = await create('k-body', 'second')
    expect(other).toMatchObject({ status: 422, body: { error: { code: 'idempotency_key_reused' } } })
    expect(await count('second')).toBe(0)
  })

  it('lets one of two at once through, and tells the other to wait or what the first answered', async () => {
    const replies = await Promise.all(Array.from({ length: 6 }, () => create('k-race', 'race')))
    expect(await count('race')).toBe(1)
    const [answered, waiting] = [replies.filter(reply => reply.status === 200), replies.filter(reply => reply.status !== 200)]
    expect(answered.map(reply => reply.body.userName)).toEqual(answered.map(() => 'race@acme.test'))
    expect(waiting.map(reply => [reply.status, reply.body.error.code, reply.headers.get('retry-after')])).toEqual(
      waiting.map(() => [409, 'idempotency_key_in_use', '1']),
    )
    expect(answered.length).toBeGreaterThan(0)
    expect((await create('k-race', 'race')).status).toBe(200)
  })

  it('belongs to the caller, has a reasonable form, and lasts a day', async () => {
    const { secret } = await ada.call(createToken, { body: { name: 't', scopes: ['users:write'], expiresAt: null } })
    const other = rawly(workspace, workspace.clientWith({ authorization: `Bearer ${secret}` }))
    expect((await create('k-mine', 'mine')).status).toBe(200)
    expect((await other('POST', '/users', { body: { userName: 'theirs@acme.test' }, headers: { 'idempotency-key': 'k-mine' } })).body.userName).toBe(
      'theirs@acme.test',
    )
    expect((await create('a key', 'mine')).body.error).toMatchObject({ code: 'bad_request', at: 'Idempotency-Key' })
    expect((await create('x'.repeat(256), 'mine')).status).toBe(400)
    now += 23 * 3_600_000
    await sweep.run(workspace.ctx, {})
    expect((await create('k-mine', 'mine')).status).toBe(200)
    now += 2 * 3_600_000
    await sweep.run(workspace.ctx, {})
    expect((await create('k-mine', 'mine')).status).toBe(409)
  })

  it('that a killed process left behind is taken over after five minutes, by the same request alone', async () => {
    const actor = (await ada.call(readMe)).user.id
    const first = await create('k-dead', 'dead')
    expect(first.status).toBe(200)
    await workspace.ctx.db.updateTable('idempotency_keys').set({ status: null, answer: null }).where('key', '=', 'k-dead').where('actor', '=', actor).execute()
    expect((await create('k-dead', 'dead')).body.error.code).toBe('idempotency_key_in_use')
    now += 301_000
    expect((await create('k-dead', 'other')).body.error.code).toBe('idempotency_key_reused')
    // The first did its work before it died: it is not done twice.
    expect((await create('k-dead', 'dead')).body.error.code).toBe('conflict')
    expect(await count('dead')).toBe(1)
  })

  it('keeps no answer readable in the database', async () => {
    await create('k-sealed', 'sealed')
    const row = await workspace.ctx.db.selectFrom('idempotency_keys').select('answer').where('key', '=', 'k-sealed').executeTakeFirstOrThrow()
    expect(row.answer).not.toContain('sealed@acme.test')
  })
})

describe('the limit', () => {
  it('is told with every answer, also with a refusal', async () => {
    for (const reply of [await send('GET', '/users'), await send('GET', '/users/nonsense'), await rawly(workspace, workspace.guest)('GET', '/users')]) {
      expect(reply.headers.get('ratelimit-policy')).toBe('"address";q=1200;w=60')
      expect(reply.headers.get('ratelimit')).toMatch(/^"address";r=\d+;t=\d+$/)
      expect(reply.headers.get('x-ratelimit-limit')).toBeNull()
    }
  })

  it('that is reached says when to come back', async () => {
    const replies = await Promise.all(Array.from({ length: 1300 }, () => fetch(`${workspace.url}/api/v1/users`)))
    const refused = replies.filter(reply => reply.status === 429)
    expect(refused.length).toBeGreaterThan(0)
    const [first] = refused
    expect(Number(first?.headers.get('retry-after'))).toBeGreaterThan(0)
    expect(first?.headers.get('ratelimit')).toMatch(/^"address";r=0;t=\d+$/)
    expect(await first?.json()).toMatchObject({ error: { code: 'rate_limited' } })
  })
})
