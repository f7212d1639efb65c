import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enterpriseUser, oktaUser, patchOf, provision, query, type ScimClient } from '../../../test/scim/scim-client.ts'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const bulk = (Operations: object[], failOnErrors?: number) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:BulkRequest'], failOnErrors, Operations })

describe('SCIM Bulk', () => {
  let workspace: Workspace
  let scim: ScimClient
  beforeAll(async () => {
    workspace = await startWorkspace()
    scim = (await provision(workspace)).scim
  })
  afterAll(() => workspace.stop())

  const run = async (operations: object[], failOnErrors?: number) =>
    (await scim.expecting(200, 'POST', '/Bulk', bulk(operations, failOnErrors))).body.Operations
  const idOf = (operation: { location: string }) => operation.location.split('/').at(-1) ?? ''

  it('lets operations refer to each other in any order', async () => {
    const [group, report, boss, change] = await run([
      { method: 'POST', path: '/Groups', bulkId: 'g', data: { displayName: 'Bulk group', members: [{ value: 'bulkId:a' }, { value: 'bulkId:b' }] } },
      { method: 'POST', path: '/Users', bulkId: 'a', data: oktaUser('bulk-a', { [enterpriseUser]: { manager: { value: 'bulkId:b' } } }) },
      { method: 'POST', path: '/Users', bulkId: 'b', data: oktaUser('bulk-b') },
      { method: 'PATCH', path: '/Users/bulkId:b', data: patchOf({ op: 'replace', path: 'title', value: 'Boss' }) },
    ])
    expect([group, report, boss, change].map(each => each.status)).toEqual(['201', '201', '201', '204'])
    expect(boss).toMatchObject({ method: 'POST', bulkId: 'b', version: 'W/"1"' })
    const members = (await scim.get(`/Groups/${idOf(group)}`)).body.members
    expect(members.map((each: { value: string }) => each.value).toSorted()).toEqual([idOf(report), idOf(boss)].toSorted())
    expect(members.every((each: { type: string }) => each.type === 'User')).toBe(true)
    expect((await scim.get(`/Users/${idOf(report)}`)).body[enterpriseUser].manager).toMatchObject({ value: idOf(boss), displayName: 'bulk-b Acme' })
    expect((await scim.get(`/Users/${idOf(boss)}`)).body.title).toBe('Boss')
  })

  it('lets groups refer to each other in a circle', async () => {
    const [a, b] = await run([
      { method: 'POST', path: '/Groups', bulkId: 'qwerty', data: { displayName: 'Group A', members: [{ type: 'Group', value: 'bulkId:ytrewq' }] } },
      { method: 'POST', path: '/Groups', bulkId: 'ytrewq', data: { displayName: 'Group B', members: [{ type: 'Group', value: 'bulkId:qwerty' }] } },
    ])
    expect((await scim.get(`/Groups/${idOf(a)}`)).body.members).toMatchObject([{ value: idOf(b), type: 'Group', display: 'Group B' }])
    expect((await scim.get(`/Groups/${idOf(b)}`)).body.members).toMatchObject([{ value: idOf(a), type: 'Group', display: 'Group A' }])
  })

  it('answers each operation by itself, and stops after the errors it was told to bear', async () => {
    const operations = [
      { method: 'POST', path: '/Users', bulkId: '1', data: oktaUser('bulk-a') },
      { method: 'POST', path: '/Groups', bulkId: '2', data: { displayName: 'Left over', members: [{ value: 'bulkId:1' }] } },
      { method: 'PUT', path: '/Users/00000000-0000-4000-8000-000000000000', data: oktaUser('x') },
      { method: 'DELETE', path: '/Users/bulkId:none' },
      { method: 'POST', path: '/Users', bulkId: '3', data: oktaUser('bulk-c') },
    ]
    const all = await run(operations)
    expect(all.map((each: { status: string }) => each.status)).toEqual(['409', '201', '404', '409', '201'])
    expect(all[0].response).toMatchObject({ scimType: 'uniqueness', status: '409' })
    expect((await scim.get(`/Groups/${idOf(all[1])}`)).body.members).toEqual([])
    await scim.expecting(204, 'DELETE', `/Users/${idOf(all[4])}`)
    await scim.expecting(204, 'DELETE', `/Groups/${idOf(all[1])}`)
    expect(await run(operations, 2)).toHaveLength(3)
    expect((await scim.get(`/Users${query({ filter: 'userName eq "bulk-c@acme.test"' })}`)).body.totalResults).toBe(0)
  })

  it('takes up an inactive user, and points those who refer to the create at them', async () => {
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('sleeper', { active: false }))).body
    const [group, user] = await run([
      { method: 'POST', path: '/Groups', bulkId: 'g', data: { displayName: 'Woken', members: [{ value: 'bulkId:u' }] } },
      { method: 'POST', path: '/Users', bulkId: 'u', data: oktaUser('sleeper') },
    ])
    expect(idOf(user)).toBe(id)
    expect((await scim.get(`/Groups/${idOf(group)}`)).body.members).toMatchObject([{ value: id, type: 'User' }])
  })

  it('refuses more than it takes', async () => {
    const many = Array.from({ length: 1001 }, (_, n) => ({ method: 'DELETE', path: `/Users/${n}` }))
    expect((await scim.send('POST', '/Bulk', bulk(many))).body).toMatchObject({ status: '413', detail: expect.stringContaining('maxOperations (1000)') })
    expect((await scim.send('POST', '/Bulk', bulk([{ method: 'DELETE', path: '/Users/1', data: 'x'.repeat(6 * 1024 * 1024) }]))).body).toMatchObject({
      status: '413',
    })
    expect((await scim.send('POST', '/Bulk', '{}')).body).toMatchObject({ status: '400', scimType: 'invalidSyntax' })
  })
})
