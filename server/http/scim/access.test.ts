import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { createRole, createToken, listAudit, listProvisioningLog, listRoles, readMe, revokeToken, signIn } from '@rollcall/contract'
import {
  coreUser,
  enterpriseUser,
  oktaUser,
  patchOf,
  provision,
  type ProvisionedWorkspace,
  query,
  type ScimClient,
  scimClient,
} from '../../../test/scim/scim-client.ts'
import { admin, type Client, eventually, startWorkspace, type Workspace } from '../../../test/support/workspace.ts'
import { updateUser } from '../../modules/directory/index.ts'

describe('what provisioning gives and takes', () => {
  let workspace: Workspace
  let provisioned: ProvisionedWorkspace
  let scim: ScimClient
  let ada: Client
  const clock = { now: () => new Date(clock.at), at: Date.parse('2026-11-22T18:40:00Z') }
  beforeAll(async () => {
    workspace = await startWorkspace({ clock })
    provisioned = await provision(workspace)
    scim = provisioned.scim
    ada = provisioned.admin
  })
  afterAll(() => workspace.stop())

  const make = async (name: string, extra: Record<string, unknown> = {}) => (await scim.expecting(201, 'POST', '/Users', oktaUser(name, extra))).body
  const read = async (id: string) => (await scim.expecting(200, 'GET', `/Users/${id}`)).body

  it('a role and a licence by their names, at the top or in the extension, before anybody signs in', async () => {
    const top = await make('top', { chorus_role: 'Manager (SDR)', chorus_license_type: 'Listener' })
    expect(top).toMatchObject({ chorus_role: 'Manager (SDR)', chorus_license_type: 'listener' })
    const urn = 'urn:rollcall:params:scim:schemas:extension:2.0:User'
    const inside = await make('inside', { [urn]: { chorus_role: 'enablement/leadership' } })
    expect(inside).toMatchObject({ chorus_role: 'Enablement/Leadership', [urn]: { chorus_role: 'Enablement/Leadership', chorus_license_type: 'recorder' } })
    await scim.expecting(204, 'PATCH', `/Users/${top.id}`, patchOf({ op: 'Replace', path: `${coreUser}:chorus_role`, value: 'Rep (SDR)' }))
    expect((await read(top.id)).chorus_role).toBe('Rep (SDR)')
  })

  it('no role that is not there yet: the refusal names those that are', async () => {
    const refused = await scim.send('POST', '/Users', oktaUser('custom', { chorus_role: 'Deal Desk' }))
    expect(refused.body).toMatchObject({ status: '400', scimType: 'invalidValue', detail: expect.stringContaining('Rep (SDR)') })
    await ada.call(createRole, { body: { name: 'Deal Desk', permissions: ['calls:read'] } })
    expect(await ada.refusal(createRole, { body: { name: 'deal desk', permissions: [] } })).toMatchObject({ code: 'conflict' })
    expect(await make('custom', { chorus_role: 'deal desk' })).toMatchObject({ chorus_role: 'Deal Desk' })
    expect((await ada.call(listRoles)).items.map(role => role.name)).toContain('Deal Desk')
    expect((await scim.send('POST', '/Users', oktaUser('x', { chorus_license_type: 'gold' }))).body).toMatchObject({ status: '400', scimType: 'invalidValue' })
  })

  it('leaves what is pinned, and takes back only what it gave', async () => {
    const { id } = await make('pinned')
    await updateUser(workspace.ctx.db, id, { role: 'enablement', role_source: 'pinned' })
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'chorus_role', value: 'Rep (SDR)' }))
    expect((await read(id)).chorus_role).toBe('Enablement/Leadership')
    await updateUser(workspace.ctx.db, id, { role: 'manager-ae', role_source: 'manual' })
    await scim.expecting(200, 'PUT', `/Users/${id}`, oktaUser('pinned'))
    expect((await read(id)).chorus_role).toBe('Manager (AE/Other)')
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'chorus_role', value: 'Rep (SDR)' }))
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'remove', path: 'chorus_role' }))
    expect((await read(id)).chorus_role).toBe('Manager (AE/Other)')
  })

  it('finds the manager in any order of arrival, by e-mail, id or external id', async () => {
    const early = await make('early', { manager_email: 'BOSS@acme.test' })
    expect(early).toMatchObject({ manager_email: 'BOSS@acme.test', [enterpriseUser]: { manager: { value: 'BOSS@acme.test' } } })
    const boss = await make('boss')
    expect((await read(early.id))[enterpriseUser].manager).toMatchObject({ value: boss.id, displayName: 'boss Acme' })
    const later = await make('later', { [enterpriseUser]: { manager: { value: '00u-boss' } } })
    expect(later).toMatchObject({ manager_email: 'boss@acme.test' })
    expect((await scim.get(`/Users${query({ filter: `id eq "${later.id}" and ${enterpriseUser}:manager eq "${boss.id}"` })}`)).body.totalResults).toBe(1)
    await scim.expecting(204, 'PATCH', `/Users/${later.id}`, patchOf({ op: 'Replace', path: `${enterpriseUser}:manager`, value: '' }))
    expect(await read(later.id)).not.toHaveProperty('manager_email')
    await scim.expecting(204, 'DELETE', `/Users/${boss.id}`)
    expect((await read(early.id)).manager_email).toBe('boss@acme.test')
  })

  it('never the last admin', async () => {
    const self = (await scim.get(`/Users${query({ filter: `userName eq "${admin.email}"` })}`)).body.Resources[0]
    for (const [method, body] of [
      ['PATCH', patchOf({ op: 'replace', value: { active: false } })],
      ['PATCH', patchOf({ op: 'replace', path: 'chorus_role', value: 'Rep (SDR)' })],
      ['DELETE', undefined],
    ] as const)
      expect((await scim.send(method, `/Users/${self.id}`, body)).body).toMatchObject({ status: '403', detail: expect.stringContaining('last active admin') })
    const others = await Promise.all([make('admin1', { chorus_role: 'Admin' }), make('admin2', { chorus_role: 'Admin' })])
    const replies = await Promise.all(
      [self, ...others].map(({ id }) => scim.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'chorus_role', value: 'Rep (SDR)' }))),
    )
    expect(replies.map(reply => reply.status).toSorted((a, b) => a - b)).toEqual([204, 204, 403])
    const left = (await scim.get(`/Users${query({ filter: 'chorus_role eq "Admin"' })}`)).body.Resources
    expect(left).toHaveLength(1)
    await updateUser(workspace.ctx.db, self.id, { role: 'admin', role_source: 'manual' })
  })

  it('ends sessions and tokens with the account, and nothing brings them back', async () => {
    const { email, password } = admin
    await make('deputy', { chorus_role: 'Admin' })
    const { session } = await workspace.guest.call(signIn, { body: { email, password } })
    const browser = workspace.clientWith({ authorization: `Bearer ${session}` })
    const { secret } = await browser.call(createToken, { body: { name: 'script', scopes: ['calls:read'] } })
    const script = workspace.clientWith({ authorization: `Bearer ${secret}` })
    const { id } = (await script.call(readMe)).user
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }))
    expect(await browser.refusal(readMe)).toMatchObject({ code: 'not_signed_in' })
    expect(await script.refusal(readMe)).toMatchObject({ code: 'not_signed_in' })
    expect(await workspace.guest.refusal(signIn, { body: { email, password } })).toMatchObject({ code: 'sign_in_failed' })
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'True' }))
    expect(await script.refusal(readMe)).toMatchObject({ code: 'not_signed_in' })
    const again = await workspace.guest.call(signIn, { body: { email, password } })
    ada = workspace.clientWith({ authorization: `Bearer ${again.session}` })
    expect((await ada.call(readMe)).user.email).toBe(email)
  })

  it('takes a known token with the right scope, in the header alone', async () => {
    const stranger = scimClient(workspace.url, { authorization: 'Bearer rct_unknown' })
    for (const reply of [
      await stranger.get('/Users'),
      await scimClient(workspace.url, {}).get('/Users'),
      await scimClient(workspace.url, {}).get(`/Users?access_token=${provisioned.secret}`),
    ]) {
      expect(reply.body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '401' })
      expect(reply.headers.get('www-authenticate')).toContain('Bearer')
      expect(reply.headers.get('content-type')).toContain('application/scim+json')
    }
    const reader = await ada.call(createToken, { body: { name: 'reader', scopes: ['calls:read'] } })
    expect((await scimClient(workspace.url, { authorization: `Bearer ${reader.secret}` }).get('/Users')).status).toBe(403)
    const short = await ada.call(createToken, { body: { name: 'short', scopes: ['scim:write'] } })
    const brief = scimClient(workspace.url, { authorization: `Bearer ${short.secret}` })
    await brief.expecting(200, 'GET', '/Users?count=1')
    await ada.call(revokeToken, { params: { id: short.id } })
    clock.at += 1001
    expect((await brief.get('/Users')).status).toBe(401)
  })

  it('is told in the provisioning log without a secret, and in the audit log', async () => {
    const okta = scimClient(workspace.url, { authorization: `Bearer ${provisioned.secret}`, 'user-agent': 'Okta SCIM Client 1.0.0' })
    await okta.expecting(201, 'POST', '/Users', oktaUser('logged', { customThing: 1 }))
    await okta.send('POST', '/Users', oktaUser('logged'))
    const log = await eventually(
      () => ada.call(listProvisioningLog, { query: { client: 'okta' } }),
      page => page.items.length === 2,
    )
    const [refused, made] = log.items
    expect(made).toMatchObject({ method: 'POST', path: '/Users', status: 201, outcome: 'created', keptOut: ['customThing'], refusal: null, token: 'idp' })
    expect(refused).toMatchObject({ status: 409, refusal: 'There is a user with the userName logged@acme.test already.' })
    const all = JSON.stringify((await ada.call(listProvisioningLog, { query: { limit: 200 } })).items)
    for (const secret of ['1mz050nq', provisioned.secret]) expect(all).not.toContain(secret)
    const audit = await eventually(
      () => ada.call(listAudit, { query: { action: 'user.deactivated' } }),
      page => page.total === 1,
    )
    expect(audit.items[0]).toMatchObject({ actor: 'token(idp)', detail: { userName: admin.email } })
    const stored = await workspace.ctx.db.selectFrom('users').selectAll().where('user_name', '=', 'logged@acme.test').executeTakeFirstOrThrow()
    expect(JSON.stringify(stored)).not.toContain('1mz050nq')
  })

  it('keeps what was asked, changed and answered in the provisioning log, by user, and no token wherever it stands', async () => {
    const { id } = await make('shown')
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', value: { title: 'Chief', active: false, nickName: provisioned.secret } }))
    await scim.send('PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: 'perhaps' }))
    await scim.expecting(200, 'PUT', `/Users/${id}`, { ...oktaUser('shown'), active: false, nickName: 'Shown' })
    await scim.send('GET', `/Users/%00${provisioned.secret}`)
    await scim.send('POST', '/Users', `{"userName": "cut", "client_secret": "s3cr3t-one", "password": "s3cr3t-two`)
    const { items } = await eventually(
      () => ada.call(listProvisioningLog, { query: { subject: id } }),
      page => page.items.length === 4,
    )
    expect(items.map(({ outcome, changed, scimType }) => ({ outcome, changed, scimType }))).toEqual([
      { outcome: 'updated', changed: expect.arrayContaining(['title (removed)', 'nickName']), scimType: null },
      { outcome: 'refused', changed: [], scimType: 'invalidValue' },
      { outcome: 'deactivated', changed: expect.arrayContaining(['active', 'title', 'nickName']), scimType: null },
      { outcome: 'created', changed: [], scimType: null },
    ])
    expect(items.every(({ subject }) => subject?.id === id && subject?.name === 'shown@acme.test')).toBe(true)
    expect(items[1]?.answer).toContain('active takes true or false.')
    expect((await ada.call(listProvisioningLog, { query: { q: 'shown@acme' } })).total).toBe(4)
    const all = await eventually(
      () => ada.call(listProvisioningLog, { query: { limit: 50 } }),
      page => page.items.some(({ body }) => body?.includes('"cut"') ?? false),
    )
    const text = JSON.stringify(all.items)
    expect([provisioned.secret, 's3cr3t-one', 's3cr3t-two'].filter(secret => text.includes(secret))).toEqual([])
    expect(text.includes('/Users/(removed)')).toBe(true)
  })

  it('survives bodies that are broken, deep or odd', async () => {
    for (const body of [
      '{',
      '[]',
      '"x"',
      'null',
      '['.repeat(100_000),
      '{"userName":{"a":1}}',
      '{"userName":"zero\\u0000byte"}',
      '{"userName":"x","emails":[[["a"]]]}',
    ])
      expect({ body: body.slice(0, 40), status: (await scim.send('POST', '/Users', body)).status }).toEqual({ body: body.slice(0, 40), status: 400 })
    const odd = await make(
      'odd',
      JSON.parse(
        '{"__proto__":{"active":false},"constructor":{"prototype":{"x":1}},"emails":null,"roles":[],"meta":{"version":"x"},"id":"mine","name":{"givenName":"O","honorificPrefix":null}}',
      ) as Record<string, unknown>,
    )
    expect(odd.id).not.toBe('mine')
    expect(odd).toMatchObject({ active: true, name: { givenName: 'O' } })
    expect(odd).not.toHaveProperty('emails')
    expect({}).not.toHaveProperty('x')
  })
})
