import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { oktaUser, provision, query, type ScimClient } from '../../../test/scim/scim-client.ts'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

describe('SCIM lists', () => {
  let workspace: Workspace
  let scim: ScimClient
  const clock = { now: () => new Date(clock.at), at: Date.parse('2026-11-22T18:40:00Z') }
  const ids: string[] = []
  beforeAll(async () => {
    workspace = await startWorkspace({ clock })
    scim = (await provision(workspace)).scim
    for (let n = 0; n < 25; n++)
      ids.push((await scim.expecting(201, 'POST', '/Users', oktaUser(`p${String(n).padStart(2, '0')}`, { title: n % 2 === 0 ? 'even' : 'odd' }))).body.id)
  })
  afterAll(() => workspace.stop())

  const list = async (parts: Record<string, string>) => (await scim.expecting(200, 'GET', `/Users${query(parts)}`)).body
  const idsOf = (body: { Resources: { id: string }[] }) => body.Resources.map(each => each.id)

  it('page by index: every user once, the total true, the last page short', async () => {
    const seen: string[] = []
    for (let startIndex = 1; ; startIndex += 10) {
      const page = await list({ startIndex: String(startIndex), count: '10' })
      expect(page).toMatchObject({ totalResults: 26, startIndex })
      expect(page.itemsPerPage).toBe(page.Resources.length)
      seen.push(...idsOf(page))
      if (page.Resources.length < 10) break
    }
    expect(seen.slice(1)).toEqual(ids)
    expect(await list({ startIndex: '27' })).toMatchObject({ totalResults: 26, Resources: [] })
    expect(await list({ count: '0' })).toMatchObject({ totalResults: 26, itemsPerPage: 0, Resources: [] })
    expect(await list({ startIndex: '-3', count: '-1' })).toMatchObject({ startIndex: 1, Resources: [] })
    expect((await scim.get('/Users?count=many')).body).toMatchObject({ status: '400', scimType: 'invalidValue' })
  })

  it('page by cursor, and miss nobody who stays while others come and go', async () => {
    const seen: string[] = []
    let cursor = ''
    for (let page = 0; ; page++) {
      const body = await list({ cursor, count: '4', filter: 'userName sw "p"' })
      seen.push(...idsOf(body))
      if (page < 3) {
        await scim.expecting(204, 'DELETE', `/Users/${ids[page]}`)
        await scim.expecting(201, 'POST', '/Users', oktaUser(`pnew${page}`))
      }
      if (body.nextCursor === undefined) break
      cursor = body.nextCursor
    }
    expect(seen).toEqual(expect.arrayContaining(ids))
    expect(new Set(seen).size).toBe(seen.length)
    ids.splice(0, 3)
    const everyone = await list({ cursor: '', count: '1000' })
    expect(everyone.Resources).toHaveLength(26)
    expect(everyone).not.toHaveProperty('nextCursor')
  })

  it('refuse cursors that are foreign, of another question, or old', async () => {
    const { nextCursor } = await list({ cursor: '', count: '2' })
    const refusal = async (parts: Record<string, string>) => (await scim.expecting(400, 'GET', `/Users${query(parts)}`)).body.scimType
    expect(await refusal({ cursor: 'garbage' })).toBe('invalidCursor')
    expect(await refusal({ cursor: nextCursor, filter: 'active eq true' })).toBe('invalidCursor')
    expect(await refusal({ cursor: nextCursor, count: '0' })).toBe('invalidCount')
    expect(await refusal({ cursor: nextCursor, startIndex: '1' })).toBe('invalidCursor')
    clock.at += 3_601_000
    expect(await refusal({ cursor: nextCursor })).toBe('expiredCursor')
  })

  it('sort both ways, by cursor too, those without a value first', async () => {
    const names = (body: { Resources: { userName: string }[] }) => body.Resources.map(each => each.userName)
    const filter = 'userName sw "p" and not (userName sw "pnew")'
    const up = names(await list({ sortBy: 'userName', filter }))
    expect(up).toEqual(up.toSorted())
    expect(names(await list({ sortBy: 'userName', sortOrder: 'descending', filter }))).toEqual(up.toReversed())
    const walked: string[] = []
    for (let cursor: string | undefined = ''; cursor !== undefined;) {
      const body: { Resources: { userName: string }[]; nextCursor?: string } = await list({ sortBy: 'title', cursor, count: '5', filter })
      walked.push(...names(body))
      cursor = body.nextCursor
    }
    expect(walked).toHaveLength(22)
    expect(new Set(walked).size).toBe(22)
    expect((await scim.get('/Users?sortBy=nothing')).body).toMatchObject({ status: '400', scimType: 'invalidPath' })
    for (const sortBy of ['emails', 'meta.lastModified', 'name.familyName', 'active', 'id']) await list({ sortBy, count: '3' })
  })

  it('give the attributes that are asked for', async () => {
    const [first] = (await list({ attributes: 'userName,emails.value', filter: 'userName eq "p10@acme.test"' })).Resources
    expect(Object.keys(first).toSorted()).toEqual(['emails', 'id', 'schemas', 'userName'])
    expect(first.emails).toEqual([{ value: 'p10@acme.test' }])
    const [without] = (await list({ excludedAttributes: 'emails,name.givenName,id', filter: 'userName eq "p10@acme.test"' })).Resources
    expect(without).toMatchObject({ id: expect.any(String), name: { familyName: 'Acme' } })
    expect(without).not.toHaveProperty('emails')
    expect(without.name).not.toHaveProperty('givenName')
  })

  it('answer 304 to who has the version, 412 to who has another', async () => {
    const { headers } = await scim.get(`/Users/${ids[5]}`)
    const etag = headers.get('etag') ?? ''
    expect((await scim.get(`/Users/${ids[5]}`, { 'if-none-match': etag })).status).toBe(304)
    expect((await scim.send('PUT', `/Users/${ids[5]}`, oktaUser('p08'), { 'if-match': 'W/"99"' })).body).toMatchObject({ status: '412' })
    await scim.expecting(200, 'PUT', `/Users/${ids[5]}`, oktaUser('p08', { title: 'new' }), { 'if-match': etag })
  })

  it('describe themselves, completely and without a null', async () => {
    const config = (await scim.expecting(200, 'GET', '/ServiceProviderConfig')).body
    expect(config).toMatchObject({
      patch: { supported: true },
      pagination: { cursor: true, index: true, defaultPaginationMethod: 'index', cursorTimeout: 3600 },
    })
    for (const path of ['/Schemas', '/ResourceTypes', '/ServiceProviderConfig']) {
      expect(JSON.stringify((await scim.get(path)).body)).not.toContain('null')
      expect((await scim.send('POST', path, 'test')).body).toMatchObject({ status: '405' })
    }
    const { Resources } = (await scim.get('/Schemas')).body
    expect(Resources.map((each: { id: string }) => each.id)).toContain('urn:rollcall:params:scim:schemas:extension:2.0:User')
    for (const { id } of Resources) expect((await scim.get(`/Schemas/${id}`)).body.id).toBe(id)
    expect((await scim.get('/Schemas/urn:none')).status).toBe(404)
    expect((await scim.get('/Nothing')).body).toMatchObject({ status: '404', schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'] })
    expect((await scim.get('/Me')).body.userName).toBe('ada@rollcall.test')
    expect((await scim.send('POST', '/Me', {})).status).toBe(501)
  })
})
