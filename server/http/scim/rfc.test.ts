// What RFC 7643, 7644 and 9865 ask for and few servers do.
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { coreGroup, enterpriseUser, oktaUser, patchOf, provision, query, type ScimClient } from '../../../test/scim/scim-client.ts'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

const rollcallUser = 'urn:rollcall:params:scim:schemas:extension:2.0:User'

describe('SCIM by its RFCs', () => {
  let workspace: Workspace
  let scim: ScimClient
  beforeAll(async () => {
    workspace = await startWorkspace()
    scim = (await provision(workspace)).scim
  })
  afterAll(() => workspace.stop())

  const make = async (name: string, extra: Record<string, unknown> = {}) => (await scim.expecting(201, 'POST', '/Users', oktaUser(name, extra))).body
  const read = async (id: string) => (await scim.expecting(200, 'GET', `/Users/${id}`)).body
  const namesOf = (body: { Resources: { userName: string }[] }) => body.Resources.map(each => each.userName.split('@')[0])
  const list = async (path: string, parts: Record<string, string>) => (await scim.expecting(200, 'GET', `${path}${query(parts)}`)).body

  it('takes the place that changed when a client sends back what it read (Okta)', async () => {
    await make('boss-a')
    const other = await make('boss-b')
    const { id } = await make('echo', { manager_email: 'boss-a@acme.test', chorus_role: 'Rep (SDR)' })
    const first = await read(id)
    await scim.expecting(200, 'PUT', `/Users/${id}`, { ...first, manager_email: 'boss-b@acme.test' })
    const second = await read(id)
    expect(second).toMatchObject({ manager_email: 'boss-b@acme.test', [enterpriseUser]: { manager: { value: other.id } } })
    await scim.expecting(200, 'PUT', `/Users/${id}`, { ...second, [rollcallUser]: { ...second[rollcallUser], chorus_role: 'Manager (SDR)' } })
    expect(await read(id)).toMatchObject({ chorus_role: 'Manager (SDR)', manager_email: 'boss-b@acme.test' })
    const { body } = await scim.expecting(200, 'PUT', `/Users/${id}`, { ...(await read(id)), manager_email: null })
    expect(body).not.toHaveProperty('manager_email')
  })

  it('filters by schemas, and reads a number that is a text as one', async () => {
    await make('enterprise', { [enterpriseUser]: { employeeNumber: '0077' } })
    const filter = `schemas eq "${enterpriseUser}" and userName sw "enterprise"`
    expect(namesOf(await list('/Users', { filter }))).toEqual(['enterprise'])
    expect(namesOf(await list('/Users', { filter: `${enterpriseUser}:employeeNumber eq 0077` }))).toEqual(['enterprise'])
    expect((await list('/Groups', { filter: `schemas eq "${coreGroup}"`, count: '0' })).totalResults).toBeGreaterThanOrEqual(0)
  })

  it('sorts who has no value last, or first when descending, also by the primary of a list', async () => {
    await make('sort-a', { title: 'Zeta', phoneNumbers: [{ value: '9' }, { value: '1', primary: true }] })
    await make('sort-b', { title: 'alpha', phoneNumbers: [{ value: '2' }] })
    await make('sort-c', { phoneNumbers: null })
    const filter = 'userName sw "sort-"'
    expect(namesOf(await list('/Users', { filter, sortBy: 'title' }))).toEqual(['sort-b', 'sort-a', 'sort-c'])
    expect(namesOf(await list('/Users', { filter, sortBy: 'title', sortOrder: 'descending' }))).toEqual(['sort-c', 'sort-a', 'sort-b'])
    expect(namesOf(await list('/Users', { filter, sortBy: 'phoneNumbers' }))).toEqual(['sort-a', 'sort-b', 'sort-c'])
    expect(namesOf(await list('/Users', { filter, sortBy: 'emails.value' }))).toEqual(['sort-a', 'sort-b', 'sort-c'])
  })

  it('walks users and groups by one cursor from the root, each once', async () => {
    for (const displayName of ['walk-1', 'walk-2', 'walk-3']) await scim.expecting(201, 'POST', '/Groups', { displayName })
    for (const name of ['walk-4', 'walk-5', 'walk-6']) await make(name, { displayName: name })
    for (const sortBy of ['', 'userName', 'displayName']) {
      const seen: string[] = []
      for (let cursor: string | undefined = ''; cursor !== undefined;) {
        const asked = { filter: 'displayName sw "walk-"', count: 3, cursor, ...(sortBy === '' ? {} : { sortBy }) }
        const body: { totalResults: number; nextCursor?: string; Resources: { displayName: string }[] } = (await scim.expecting(200, 'POST', '/.search', asked))
          .body
        expect(body.totalResults).toBe(6)
        seen.push(...body.Resources.map(each => each.displayName))
        cursor = body.nextCursor
      }
      expect(seen).toEqual(['walk-4', 'walk-5', 'walk-6', 'walk-1', 'walk-2', 'walk-3'])
    }
    const { nextCursor } = await list('/Users', { cursor: '', count: '1' })
    expect((await scim.send('GET', `/Groups${query({ cursor: nextCursor, count: '1' })}`)).body).toMatchObject({ status: '400', scimType: 'invalidCursor' })
    expect((await scim.send('GET', `/Users${query({ cursor: '', count: '1001' })}`)).body).toMatchObject({ status: '400', scimType: 'invalidCount' })
  })

  it('lets a Bulk change and delete what it creates further down, and refuses a bulkId given twice', async () => {
    const run = async (Operations: object[]) => await scim.send('POST', '/Bulk', { Operations })
    const { body } = await run([
      { method: 'PATCH', path: '/Users/bulkId:a', data: patchOf({ op: 'replace', path: 'title', value: 'Later' }) },
      { method: 'DELETE', path: '/Users/bulkId:b' },
      { method: 'POST', path: '/Users', bulkId: 'a', data: oktaUser('later-a') },
      { method: 'POST', path: '/Users', bulkId: 'b', data: oktaUser('later-b') },
    ])
    expect(body.Operations.map((each: { method: string; status: string }) => `${each.method} ${each.status}`)).toEqual([
      'PATCH 204',
      'DELETE 204',
      'POST 201',
      'POST 201',
    ])
    expect(await list('/Users', { filter: 'userName sw "later-"' })).toMatchObject({ totalResults: 1, Resources: [{ title: 'Later' }] })
    const twice = await run(['x', 'y'].map(name => ({ method: 'POST', path: '/Users', bulkId: 'same', data: oktaUser(`twice-${name}`) })))
    expect(twice.body).toMatchObject({ status: '400', scimType: 'invalidValue' })
    expect((await list('/Users', { filter: 'userName sw "twice-"' })).totalResults).toBe(0)
  })

  it('keeps the rest of a Bulk when the database cannot keep one of it', async () => {
    const long = Array.from({ length: 9000 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join('')
    const Operations = ['kept-a', long, 'kept-b'].map((name, n) => ({ method: 'POST', path: '/Users', bulkId: String(n), data: oktaUser(name) }))
    const { body } = await scim.expecting(200, 'POST', '/Bulk', { Operations })
    expect(body.Operations.map((each: { status: string }) => each.status)).toEqual(['201', '400', '201'])
  })

  it('answers If-Match and If-None-Match at every change', async () => {
    const { id } = await make('versions')
    const group = (await scim.expecting(201, 'POST', '/Groups', { displayName: 'Versions' })).body
    const title = patchOf({ op: 'replace', path: 'title', value: 'x' })
    for (const [method, path, body] of [
      ['PATCH', `/Users/${id}`, title],
      ['PUT', `/Users/${id}`, oktaUser('versions')],
      ['DELETE', `/Users/${id}`, undefined],
      ['PATCH', `/Groups/${group.id}`, patchOf({ op: 'replace', path: 'displayName', value: 'No' })],
      ['PUT', `/Groups/${group.id}`, { displayName: 'No' }],
      ['DELETE', `/Groups/${group.id}`, undefined],
    ] as const) {
      expect((await scim.send(method, path, body, { 'if-match': 'W/"7"' })).status).toBe(412)
      expect((await scim.send(method, path, body, { 'if-none-match': '*' })).status).toBe(412)
    }
    await scim.expecting(204, 'PATCH', `/Users/${id}`, title, { 'if-match': 'W/"9", W/"1"' })
    await scim.expecting(204, 'DELETE', `/Users/${id}`, undefined, { 'if-match': '*' })
    expect((await scim.get(`/Groups/${group.id}`)).body).toMatchObject({ displayName: 'Versions', meta: { version: 'W/"1"' } })
  })

  it('leaves the version of a group when nothing changes, as Entra adds members again that are there', async () => {
    const { id } = await make('again')
    const group = (await scim.expecting(201, 'POST', '/Groups', { displayName: 'Again', members: [{ value: id }] })).body
    const again = await scim.expecting(204, 'PATCH', `/Groups/${group.id}`, patchOf({ op: 'Add', path: 'members', value: [{ value: id }] }))
    expect(again.headers.get('etag')).toBe('W/"1"')
    await scim.expecting(204, 'PATCH', `/Groups/${group.id}`, patchOf({ op: 'replace', path: `members[value eq "${id}"].type`, value: 'Group' }))
    await scim.expecting(200, 'PUT', `/Groups/${group.id}`, { displayName: 'Again', members: null })
    expect((await scim.get(`/Groups/${group.id}`)).body).toMatchObject({ members: [{ value: id, type: 'User' }], meta: { version: 'W/"1"' } })
  })

  it('knows members by external id and e-mail as well, whatever they look like', async () => {
    const external = '5f2cba11-0000-4000-8000-00000000abcd'
    const [byExternal, byEmail] = [await make('member-x', { externalId: external }), await make('member-y', { emails: [{ value: 'shown@acme.test' }] })]
    const group = (await scim.expecting(201, 'POST', '/Groups', { displayName: 'Known', members: [{ value: external }, { value: 'SHOWN@acme.test' }] })).body
    expect(new Set(group.members.map((each: { value: string }) => each.value))).toEqual(new Set([byExternal.id, byEmail.id]))
  })

  it('drops an element of a list that has lost its value', async () => {
    const { id } = await make('lost', { phoneNumbers: [{ value: '1', type: 'mobile', primary: true }] })
    await scim.expecting(204, 'PATCH', `/Users/${id}`, patchOf({ op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '' }))
    expect(await read(id)).not.toHaveProperty('phoneNumbers')
  })

  it('changes Me as any user, and makes nobody there', async () => {
    await scim.expecting(204, 'PATCH', '/Me', patchOf({ op: 'replace', path: 'title', value: 'Admin of all' }))
    const me = await scim.expecting(200, 'GET', '/Me')
    expect(me.body).toMatchObject({ title: 'Admin of all', userName: 'ada@rollcall.test' })
    expect(me.headers.get('location')).toContain(`/Users/${me.body.id}`)
    expect((await scim.send('DELETE', '/Me')).body).toMatchObject({ status: '403', detail: expect.stringContaining('last active admin') })
    expect((await scim.send('POST', '/Me', oktaUser('me'))).status).toBe(501)
  })
})
