import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { startScimApp } from '../scim-app/index.ts'
import { adminPath } from './index.ts'

const at = '2026-03-01T09:00:00.000Z'
const user = {
  id: 'u1',
  externalId: null,
  userName: 'a@acme.test',
  givenName: 'A',
  familyName: 'B',
  emails: ['a@acme.test'],
  active: true,
  title: null,
  role: null,
  licence: null,
  employeeNumber: null,
  department: null,
  created: at,
  lastModified: at,
}

describe('a stand-in vendor', () => {
  let app: Awaited<ReturnType<typeof startScimApp>>
  beforeAll(async () => {
    app = await startScimApp({ seed: { users: [user], groups: [] }, tokens: { 'token-1234': ['users:read', 'users:write'] } })
  })
  beforeEach(() => app.reset())
  afterAll(() => app.close())

  const ask = (path: string, init: { method?: string; body?: string; signal?: AbortSignal; token?: string } = {}) => {
    const { token = 'token-1234', ...rest } = init
    const type: Record<string, string> = rest.body === undefined ? {} : { 'content-type': 'application/json' }
    return fetch(app.url + path, { ...rest, headers: { authorization: `Bearer ${token}`, ...type } })
  }
  const admin = (path: string, body?: unknown, method = 'POST') =>
    fetch(app.origin + adminPath + path, {
      method,
      ...(body === undefined ? {} : { headers: { 'content-type': 'application/json' }, body: JSON.stringify(body) }),
    })
  const off = { schemas: ['urn:ietf:params:scim:api:messages:2.0:PatchOp'], Operations: [{ op: 'replace', path: 'active', value: false }] }
  const switchOff = () => ask('/Users/u1', { method: 'PATCH', body: JSON.stringify(off) })

  it('keeps what it is told, and forgets it on reset', async () => {
    expect((await switchOff()).status).toBe(200)
    expect(app.state.users[0]?.active).toBe(false)
    expect((await admin('/reset')).status).toBe(200)
    expect(app.state.users[0]?.active).toBe(true)
    expect(app.requests).toEqual([])
  })

  it('goes wrong as told over HTTP: on matching requests, as often as told, and then no more', async () => {
    await admin('/misbehaviours', { act: 'limit', path: '/Users$', method: 'GET', times: 2, after: 1 })
    const statuses: number[] = []
    for (let n = 0; n < 4; n += 1) statuses.push((await ask('/Users')).status)
    expect(statuses).toEqual([200, 429, 429, 200])
    await admin('/misbehaviours', { act: 'server_error' })
    await admin('/misbehaviours', undefined, 'DELETE')
    expect((await ask('/Users')).status).toBe(200)
  })

  it('does not take an act it does not know', async () => {
    expect((await admin('/misbehaviours', { act: 'explode' })).status).toBeGreaterThanOrEqual(400)
    expect((await ask('/Users')).status).toBe(200)
  })

  it('can agree and do nothing', async () => {
    app.misbehave({ act: 'accept_and_not_do', method: 'PATCH' })
    const reply = await switchOff()
    expect([reply.status, await reply.json()]).toMatchObject([200, { active: false }])
    expect(app.state.users[0]?.active).toBe(true)
  })

  it('can do what it is told and never say so', async () => {
    app.misbehave({ act: 'do_but_time_out', method: 'PATCH' })
    const body = JSON.stringify(off)
    await expect(ask('/Users/u1', { method: 'PATCH', body, signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/)
    expect(app.state.users[0]?.active).toBe(false)
  })

  it('tells what it was asked, without credentials', async () => {
    await ask('/Users?count=1')
    await ask('/Users', { token: 'token-wrong' })
    const told = (await (await admin('/requests', undefined, 'GET')).json()) as { items: unknown[] }
    expect(told.items).toMatchObject([{ method: 'GET', path: '/scim/v2/Users', query: { count: '1' }, status: 200 }, { status: 401 }])
    expect(JSON.stringify(told)).not.toContain('token-')
    await ask('/Users/u1', { method: 'PATCH', body: '{' })
    expect(app.requests.at(-1)).toMatchObject({ method: 'PATCH', path: '/scim/v2/Users/u1', body: null })
  })

  it('tells of a request that it leaves unanswered as soon as it has come', async () => {
    app.misbehave({ act: 'stall', method: 'PATCH' })
    const body = JSON.stringify(off)
    await expect(ask('/Users/u1', { method: 'PATCH', body, signal: AbortSignal.timeout(100) })).rejects.toThrow(/timeout/)
    expect(app.requests).toMatchObject([{ method: 'PATCH', path: '/scim/v2/Users/u1', body: off, status: 0 }])
  })
})
