import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { createToken, eventShape, listAudit, listEvents, listTokens, readMe, renewToken, revokeToken, revokeTokenSecret } from '@rollcall/contract'
import { scimClient } from '../../../test/scim/scim-client.ts'
import { admin, type Client, signInAdmin, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import * as directory from '../../modules/directory/index.ts'

const day = 86_400_000

describe('tokens', () => {
  let workspace: Workspace
  let ada: Client
  let ahead = 0
  const now = () => new Date(Date.now() + ahead)
  const inDays = (days: number) => new Date(now().getTime() + days * day).toISOString()
  beforeAll(async () => {
    workspace = await startWorkspace({ roles: ['web'], clock: { now } })
    ada = await signInAdmin(workspace)
  })
  afterAll(() => workspace.stop())
  const travel = async (days: number) => {
    ahead += days * day
    ada = await signInAdmin({ ...workspace, claimUrl: null })
  }
  let cursor = ''
  beforeEach(async () => {
    for (const { id } of (await ada.call(listTokens)).items) await ada.call(revokeToken, { params: { id } })
    cursor = (await ada.call(listEvents, { query: { from: '2100-01-01T00:00:00.000Z' } })).nextCursor
  })
  const make = (expiresAt: string | null = null) => ada.call(createToken, { body: { name: 'Okta', scopes: ['scim:write'], expiresAt } })
  const provisions = async (secret: string) => (await scimClient(workspace.url, { authorization: `Bearer ${secret}` }).get('/Users?count=0')).status
  const events = async () => (await ada.call(listEvents, { query: { cursor } })).items
  const only = async () => {
    const [token] = (await ada.call(listTokens)).items
    if (token === undefined) throw new Error('there is no token')
    return token
  }

  it('has a new secret at once when it is renewed; the old one works until the time that was chosen, and shows its last use', async () => {
    const { id, secret: old } = await make()
    const { secret: fresh } = await ada.call(renewToken, { params: { id }, body: { oldEndsAt: inDays(7) } })
    expect([await provisions(old), await provisions(fresh)]).toEqual([200, 200])
    const { secrets } = await only()
    expect(secrets).toEqual([
      expect.objectContaining({ last4: fresh.slice(-4), lastUsedAt: expect.any(String), endsAt: null }),
      expect.objectContaining({ last4: old.slice(-4), lastUsedAt: expect.any(String), endsAt: expect.any(String) }),
    ])
    await travel(6.9)
    expect(await provisions(old)).toBe(200)
    await travel(0.2)
    expect([await provisions(old), await provisions(fresh)]).toEqual([401, 200])
    expect((await only()).secrets).toHaveLength(1)
    expect(JSON.stringify(await ada.call(listTokens))).not.toContain(fresh.slice(4))
    const told = await events()
    expect(told.map(({ type }) => type)).toEqual(['token.created', 'token.renewed'])
    for (const event of told) eventShape(event.type).parse(event)
    expect(JSON.stringify(told)).not.toContain(fresh.slice(4))
  })

  it('may be renewed again while it is being renewed, and ends at once where that is wanted', async () => {
    const { id, secret: first } = await make()
    const { secret: second } = await ada.call(renewToken, { params: { id }, body: { oldEndsAt: inDays(7) } })
    const { secret: third } = await ada.call(renewToken, { params: { id }, body: { oldEndsAt: inDays(30) } })
    expect([await provisions(first), await provisions(second), await provisions(third)]).toEqual([200, 200, 200])
    await travel(8)
    expect([await provisions(first), await provisions(second), await provisions(third)]).toEqual([401, 200, 200])
    const { secret: fourth } = await ada.call(renewToken, { params: { id }, body: { oldEndsAt: inDays(-1) } })
    await travel(0.001)
    expect([await provisions(second), await provisions(third), await provisions(fourth)]).toEqual([401, 401, 200])
  })

  it('loses either secret when it is revoked; with the new one gone, the old one goes on without an end', async () => {
    const { id, secret: old } = await make()
    const { secret: fresh, secrets } = await ada.call(renewToken, { params: { id }, body: { oldEndsAt: inDays(7) } })
    const [newest] = secrets
    const after = await ada.call(revokeTokenSecret, { params: { id, secretId: newest?.id ?? '' } })
    expect(after.secrets).toEqual([expect.objectContaining({ last4: old.slice(-4), endsAt: null })])
    await travel(30)
    expect([await provisions(old), await provisions(fresh)]).toEqual([200, 401])
    const secretId = after.secrets[0]?.id ?? ''
    expect(await ada.refusal(revokeTokenSecret, { params: { id, secretId } })).toMatchObject({
      code: 'conflict',
      message: expect.stringContaining('only secret'),
    })
    expect(await ada.refusal(revokeTokenSecret, { params: { id, secretId: crypto.randomUUID() } })).toMatchObject({ code: 'not_found' })
    expect(await provisions(old)).toBe(200)
    await ada.call(revokeToken, { params: { id } })
    await travel(0.001)
    expect(await provisions(old)).toBe(401)
  })

  it('lives as long again as before when it is renewed, or as long as was chosen', async () => {
    const { id, secret } = await make(inDays(90))
    await travel(80)
    const renewed = await ada.call(renewToken, { params: { id }, body: { oldEndsAt: inDays(30) } })
    expect(Date.parse(renewed.expiresAt ?? '') - now().getTime()).toBeGreaterThan(89.9 * day)
    await travel(20)
    expect(await provisions(secret)).toBe(200)
    const forEver = await ada.call(renewToken, { params: { id }, body: { oldEndsAt: inDays(1), expiresAt: null } })
    expect(forEver.expiresAt).toBeNull()
    expect(await ada.refusal(renewToken, { params: { id }, body: { oldEndsAt: inDays(1), expiresAt: inDays(-1) } })).toMatchObject({
      code: 'bad_request',
      at: 'expiresAt',
    })
    expect(await ada.refusal(createToken, { body: { name: 'x', scopes: ['scim:write'], expiresAt: inDays(-1) } })).toMatchObject({ code: 'bad_request' })
    expect(await ada.refusal(renewToken, { params: { id: crypto.randomUUID() }, body: { oldEndsAt: inDays(1) } })).toMatchObject({ code: 'not_found' })
  })

  it('warns twice before a token ends, and of an old secret that is still in use', async () => {
    const { id, secret } = await make(inDays(60))
    const warnings = async () => {
      await directory.warnOfTokens(workspace.ctx)
      await directory.warnOfTokens(workspace.ctx)
      return (await events()).filter(({ type }) => type === 'token.expiring').length
    }
    expect(await warnings()).toBe(0)
    await travel(47)
    expect(await warnings()).toBe(1)
    await travel(12)
    expect(await warnings()).toBe(2)
    await ada.call(renewToken, { params: { id }, body: { oldEndsAt: inDays(10), expiresAt: null } })
    expect(await warnings()).toBe(2)
    ahead += 2 * 60_000
    expect(await provisions(secret)).toBe(200)
    await travel(9)
    expect(await warnings()).toBe(3)
    for (const event of await events()) eventShape(event.type).parse(event)
  })

  it('tells when a token ends because its owner may not sign in any more; one that provisions goes on', async () => {
    const scim = await make()
    const provider = scimClient(workspace.url, { authorization: `Bearer ${scim.secret}` })
    const made = await provider.expecting(201, 'POST', '/Users', {
      schemas: [],
      userName: 'bob@acme.test',
      emails: [{ value: 'bob@acme.test' }],
      chorus_role: 'Admin',
    })
    const owner = await directory.findUser(workspace.ctx.db, made.body.id)
    if (owner === undefined) throw new Error('there is no user')
    const bob = { kind: 'user', id: owner.id, name: 'Bob', email: owner.email, permissions: directory.permissionsOfUser(owner) } as const
    const own = await directory.createToken({ ...workspace.ctx, actor: bob }, { name: 'script', scopes: ['calls:read'], expiresAt: null })
    const script = workspace.clientWith({ authorization: `Bearer ${own.secret}` })
    await script.call(readMe)
    await provider.expecting(204, 'PATCH', `/Users/${owner.id}`, { schemas: [], Operations: [{ op: 'replace', path: 'active', value: false }] })
    expect(await script.refusal(readMe)).toMatchObject({ status: 401 })
    expect(await provisions(scim.secret)).toBe(200)
    const last = (await events()).filter(({ type }) => type === 'token.revoked')
    expect(last).toEqual([
      expect.objectContaining({ data: expect.objectContaining({ actor: 'system(account closed)', subject: { kind: 'token', id: own.id, name: 'script' } }) }),
    ])
  })

  it('is written down without its secret, and no token makes or renews one', async () => {
    const { id, secret } = await ada.call(createToken, { body: { name: 'Script', scopes: ['calls:read'] } })
    const entries = (await ada.call(listAudit, { query: { q: id } })).items
    expect(entries.map(({ action }) => action)).toEqual(['token.created'])
    expect(JSON.stringify(entries)).not.toContain(secret.slice(4))
    const script = workspace.clientWith({ authorization: `Bearer ${secret}` })
    expect(await script.refusal(renewToken, { params: { id }, body: { oldEndsAt: inDays(1) } })).toMatchObject({ status: 403, code: 'not_allowed' })
    expect(await only()).toMatchObject({ madeBy: admin.email, ofWorkspace: false })
  })
})
