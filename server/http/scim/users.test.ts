import { sql } from 'kysely'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enterpriseUser, oktaUser, patchOf, provision, query, type ScimClient } from '../../../test/scim/scim-client.ts'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

describe('SCIM users', () => {
  let workspace: Workspace
  let scim: ScimClient
  beforeAll(async () => {
    workspace = await startWorkspace()
    scim = (await provision(workspace)).scim
  })
  afterAll(() => workspace.stop())

  const find = async (filter: string) => (await scim.expecting(200, 'GET', `/Users${query({ filter })}`)).body

  it('are created, read, found, replaced and deleted', async () => {
    const made = await scim.expecting(201, 'POST', '/Users', oktaUser('bea'))
    expect(made.headers.get('content-type')).toContain('application/scim+json')
    expect(made.headers.get('location')).toBe(made.body.meta.location)
    expect(made.headers.get('etag')).toBe(made.body.meta.version)
    expect(made.body).toMatchObject({
      userName: 'bea@acme.test',
      active: true,
      externalId: '00u-bea',
      chorus_role: 'Rep (AE/Other)',
      chorus_license_type: 'recorder',
    })
    expect(JSON.stringify(made.body)).not.toContain('1mz050nq')
    const { id } = made.body
    expect((await scim.get(`/Users/${id}`)).body).toMatchObject({ id, displayName: 'bea Acme' })
    expect((await find('userName eq "BEA@acme.test"')).Resources).toHaveLength(1)
    expect(await find('userName eq "nobody@acme.test"')).toMatchObject({ totalResults: 0, Resources: [], startIndex: 1, itemsPerPage: 0 })
    const replaced = await scim.expecting(200, 'PUT', `/Users/${id}`, oktaUser('bea', { title: 'Chief', [enterpriseUser]: { department: 'Sales' } }))
    expect(replaced.body).toMatchObject({ title: 'Chief', [enterpriseUser]: { department: 'Sales' } })
    await scim.expecting(204, 'DELETE', `/Users/${id}`)
    const gone = await scim.expecting(404, 'GET', `/Users/${id}`)
    expect(gone.body).toMatchObject({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: '404' })
    expect((await find('userName eq "bea@acme.test"')).totalResults).toBe(0)
  })

  it('have a unique userName whatever its case, also when two are created at once', async () => {
    const both = await Promise.all([
      scim.send('POST', '/Users', oktaUser('twin')),
      scim.send('POST', '/Users', { ...oktaUser('twin'), userName: 'TWIN@acme.test' }),
    ])
    expect(both.map(reply => reply.status).toSorted((a, b) => a - b)).toEqual([201, 409])
    expect(both.find(reply => reply.status === 409)?.body).toMatchObject({ status: '409', scimType: 'uniqueness' })
    expect((await find('userName eq "twin@acme.test"')).totalResults).toBe(1)
  })

  it('are changed by PATCH, and a PATCH that changes nothing leaves the version', async () => {
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('pat'))).body
    const done = await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }))
    expect(done.headers.get('etag')).toBe('W/"2"')
    const again = await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: false }))
    expect(again.headers.get('etag')).toBe('W/"2"')
    expect((await scim.get(`/Users/${id}`)).body.active).toBe(false)
    expect((await find('userName eq "pat@acme.test"')).Resources[0].active).toBe(false)
  })

  // A process recalls the users that it read, and others may have changed them since: another process, or a trigger that moves no version.
  it('are changed as they are now, and not as they were when they were last read', async () => {
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('rita', { title: 'Rep' }))).body
    await scim.get(`/Users/${id}`)
    const elsewhere = (set: string) => sql`update users set ${sql.raw(set)} where id = ${id}`.execute(workspace.ctx.db)
    await elsewhere(`attributes = attributes || '{"title":"Chief"}'`)
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }))
    expect((await scim.get(`/Users/${id}`)).body).toMatchObject({ title: 'Chief', active: false })
    await elsewhere('active = true, version = version + 1')
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'False' }))
    expect((await scim.get(`/Users/${id}`)).body.active).toBe(false)
    await elsewhere('version = version + 1')
    await scim.expecting(412, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'True' }), { 'if-match': 'W/"1"' })
    expect((await scim.get(`/Users/${id}`)).body.active).toBe(false)
    await elsewhere('deleted_at = now()')
    await scim.expecting(404, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'active', value: 'True' }))
  })
})
