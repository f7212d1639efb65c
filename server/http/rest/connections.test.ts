import { type OktaSeed, startOkta } from '@rollcall/simulators'
import { sql } from 'kysely'
import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest'
import {
  checkConnection,
  createConnection,
  deleteConnection,
  listAudit,
  listConnections,
  listConnectors,
  readConnection,
  syncConnection,
  updateConnection,
} from '@rollcall/contract'
import { withConnection } from '../../modules/connections/index.ts'
import { type Client, eventually, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const seed: OktaSeed = { users: [], groups: [{ id: '00g0', name: 'Everyone', type: 'BUILT_IN', members: [] }], apps: [] }
const every = ['okta.users.read', 'okta.groups.read', 'okta.apps.read'] as const
const goodToken = '00-a-very-secret-api-token'

describe('connections', () => {
  let workspace: Workspace
  let ada: Client
  let okta: Awaited<ReturnType<typeof startOkta>>
  beforeAll(async () => {
    okta = await startOkta({ seed, tokens: { [goodToken]: every, '00-another-good-token': every, '00-no-groups': ['okta.users.read'] } })
    workspace = await startWorkspace()
    ada = await signInAdmin(workspace)
  })
  afterEach(async () => {
    okta.reset()
    for (const { id } of (await ada.call(listConnections)).items) await ada.call(deleteConnection, { params: { id } })
  })
  afterAll(async () => {
    await workspace.stop()
    await okta.close()
  })

  const written = (apiToken = goodToken, more: Partial<{ name: string; baseUrl: string }> = {}) => ({
    body: { connector: 'okta', name: 'Okta', baseUrl: okta.url, auth: 'bearer', credentials: { apiToken }, ...more },
  })
  const actions = async () => (await ada.call(listAudit, { query: { limit: 200 } })).items.map(entry => entry.action)

  it('shows a catalogue with the forms to fill in', async () => {
    const card = (await ada.call(listConnectors)).items.find(each => each.id === 'okta')
    expect(card?.capabilities).toContain('reads people')
    expect(card?.auth[0]?.fields).toContainEqual(expect.objectContaining({ name: 'apiToken', secret: true, required: true }))
  })

  it('keeps a connection that was proven, and seals its secret', async () => {
    const connection = await ada.call(createConnection, written())
    expect(connection).toMatchObject({ state: 'working', name: 'Okta', baseUrl: okta.url })
    expect(JSON.stringify(connection)).not.toContain(goodToken)
    const { rows } = await sql<{ all: string }>`select to_jsonb(c)::text as all from connections c`.execute(workspace.ctx.db)
    expect(rows[0]?.all).not.toContain(goodToken)
    expect(await actions()).toContain('connection.created')
  })

  it.each([
    ['a wrong token', '00-wrong', 'credentials_refused'],
    ['a token that lacks a permission', '00-no-groups', 'permission_missing'],
  ])('refuses %s with its reason, and keeps nothing', async (_, apiToken, code) => {
    const before = (await actions()).filter(action => action === 'connection.created').length
    const refusal = await ada.refusal(createConnection, written(apiToken))
    expect(refusal).toMatchObject({ status: 422, code })
    expect(refusal.message).not.toContain(apiToken)
    expect((await ada.call(listConnections)).items).toEqual([])
    expect((await actions()).filter(action => action === 'connection.created')).toHaveLength(before)
  })

  it('names the field that is missing or misshapen', async () => {
    const refusal = await ada.refusal(createConnection, { body: { ...written().body, credentials: {} } })
    expect(refusal).toMatchObject({ code: 'bad_request', at: 'credentials.apiToken' })
    expect(await ada.refusal(createConnection, { body: { ...written().body, connector: 'nothing' } })).toMatchObject({ code: 'not_found' })
    expect(okta.requests).toEqual([])
  })

  it('refuses a second connection of the same name', async () => {
    await ada.call(createConnection, written())
    expect(await ada.refusal(createConnection, written(goodToken, { name: 'OKTA' }))).toMatchObject({ code: 'conflict', at: 'name' })
    expect((await ada.call(listConnections)).items).toHaveLength(1)
  })

  it('marks a connection whose token was revoked, and asks the vendor no more until it is mended', async () => {
    const { id } = await ada.call(createConnection, written())
    await eventually(
      () => ada.call(readConnection, { params: { id } }),
      each => each.lastReads.length > 0 && each.reading === null,
    )
    okta.misbehave({ act: 'unauthorized', times: 50 })
    expect(await ada.call(checkConnection, { params: { id } })).toMatchObject({ state: 'needs_attention' })
    const asked = okta.requests.length
    expect(await ada.refusal(syncConnection, { params: { id } })).toMatchObject({ code: 'conflict' })
    await expect(withConnection(workspace.ctx, id, async () => 'reached')).rejects.toThrow('needs attention')
    expect(okta.requests).toHaveLength(asked)
    okta.reset()
    const mended = await ada.call(updateConnection, { params: { id }, body: { auth: 'bearer', credentials: { apiToken: '00-another-good-token' } } })
    expect(mended.state).toBe('working')
  })

  it('keeps the credentials in use when new ones are refused', async () => {
    const { id } = await ada.call(createConnection, written())
    expect(await ada.refusal(updateConnection, { params: { id }, body: { auth: 'bearer', credentials: { apiToken: '00-wrong' } } })).toMatchObject({
      code: 'credentials_refused',
    })
    expect(await ada.call(checkConnection, { params: { id } })).toMatchObject({ state: 'working' })
  })

  it('pauses and resumes', async () => {
    const { id } = await ada.call(createConnection, written())
    expect(await ada.call(updateConnection, { params: { id }, body: { paused: true } })).toMatchObject({ state: 'paused' })
    await expect(withConnection(workspace.ctx, id, async () => 'reached')).rejects.toThrow('is paused')
    expect(await ada.call(updateConnection, { params: { id }, body: { paused: false } })).toMatchObject({ state: 'working' })
  })

  it('shares one rate budget among all who use the connection', async () => {
    const { id } = await ada.call(createConnection, written())
    await eventually(
      () => ada.call(readConnection, { params: { id } }),
      each => each.lastReads.length > 0 && each.reading === null,
    )
    const { takeFromBudget } = await import('../../modules/connections/connection.queries.ts')
    const now = new Date(workspace.ctx.clock.now().getTime() + 60_000)
    const waits = await Promise.all(Array.from({ length: 30 }, () => takeFromBudget(workspace.ctx.db, id, now, 100, 10)))
    expect(waits.filter(wait => wait <= 0)).toHaveLength(10)
    expect(
      waits
        .toSorted((a, b) => a - b)
        .slice(10)
        .map(wait => Math.round(wait)),
    ).toEqual(Array.from({ length: 20 }, (_, n) => (n + 1) * 100))
  })
})
