import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { type Person, randomFilter, randomPerson, satisfies, written } from '../../../test/scim/filter-oracle.ts'
import { randomFrom } from '../../../test/scim/random.ts'
import { oktaUser, patchOf, provision, query, type ScimClient } from '../../../test/scim/scim-client.ts'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

describe('SCIM under random input', () => {
  let workspace: Workspace
  let scim: ScimClient
  const people: Person[] = []
  beforeAll(async () => {
    workspace = await startWorkspace()
    scim = (await provision(workspace)).scim
    const random = randomFrom(3)
    for (let n = 0; n < 60; n++) people.push(randomPerson(random, n))
    const Operations = people.map((data, n) => ({ method: 'POST', path: '/Users', bulkId: String(n), data }))
    await scim.expecting(200, 'POST', '/Bulk', { failOnErrors: 1, Operations })
  })
  afterAll(() => workspace.stop())

  it('finds whom an oracle without SQL finds, for 500 filters of the whole grammar', { timeout: 60_000 }, async () => {
    const random = randomFrom(11)
    let found = 0
    for (let round = 0; round < 500; round++) {
      const expression = randomFilter(random)
      const filter = `(${written(expression, random)}) and userName ne "ada@rollcall.test"`
      const { status, body } = await scim.send('POST', '/Users/.search', { filter, count: 100, attributes: ['userName'] })
      const names = people.filter(person => satisfies(person, expression)).map(person => person.userName)
      expect({ filter, status, names: body.Resources?.map((each: { userName: string }) => each.userName) }).toEqual({ filter, status: 200, names })
      found += names.length
    }
    expect(found).toBeGreaterThan(2000)
  })

  const scraps = [
    'userName', 'emails', 'name.givenName', 'eq', 'and', 'or', 'not', 'pr', 'co', '(', ')', '[', ']', '"', '"a"', '\\', '.value', '.', ':', 'urn:', ' ', 'null',
    'true', '1', '-', '1e999', '__proto__', 'constructor', 'toString', '$ref', 'é', '\u0000', '"\\u0000"', '"\\ud800"', '%', "'", ';--', 'active', 'meta.created',
  ] as const // prettier-ignore

  it('answers random filters with 200 or 400, and never with everybody by mistake', { timeout: 60_000 }, async () => {
    const random = randomFrom(5)
    for (let round = 0; round < 400; round++) {
      const filter = Array.from({ length: 1 + random.below(9) }, () => random.pick(scraps)).join(random.pick(['', ' ']))
      const { status, body } = await scim.send('POST', '/Users/.search', { filter })
      const isEmpty = filter.trim() === ''
      const said = { filter, status, scimType: body.scimType, sentence: String(body.detail ?? '.').endsWith('.') }
      expect([said.status, said.scimType]).toBeOneOf(isEmpty ? [[200, undefined]] : [[200, undefined], [400, 'invalidFilter']]) // prettier-ignore
      expect(said).toMatchObject({ sentence: true })
    }
  })

  it('changes all or nothing by random PATCHes, and each user stays readable', { timeout: 60_000 }, async () => {
    const random = randomFrom(17)
    const { id } = (await scim.expecting(201, 'POST', '/Users', oktaUser('fuzzed'))).body
    const paths = [
      'userName', 'active', 'emails', 'emails[type eq "work"].value', 'emails[value co "a"]', 'phoneNumbers[type eq "mobile"].value', 'roles[primary eq "True"].display', 'name', 'name.givenName',
      'manager', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User:manager', 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User', 'chorus_role', 'id', 'meta', 'groups',
      'schemas', 'password', '__proto__', '__proto__.polluted', 'constructor.prototype', 'emails[', '', 'x509Certificates', 'addresses[type eq "work"].streetAddress', 'emails[not (type eq "work")]',
    ] as const // prettier-ignore
    const values: readonly [unknown, ...unknown[]] = [
      null, '', 'a', 'True', 'False', true, 0, -1, 1e308, [], {}, [null], [[]], [['a']], { value: 'a' }, [{ value: 'a@b.c', type: 'work', primary: true }], { a: { b: { c: 1 } } },
      JSON.parse('{"__proto__":{"polluted":1},"toString":"x","constructor":{"prototype":{"polluted":1}}}'), 'x'.repeat(5000), '\ud800', '\u0000', [1, 'b', null], 'Rep (SDR)',
      { 'name.givenName': 'Z', active: 'true' }, 'nobody@acme.test',
    ] // prettier-ignore
    let changed = 0
    for (let round = 0; round < 400; round++) {
      const before = (await scim.expecting(200, 'GET', `/Users/${id}`)).body
      const operations = Array.from({ length: 1 + random.below(3) }, () => ({
        op: random.pick(['add', 'Replace', 'remove', 'add', 'replace', 'Add', 'delete', random.pick(['move', 'toString', 7])]),
        ...(random.chance(80) ? { path: random.pick(paths) } : {}),
        ...(random.chance(85) ? { value: random.pick(values) } : {}),
      }))
      const { status } = await scim.send('PATCH', `/Users/${id}`, patchOf(...operations))
      expect({ operations, status }).toEqual({ operations, status: expect.toBeOneOf([204, 400]) })
      const after = (await scim.expecting(200, 'GET', `/Users/${id}`)).body
      const isChanged = after.meta.version !== before.meta.version
      expect({ operations, status, after }).toEqual({ operations, status, after: status === 400 || !isChanged ? before : after })
      if (isChanged) changed += 1
      expect(after).toMatchObject({ id, userName: expect.any(String) })
      expect({}).not.toHaveProperty('polluted')
    }
    expect(changed).toBeGreaterThan(20)
  })

  it('refuses hostile bodies with 400 or 413, quickly, and keeps nothing of them', { timeout: 60_000 }, async () => {
    const { totalResults } = (await scim.get('/Users?count=0')).body
    const bodies = {
      'a string without an end, full of escapes': `"${'\\"'.repeat(200_000)}`,
      'brackets without an end': '['.repeat(1_000_000),
      'objects without an end': '{"a":'.repeat(100_000),
      'a userName that no index takes': JSON.stringify(
        oktaUser('x', { userName: Array.from({ length: 9000 }, (_, n) => String.fromCodePoint(0x4e00 + ((n * 7919) % 20_000))).join('') }),
      ),
      'half a surrogate pair': '{"userName":"half","displayName":"\\ud800"}',
      'a hundred thousand e-mails': JSON.stringify(oktaUser('many', { emails: Array.from({ length: 100_000 }, (_, n) => ({ value: `m${n}@acme.test` })) })),
      'a megabyte of blanks': ' '.repeat(1_000_000),
      'a list for the name': '{"userName":"listed","name":[["x"]]}',
    }
    for (const [name, body] of Object.entries(bodies)) {
      const begun = performance.now()
      const { status } = await scim.send('POST', '/Users', body)
      expect({ name, status, quick: performance.now() - begun < 5000 }).toEqual({ name, status: expect.toBeOneOf([400, 413]), quick: true })
    }
    const text = await scim.send('POST', '/Users', JSON.stringify(oktaUser('large', { nickName: 'x'.repeat(10_000_000) })))
    expect(text.status).toBe(201)
    expect((await scim.get('/Users?count=0')).body.totalResults).toBe(totalResults + 1)
  })

  it('takes the last of two equal names in a body, and reads names whatever their case', async () => {
    const made = await scim.expecting(201, 'POST', '/Users', '{"userName":"first@acme.test","USERNAME":"second@acme.test","active":false,"active":true}')
    expect(made.body).toMatchObject({ userName: 'second@acme.test', active: true })
    expect((await scim.get(`/Users${query({ filter: 'userName eq "first@acme.test"' })}`)).body.totalResults).toBe(0)
  })

  it('takes names of the prototype as the plain texts and unknown attributes that they are', async () => {
    for (const name of ['__proto__', 'constructor', 'toString', 'hasOwnProperty']) {
      const made = await scim.expecting(201, 'POST', '/Users', {
        userName: name,
        title: name,
        [name]: 'x',
        roles: [name],
        emails: [{ value: name, [name]: 'x' }],
      })
      expect(made.body).toMatchObject({ userName: name, title: name, roles: [{ value: name }] })
      expect((await scim.get(`/Users${query({ filter: `userName eq "${name}" and title eq "${name}" and roles eq "${name}"` })}`)).body.totalResults).toBe(1)
      for (const question of [{ filter: `${name} eq "x"` }, { filter: `emails[${name} eq "x"]` }, { sortBy: name }])
        expect((await scim.send('GET', `/Users${query(question as Record<string, string>)}`)).status).toBe(400)
      expect((await scim.get(`/Users${query({ attributes: name, excludedAttributes: name, count: '1' })}`)).status).toBe(200)
      const group = await scim.expecting(201, 'POST', '/Groups', { displayName: name, members: [{ value: name }] })
      expect(group.body.members).toMatchObject([{ value: made.body.id, type: 'User' }])
    }
  })
})
