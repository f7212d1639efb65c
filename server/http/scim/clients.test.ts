// What each identity provider sends, in the order in which it sends it.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import {
  coreGroup,
  coreUser,
  enterpriseUser,
  oktaUser,
  patchOf,
  patchOp,
  provision,
  query,
  type ScimClient,
  scimClient,
} from '../../../test/scim/scim-client.ts'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

describe('journeys of identity providers', () => {
  let workspace: Workspace
  let secret: string
  beforeAll(async () => {
    workspace = await startWorkspace()
    secret = (await provision(workspace)).secret
  })
  afterAll(() => workspace.stop())

  const client = (headers: Record<string, string>): ScimClient => scimClient(workspace.url, { authorization: `Bearer ${secret}`, ...headers })
  const okta = () => client({ 'user-agent': 'Okta SCIM Client 1.0.0', 'accept-charset': 'utf-8', 'content-type': 'application/scim+json; charset=utf-8' })
  const entra = () => client({ adscimversion: '1.0', accept: 'application/scim+json' })
  const find = async (scim: ScimClient, path: string, filter: string, more: Record<string, string> = {}) =>
    (await scim.expecting(200, 'GET', `${path}${query({ filter, ...more })}`)).body

  it('Okta, custom app: everything by GET and PUT', async () => {
    const scim = okta()
    await scim.expecting(200, 'GET', '/Users?startIndex=1&count=2')
    const name = 'okta-custom@acme.test'
    expect(await find(scim, '/Users', `userName eq "${name}"`, { startIndex: '1', count: '100' })).toMatchObject({ totalResults: 0, Resources: [] })
    const body = oktaUser('okta-custom', { chorus_role: 'Rep (SDR)', chorus_license_type: 'recorder', manager_email: 'okta-boss@acme.test' })
    const { id } = (await scim.expecting(201, 'POST', '/Users', body)).body
    const { body: present } = await scim.expecting(200, 'GET', `/Users/${id}`)
    await scim.expecting(200, 'PUT', `/Users/${id}`, { ...present, ...body, title: 'AE' })
    const off = (await scim.expecting(200, 'PUT', `/Users/${id}`, { ...present, ...body, active: false })).body
    expect(off).toMatchObject({ active: false, chorus_role: 'Rep (SDR)' })
    expect((await scim.expecting(201, 'POST', '/Users', body)).body).toMatchObject({ id, active: true })
    const group = (await scim.expecting(201, 'POST', '/Groups', { schemas: [coreGroup], displayName: 'Okta custom', members: [] })).body
    expect(group.members).toEqual([])
    await scim.expecting(200, 'PUT', `/Groups/${group.id}`, { ...group, members: [{ value: id, display: name }] })
    expect((await scim.get(`/Groups/${group.id}`)).body.members).toMatchObject([{ value: id }])
    await scim.expecting(204, 'DELETE', `/Groups/${group.id}`)
  })

  it('Okta, OIN app: PATCH without path', async () => {
    const scim = okta()
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('okta-oin'))).body
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', value: { active: false } }))
    expect(await find(scim, '/Users', 'userName eq "okta-oin@acme.test"')).toMatchObject({ totalResults: 1, Resources: [{ id, active: false }] })
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', value: { active: true } }))
    const group = (await scim.expecting(201, 'POST', '/Groups', { schemas: [coreGroup], displayName: 'Okta OIN', members: [] })).body
    await scim.expecting(
      204,
      'PATCH',
      `/Groups/${group.id}`,
      patchOf({ op: 'replace', value: { id: group.id, displayName: 'Okta OIN' } }, { op: 'add', path: 'members', value: [{ value: id, display: 'x@y.z' }] }),
    )
    expect((await scim.get(`/Groups/${group.id}`)).body.members).toHaveLength(1)
    await scim.expecting(204, 'PATCH', `/Groups/${group.id}`, patchOf({ op: 'replace', path: 'members', value: [] }))
    expect((await scim.get(`/Groups/${group.id}`)).body.members).toEqual([])
  })

  it.each([
    ['default', (active: boolean): object => ({ op: 'Replace', path: 'active', value: active ? 'True' : 'False' }), ''],
    [
      'aadOptscim062020',
      (active: boolean): object => ({ op: 'replace', value: { active, 'name.givenName': 'New', [`${enterpriseUser}:employeeNumber`]: '7' } }),
      '?aadOptscim062020',
    ],
  ])('Entra ID, %s dialect', async (dialect, change, flag) => {
    const scim = entra()
    const user = `entra-${dialect}`
    expect(await find(scim, '/Users', `userName eq "${crypto.randomUUID()}"`)).toMatchObject({ totalResults: 0, Resources: [] })
    const made = (
      await scim.expecting(201, 'POST', `/Users${flag}`, {
        ...oktaUser(user),
        schemas: [coreUser, 'urn:ietf:params:scim:schemas:extension:enterprise:2.0User'],
        addresses: [{ type: 'work', country: null, streetAddress: null }],
        roles: [],
        meta: { resourceType: 'User' },
        [enterpriseUser]: { department: 'Sales', manager: null },
      })
    ).body
    expect(await find(scim, '/Users', `emails[type eq "work"].value eq "${user.toUpperCase()}@ACME.TEST"`)).toMatchObject({ totalResults: 1 })
    await scim.expecting(
      204,
      'PATCH',
      `/Users/${made.id}${flag}`,
      patchOf(
        { op: 'Replace', path: 'emails[type eq "work"].value', value: `${user}2@acme.test` },
        { op: 'Add', path: 'phoneNumbers[type eq "mobile"].value', value: '1' },
        { op: 'Add', path: 'urn:ietf:params:scim:schemas:extension:custom:2.0:User:tag', value: 'x' },
        { op: 'Replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:chorus_role', value: 'Manager (AE/Other)' },
      ),
    )
    await scim.expecting(204, 'PATCH', `/Users/${made.id}${flag}`, patchOf(change(false)))
    expect((await scim.get(`/Users/${made.id}`)).body).toMatchObject({
      active: false,
      chorus_role: 'Manager (AE/Other)',
      phoneNumbers: [{ type: 'mobile', value: '1' }],
    })
    await scim.expecting(204, 'PATCH', `/Users/${made.id}${flag}`, patchOf(change(true)))
    const adscim = 'http://schemas.microsoft.com/2006/11/ResourceManagement/ADSCIM/2.0/Group'
    const group = (
      await scim.expecting(201, 'POST', '/Groups', { schemas: [coreGroup, adscim], displayName: `Entra ${dialect}`, meta: { resourceType: 'Group' } })
    ).body
    const patch = { schemas: [patchOp], Operations: [{ op: 'Add', path: 'members', value: [{ $ref: null, value: made.id }] }] }
    for (let again = 0; again < 2; again++) await scim.expecting(204, 'PATCH', `/Groups/${group.id}`, patch)
    expect(await find(scim, '/Groups', `displayName eq "ENTRA ${dialect}"`, { excludedAttributes: 'members' })).toMatchObject({ totalResults: 1 })
    expect((await scim.get(`/Groups/${group.id}?excludedAttributes=members`)).body).not.toHaveProperty('members')
    expect(await find(scim, '/Groups', `id eq "${group.id}" and members eq "${made.id}"`)).toMatchObject({ totalResults: 1 })
    await scim.expecting(204, 'DELETE', `/Users/${made.id}`)
    expect((await scim.get(`/Groups/${group.id}`)).body.members).toEqual([])
  })

  it('Okta: a group pushed, found by its name, renamed with its members, unlinked; a manager who changes', async () => {
    const scim = okta()
    const [boss, next] = [
      (await scim.expecting(201, 'POST', '/Users', oktaUser('okta-m1'))).body,
      (await scim.expecting(201, 'POST', '/Users', oktaUser('okta-m2'))).body,
    ]
    const user = (await scim.expecting(201, 'POST', '/Users', oktaUser('okta-r', { manager_email: 'okta-m1@acme.test' }))).body
    expect(user[enterpriseUser].manager.value).toBe(boss.id)
    const present = (await scim.get(`/Users/${user.id}`)).body
    const moved = (await scim.expecting(200, 'PUT', `/Users/${user.id}`, { ...present, manager_email: 'okta-m2@acme.test' })).body
    expect(moved[enterpriseUser].manager.value).toBe(next.id)
    expect(await find(scim, '/Groups', 'displayName eq "Pushed"')).toMatchObject({ totalResults: 0, Resources: [] })
    const { id } = (await scim.expecting(201, 'POST', '/Groups', { schemas: [coreGroup], displayName: 'Pushed', members: [] })).body
    await scim.expecting(200, 'PUT', `/Groups/${id}`, { ...(await scim.get(`/Groups/${id}`)).body, members: [{ value: boss.id }, { value: next.id }] })
    await scim.expecting(
      204,
      'PATCH',
      `/Groups/${id}`,
      patchOf(
        { op: 'replace', value: { id, displayName: 'Pushed again' } },
        { op: 'remove', path: `members[value eq "${boss.id}"]` },
        { op: 'add', path: 'members', value: [{ value: user.id, display: 'okta-r@acme.test' }] },
      ),
    )
    const group = (await find(scim, '/Groups', 'displayName eq "Pushed again"')).Resources[0]
    expect(new Set(group.members.map((each: { value: string }) => each.value))).toEqual(new Set([next.id, user.id]))
    await scim.expecting(204, 'DELETE', `/Groups/${id}`)
    expect((await scim.get(`/Users/${user.id}`)).body).not.toHaveProperty('groups.0')
  })

  it('Entra ID: the manager in each of its forms, roles of an app, members taken out, the rest sent again, and a purge', async () => {
    const scim = entra()
    const manager = `${enterpriseUser}:manager`
    const boss = (await scim.expecting(201, 'POST', '/Users', oktaUser('entra-boss'))).body
    const users = await Promise.all(['entra-1', 'entra-2', 'entra-3'].map(async name => (await scim.expecting(201, 'POST', '/Users', oktaUser(name))).body))
    const [{ id }] = users as [{ id: string }]
    const patch = (path: string, ...operations: object[]) => scim.expecting(204, 'PATCH', path, patchOf(...operations))
    const managerNow = async () => (await scim.get(`/Users/${id}`)).body[enterpriseUser]?.manager?.value
    for (const value of [boss.id, [{ $ref: `http://x/Users/${boss.id}`, value: boss.id }], { value: boss.id }]) {
      await patch(`/Users/${id}`, { op: 'Add', path: manager, value })
      expect(await managerNow()).toBe(boss.id)
      expect((await find(scim, '/Users', `id eq "${id}" and manager eq "${boss.id}"`.replace('manager', manager))).totalResults).toBe(1)
      await patch(`/Users/${id}`, { op: 'Replace', path: manager, value: '' })
      expect(await managerNow()).toBeUndefined()
    }
    await patch(
      `/Users/${id}`,
      { op: 'Add', path: 'roles[primary eq "True"].display', value: 'Seller' },
      { op: 'Add', path: 'roles[primary eq "True"].value', value: 's' },
    )
    expect((await scim.get(`/Users/${id}`)).body.roles).toEqual([{ primary: true, display: 'Seller', value: 's' }])
    const members = users.map(user => ({ $ref: null, value: user.id as string }))
    const group = (await scim.expecting(201, 'POST', '/Groups', { schemas: [coreGroup], displayName: 'Entra team' })).body
    await patch(`/Groups/${group.id}`, { op: 'Add', path: 'members', value: members })
    await patch(`/Groups/${group.id}`, { op: 'Remove', path: 'members', value: members.slice(0, 1) })
    for (const survivor of members.slice(1)) await patch(`/Groups/${group.id}`, { op: 'Add', path: 'members', value: [survivor] })
    await patch(`/Groups/${group.id}?aadOptscim062020`, { op: 'remove', path: `members[value eq "${members[1]?.value}"]` })
    expect((await scim.get(`/Groups/${group.id}`)).body.members).toMatchObject([{ value: members[2]?.value }])
    await patch(`/Users/${id}`, { op: 'Replace', path: 'active', value: 'False' })
    expect(await find(scim, '/Users', 'userName eq "entra-1@acme.test"')).toMatchObject({ Resources: [{ id, active: false }] })
    await scim.expecting(204, 'DELETE', `/Users/${id}`)
    expect(await find(scim, '/Users', 'userName eq "entra-1@acme.test"')).toMatchObject({ totalResults: 0, Resources: [] })
  })

  it('JumpCloud: a test user and a test group, made and deleted, then the real ones', async () => {
    const scim = client({ 'user-agent': 'JumpCloud' })
    const probe = (await scim.expecting(201, 'POST', '/Users', oktaUser('jumpcloud-test'))).body
    const group = (await scim.expecting(201, 'POST', '/Groups', { displayName: 'JumpCloud test', members: [{ value: probe.id }] })).body
    await scim.expecting(204, 'DELETE', `/Groups/${group.id}`)
    await scim.expecting(204, 'DELETE', `/Users/${probe.id}`)
    const again = (await scim.expecting(201, 'POST', '/Users', oktaUser('jumpcloud-test'))).body
    expect(again.id).not.toBe(probe.id)
    const real = (await scim.expecting(201, 'POST', '/Groups', { displayName: 'JumpCloud test' })).body
    await scim.expecting(204, 'PATCH', `/Groups/${real.id}`, patchOf({ op: 'add', path: 'members', value: [{ value: again.id }] }))
    expect((await scim.get(`/Groups/${real.id}`)).body.members).toHaveLength(1)
    // Out of the group: the group stays, its member is deactivated, and comes back when the group does.
    await scim.expecting(204, 'PATCH', `/Groups/${real.id}`, patchOf({ op: 'remove', path: 'members', value: [{ value: again.id }] }))
    await scim.expecting(200, 'PUT', `/Users/${again.id}`, { ...(await scim.get(`/Users/${again.id}`)).body, active: false })
    expect((await scim.get(`/Users/${again.id}`)).body).toMatchObject({ active: false })
    expect((await scim.expecting(201, 'POST', '/Users', oktaUser('jumpcloud-test'))).body).toMatchObject({ id: again.id, active: true })
    await scim.expecting(204, 'DELETE', `/Groups/${real.id}`)
  })

  it('OneLogin: whatever the template of the admin says', async () => {
    const scim = client({ 'user-agent': 'OneLogin' })
    const made = await scim.expecting(201, 'POST', '/Users', {
      schemas: ['urn:scim:schemas:core:1.0'],
      userName: 'onelogin@acme.test',
      name: { givenName: 'One', familyName: null },
      emails: [{ value: 'onelogin@acme.test', primary: 'true' }],
      phoneNumbers: null,
      [enterpriseUser]: { manager: { value: 'ext-17', displayName: 'Not there yet' }, department: null },
    })
    expect(made.body).toMatchObject({ emails: [{ primary: true }], [enterpriseUser]: { manager: { value: 'ext-17' } } })
    const boss = (await scim.expecting(201, 'POST', '/Users', oktaUser('onelogin-boss', { externalId: 'ext-17' }))).body
    expect((await scim.get(`/Users/${made.body.id}`)).body).toMatchObject({
      manager_email: 'onelogin-boss@acme.test',
      [enterpriseUser]: { manager: { value: boss.id } },
    })
    const body = { schemas: ['urn:scim:schemas:core:1.0'], userName: 'onelogin@acme.test', name: { givenName: 'Two', familyName: null }, title: null }
    expect((await scim.expecting(200, 'PUT', `/Users/${made.body.id}`, { ...body, active: 'false' })).body).toMatchObject({
      active: false,
      name: { givenName: 'Two' },
    })
    const again = await scim.expecting(201, 'POST', '/Users', { ...body, active: 'true' })
    expect(again.body).toMatchObject({ id: made.body.id, active: true, manager_email: 'onelogin-boss@acme.test' })
    const group = (await scim.expecting(201, 'POST', '/Groups', { displayName: 'OneLogin role', members: null })).body
    await scim.expecting(204, 'PATCH', `/Groups/${group.id}`, patchOf({ op: 'add', path: `members[value eq "${made.body.id}"]`, value: [] }))
    expect((await scim.get(`/Groups/${group.id}`)).body.members).toMatchObject([{ value: made.body.id }])
    await scim.expecting(204, 'DELETE', `/Users/${made.body.id}`)
  })

  it('Google Workspace: maps what /Schemas says, suspends, and deletes weeks later', async () => {
    const scim = client({ 'user-agent': 'Google-Auto-Provisioning' })
    const names = (await scim.get('/Schemas')).body.Resources.flatMap((schema: { attributes: { name: string }[] }) => schema.attributes.map(each => each.name))
    expect(names).toEqual(expect.arrayContaining(['userName', 'emails', 'department', 'chorus_role', 'chorus_license_type', 'manager_email']))
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('google'))).body
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: false }))
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'replace', path: 'active', value: true }))
    await scim.expecting(204, 'DELETE', `/Users/${id}`)
    expect((await scim.send('DELETE', `/Users/${id}`)).status).toBe(404)
  })
})
