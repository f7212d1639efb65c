import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coreGroup, oktaUser, patchOf, provision, query, type ScimClient } from '../../../test/scim/scim-client.ts'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

describe('SCIM groups', () => {
  let workspace: Workspace
  let scim: ScimClient
  const ids: Record<string, string> = {}
  beforeAll(async () => {
    workspace = await startWorkspace()
    scim = (await provision(workspace)).scim
    for (const name of ['ann', 'ben', 'cat', 'dan']) ids[name] = (await scim.expecting(201, 'POST', '/Users', oktaUser(name))).body.id
  })
  afterAll(() => workspace.stop())

  const make = async (displayName: string, members: string[] = []): Promise<string> =>
    (await scim.expecting(201, 'POST', '/Groups', { schemas: [coreGroup], displayName, members: members.map(value => ({ value })) })).body.id
  const membersOf = async (id: string): Promise<string[]> => (await scim.get(`/Groups/${id}`)).body.members.map((each: { value: string }) => each.value)
  const sorted = (texts: readonly string[]) => texts.toSorted()
  const named = (...names: string[]) => sorted(names.map(name => ids[name] ?? ''))

  it('are made with members, found by name whatever its case, and shown to their members', async () => {
    const id = await make('Sales', named('ann', 'ben'))
    expect(await membersOf(id)).toEqual(named('ann', 'ben'))
    expect((await scim.get(`/Groups${query({ filter: 'displayName eq "SALES"' })}`)).body).toMatchObject({ totalResults: 1, Resources: [{ id }] })
    expect((await scim.get(`/Users/${ids.ann}`)).body.groups).toMatchObject([{ value: id, display: 'Sales' }])
    const without = (await scim.get(`/Groups${query({ excludedAttributes: 'members', filter: 'displayName eq "Sales"' })}`)).body
    expect(without.Resources[0]).not.toHaveProperty('members')
    expect((await scim.get(`/Groups${query({ filter: 'displayName eq "Sales"' })}`)).body.Resources[0].members).toHaveLength(2)
    expect((await scim.get(`/Groups${query({ filter: `id eq "${id}" and members eq "${ids.ann}"` })}`)).body.totalResults).toBe(1)
    expect((await scim.get(`/Groups${query({ filter: `id eq "${id}" and members[value eq "${ids.cat}"]` })}`)).body.totalResults).toBe(0)
    expect((await scim.send('POST', '/Groups', { displayName: 'sales' })).body).toMatchObject({ status: '409', scimType: 'uniqueness' })
  })

  it('lose exactly the members that a request names, in every dialect', async () => {
    const id = await make('Support', named('ann', 'ben', 'cat', 'dan'))
    await scim.expecting(204, 'PATCH', `/Groups/${id}`, patchOf({ op: 'Remove', path: 'members', value: [{ $ref: null, value: ids.ann }] }))
    expect(await membersOf(id)).toEqual(named('ben', 'cat', 'dan'))
    await scim.expecting(
      204,
      'PATCH',
      `/Groups/${id}`,
      patchOf({ op: 'remove', path: `members[value eq "${ids.ben}"]` }, { op: 'add', path: 'members', value: [{ value: ids.cat }] }),
    )
    expect(await membersOf(id)).toEqual(named('cat', 'dan'))
    await scim.expecting(204, 'PATCH', `/Groups/${id}`, patchOf({ op: 'remove', path: 'members[display eq "cat Acme"]' }))
    expect(await membersOf(id)).toEqual(named('dan'))
    const refused = await scim.send('PATCH', `/Groups/${id}`, patchOf({ op: 'remove', path: 'members' }))
    expect(refused.body).toMatchObject({ status: '400', scimType: 'noTarget' })
    expect(await membersOf(id)).toEqual(named('dan'))
    await scim.expecting(204, 'PATCH', `/Groups/${id}`, patchOf({ op: 'replace', path: 'members', value: [] }))
    expect(await membersOf(id)).toEqual([])
  })

  it('are renamed by Okta with an id in the value, and keep members that a PUT leaves out', async () => {
    const id = await make('Engineers', named('ann'))
    await scim.expecting(204, 'PATCH', `/Groups/${id}`, patchOf({ op: 'replace', value: { id, displayName: 'Eng' } }))
    expect((await scim.get(`/Groups/${id}`)).body).toMatchObject({ id, displayName: 'Eng' })
    await scim.expecting(200, 'PUT', `/Groups/${id}`, { displayName: 'Eng 2' })
    expect(await membersOf(id)).toEqual(named('ann'))
    await scim.expecting(200, 'PUT', `/Groups/${id}`, { displayName: 'Eng 2', members: [{ value: ids.ben }] })
    expect(await membersOf(id)).toEqual(named('ben'))
  })

  it('hold a member who is not known yet, and give way when they arrive', async () => {
    const id = await make('Awaiting', ['late@acme.test', '7d1f9c1e-0000-4000-8000-000000000000', ids.ann ?? ''])
    expect(await membersOf(id)).toHaveLength(3)
    const late = (await scim.expecting(201, 'POST', '/Users', oktaUser('late'))).body
    expect(await membersOf(id)).toEqual(sorted([ids.ann ?? '', late.id, '7d1f9c1e-0000-4000-8000-000000000000']))
    expect((await scim.get(`/Users/${late.id}`)).body.groups).toMatchObject([{ value: id }])
    await scim.expecting(204, 'DELETE', `/Users/${late.id}`)
    expect(await membersOf(id)).not.toContain(late.id)
  })

  it('take fifty PATCHes at once: none is refused and none is lost', async () => {
    const id = await make('Crowd', named('ann'))
    const strangers = Array.from({ length: 50 }, (_, n) => `00000000-0000-4000-8000-${String(n).padStart(12, '0')}`)
    const replies = await Promise.all(strangers.map(value => scim.send('PATCH', `/Groups/${id}`, patchOf({ op: 'add', path: 'members', value: [{ value }] }))))
    expect(new Set(replies.map(reply => reply.status))).toEqual(new Set([204]))
    expect(await membersOf(id)).toEqual(sorted([...strangers, ids.ann ?? '']))
    const etags = new Set(replies.map(reply => reply.headers.get('etag')))
    expect(etags.size).toBe(50)
  })

  it('take one member more as they take several, whatever is named', async () => {
    const inner = await make('Inner')
    const entraId = 'b1f9c1e0-0000-4000-8000-00000000000e'
    const eve = (await scim.expecting(201, 'POST', '/Users', oktaUser('eve', { externalId: entraId }))).body.id
    const stranger = 'c1f9c1e0-0000-4000-8000-00000000000e'
    const gone = (await scim.expecting(201, 'POST', '/Users', oktaUser('gone'))).body.id
    await scim.expecting(204, 'DELETE', `/Users/${gone}`)
    const [byOne, atOnce] = [await make('By one'), await make('At once')]
    const values = [ids.ann ?? '', inner, entraId, stranger, gone]
    for (const value of values) await scim.expecting(204, 'PATCH', `/Groups/${byOne}`, patchOf({ op: 'add', path: 'members', value: [{ value }] }))
    await scim.expecting(204, 'PATCH', `/Groups/${atOnce}`, patchOf({ op: 'add', path: 'members', value: values.map(value => ({ value })) }))
    const [one, several] = [(await scim.get(`/Groups/${byOne}`)).body, (await scim.get(`/Groups/${atOnce}`)).body]
    expect(one.members).toEqual(several.members)
    expect(sorted(one.members.map(({ value, type }: { value: string; type?: string }) => `${type ?? 'unknown'} ${value}`))).toEqual(
      sorted([`User ${ids.ann}`, `Group ${inner}`, `User ${eve}`, `unknown ${stranger}`, `unknown ${gone}`]),
    )
    expect(one.meta.version).toBe('W/"6"')
    await scim.expecting(204, 'PATCH', `/Groups/${byOne}`, patchOf({ op: 'add', path: 'members', value: [{ value: entraId }] }))
    expect((await scim.get(`/Groups/${byOne}`)).body.meta).toEqual(one.meta)
    expect((await scim.send('PATCH', `/Groups/${gone}`, patchOf({ op: 'add', path: 'members', value: [{ value: eve }] }))).status).toBe(404)
  })

  it('refuse a change of another version', async () => {
    const id = await make('Versioned')
    expect((await scim.send('PATCH', `/Groups/${id}`, patchOf({ op: 'replace', path: 'displayName', value: 'X' }), { 'if-match': 'W/"9"' })).status).toBe(412)
    await scim.expecting(204, 'PATCH', `/Groups/${id}`, patchOf({ op: 'replace', path: 'displayName', value: 'Versioned 2' }), { 'if-match': 'W/"1"' })
    expect((await scim.get(`/Groups/${id}`, { 'if-none-match': 'W/"2"' })).status).toBe(304)
    expect((await scim.send('DELETE', `/Groups/${id}`, undefined, { 'if-match': 'W/"1"' })).status).toBe(412)
    await scim.expecting(204, 'DELETE', `/Groups/${id}`)
    expect((await scim.get(`/Groups/${id}`)).status).toBe(404)
  })
})
