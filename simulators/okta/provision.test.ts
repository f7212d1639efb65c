import { afterEach, describe, expect, it, vi } from 'vitest'
import { startScimApp } from '../scim-app/index.ts'
import { startOkta } from './index.ts'
import type { OktaUser } from './index.ts'

const at = '2026-03-01T09:00:00.000Z'
const person = (n: number): OktaUser => ({
  id: `00u${n}`,
  status: 'ACTIVE',
  created: at,
  statusChanged: at,
  lastLogin: null,
  lastUpdated: at,
  profile: { login: `p${n}@acme.test`, email: `p${n}@acme.test`, firstName: 'Pat', lastName: `No ${n}` },
})

describe("Okta's provisioning into an app", () => {
  const closing: (() => Promise<void>)[] = []
  afterEach(() => Promise.all(closing.splice(0).map(close => close())))

  const start = async () => {
    const rights = ['users:read', 'users:write', 'groups:read', 'groups:write'] as const
    const app = await startScimApp({ seed: { users: [], groups: [{ id: 'g1', displayName: 'Sales', members: [] }] }, tokens: { 'from-okta': rights } })
    const okta = await startOkta({
      seed: {
        users: [person(1), person(2)],
        groups: [{ id: '00g1', name: 'Sales', type: 'OKTA_GROUP', members: [] }],
        apps: [{ id: '0oa1', name: 'app', label: 'App', assigned: [], groups: ['00g1'] }],
      },
      tokens: { '00-all': ['okta.users.manage', 'okta.groups.manage', 'okta.apps.manage'] },
      provisioning: { '0oa1': { url: app.url, token: 'from-okta', pushGroups: ['Sales'] } },
    })
    closing.push(
      () => app.close(),
      () => okta.close(),
    )
    const ask = async (method: string, path: string, body?: object) => {
      const headers = { authorization: 'SSWS 00-all', ...(body === undefined ? {} : { 'content-type': 'application/json' }) }
      return fetch(okta.url + path, { method, headers, ...(body === undefined ? {} : { body: JSON.stringify(body) }) })
    }
    return { app, okta, ask }
  }

  it('makes the account a moment after the assignment, and switches it off when that is taken back', async () => {
    const { app, okta, ask } = await start()
    const reply = await ask('POST', '/api/v1/apps/0oa1/users', { id: '00u1', scope: 'USER' })
    expect(await reply.json()).toMatchObject({ id: '00u1', syncState: 'SYNCING' })
    await vi.waitFor(() => expect(okta.state.apps[0]?.assigned[0]?.syncState).toBe('SYNCHRONIZED'))
    expect(app.state.users).toMatchObject([{ userName: 'p1@acme.test', externalId: '00u1', active: true }])
    await ask('DELETE', '/api/v1/apps/0oa1/users/00u1')
    await vi.waitFor(() => expect(app.state.users).toMatchObject([{ active: false }]))
    await ask('POST', '/api/v1/apps/0oa1/users', { id: '00u1', scope: 'USER' })
    await vi.waitFor(() => expect(app.state.users).toMatchObject([{ active: true }]))
  })

  it('follows groups that give the app, and pushes them', async () => {
    const { app, okta, ask } = await start()
    await ask('PUT', '/api/v1/groups/00g1/users/00u2')
    await vi.waitFor(() => expect(app.state.groups[0]?.members).toHaveLength(1))
    expect(okta.state.apps[0]?.assigned).toMatchObject([{ userId: '00u2', scope: 'GROUP', syncState: 'SYNCHRONIZED' }])
    expect((await ask('DELETE', '/api/v1/apps/0oa1/users/00u2')).status).toBe(403)
    await ask('DELETE', '/api/v1/groups/00g1/users/00u2')
    await vi.waitFor(() => expect(app.state).toMatchObject({ users: [{ active: false }], groups: [{ members: [] }] }))
    expect(okta.state.apps[0]?.assigned).toEqual([])
  })

  it('shows an error when the app no longer takes its token', async () => {
    const { app, okta, ask } = await start()
    app.misbehave({ act: 'unauthorized', times: 1000 })
    await ask('POST', '/api/v1/apps/0oa1/users', { id: '00u1', scope: 'USER' })
    await vi.waitFor(() => expect(okta.state.apps[0]?.assigned[0]?.syncState).toBe('ERROR'))
    expect(app.state.users).toEqual([])
  })
})
