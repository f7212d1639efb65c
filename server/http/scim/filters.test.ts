import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { enterpriseUser, oktaUser, provision, query, type ScimClient } from '../../../test/scim/scim-client.ts'
import { startWorkspace, type Workspace } from '../../../test/support/workspace.ts'

describe('SCIM filters', () => {
  let workspace: Workspace
  let scim: ScimClient
  beforeAll(async () => {
    workspace = await startWorkspace()
    scim = (await provision(workspace)).scim
    const people = [
      oktaUser('bob', {
        title: 'Tour "Guide"',
        emails: [
          { value: 'bob@example.com', type: 'work', primary: true },
          { value: 'bob@home.org', type: 'home' },
        ],
        phoneNumbers: [{ value: '1', type: 'mobile' }],
        [enterpriseUser]: { department: 'Sales_1', employeeNumber: '7' },
      }),
      oktaUser('eve', { emails: [{ value: 'eve@example.com', type: 'home' }], active: false, title: '100%' }),
      oktaUser('zoë', { emails: [], nickName: 'back\\slash' }),
    ]
    for (const person of people) await scim.expecting(201, 'POST', '/Users', person)
  })
  afterAll(() => workspace.stop())

  const named = async (filter: string): Promise<string[]> => {
    const { body } = await scim.expecting(200, 'GET', `/Users${query({ filter: `(${filter}) and userName ew "@acme.test"` })}`)
    expect(body.totalResults).toBe(body.Resources.length)
    return body.Resources.map((each: { userName: string }) => each.userName.split('@')[0])
  }

  it.each([
    ['userName eq "BOB@ACME.TEST"', ['bob']],
    ['externalId eq "00u-bob"', ['bob']],
    ['externalId eq "00U-BOB"', []],
    ['userName ne "bob@acme.test"', ['eve', 'zoë']],
    ['emails[type eq "work" and value co "@example.com"]', ['bob']],
    ['emails[type eq "home" and value co "@example.com"]', ['eve']],
    ['emails.type eq "home" and emails.value co "@example.com"', ['bob', 'eve']],
    ['emails[type eq "work"].value eq "bob@example.com"', ['bob']],
    ['emails co "home.org"', ['bob']],
    ['emails pr', ['bob', 'eve']],
    ['not (emails pr)', ['zoë']],
    ['emails eq null', ['zoë']],
    ['emails[primary eq "True"]', ['bob']],
    ['phoneNumbers[type eq "mobile"]', ['bob']],
    ['title pr', ['bob', 'eve']],
    ['title eq null', ['zoë']],
    ['title ne null', ['bob', 'eve']],
    ['title eq "Tour \\"Guide\\""', ['bob']],
    ['title co "%"', ['eve']],
    ['title sw "100_"', []],
    ['nickName eq "back\\\\slash"', ['zoë']],
    ['displayName sw "ZOË"', ['zoë']],
    ['active eq true', ['bob', 'zoë']],
    ['active eq "False"', ['eve']],
    ['not (active eq true) or userName sw "z"', ['eve', 'zoë']],
    ['name.familyName eq "acme" and (title pr and (active eq true))', ['bob']],
    ['NAME.GIVENNAME EQ "bob" AND Active Eq TRUE', ['bob']],
    ['urn:ietf:params:scim:schemas:core:2.0:User:userName sw "e"', ['eve']],
    [`${enterpriseUser}:department eq "sales_1"`, ['bob']],
    [`${enterpriseUser}:department co "s_1"`, ['bob']],
    [`${enterpriseUser}:employeeNumber pr`, ['bob']],
    ['chorus_role eq "rep (ae/other)"', ['bob', 'eve', 'zoë']],
    ['urn:rollcall:params:scim:schemas:extension:2.0:User:chorus_license_type eq "listener"', []],
    ['meta.created gt "2020-01-01T00:00:00Z"', ['bob', 'eve', 'zoë']],
    ['meta.lastModified lt 2020-01-01T00:00:00Z', []],
    ['userName eq bob@acme.test', ['bob']],
    ['id eq "not-an-id"', []],
    ['manager eq "nobody"', []],
    ['groups[display eq "none"]', []],
  ])('%s', async (filter, expected) => {
    expect((await named(filter.replace(/^manager/, `${enterpriseUser}:manager`))).toSorted()).toEqual(expected)
  })

  it('finds every part of a name and of an e-mail, wherever it begins and however long it is', async () => {
    const name = String.raw`O'Neil-\"of the"_100%.somewhere@parts.test`
    await scim.expecting(201, 'POST', '/Users', oktaUser('odile', { userName: name, emails: [{ value: name, type: 'work' }] }))
    for (const from of [0, 1, 2, 3, 6, 7])
      for (const length of [1, 2, 3, 4, 12, 13, 14, 30]) {
        const part = JSON.stringify(name.slice(from, from + length).toUpperCase())
        const missed = JSON.stringify(`${name.slice(from, from + length)}~`)
        for (const path of ['userName', 'emails.value']) {
          const { body } = await scim.expecting(200, 'GET', `/Users${query({ filter: `${path} co ${part} and emails.value ew "@parts.test"` })}`)
          expect(body.totalResults, `${path} co ${part}`).toBe(1)
          const none = await scim.expecting(200, 'GET', `/Users${query({ filter: `${path} co ${missed}` })}`)
          expect(none.body.totalResults, `${path} co ${missed}`).toBe(0)
        }
      }
  })

  it.each([
    'userName',
    'userName eq',
    'userName eq "a" and',
    'userName is "a"',
    'eq "a"',
    '(userName eq "a"',
    'userName eq "a")',
    'not userName eq "a"',
    'userName eq "a',
    'userName eq "\\x"',
    'emails[type eq "work"',
    'emails[]',
    'unknown eq "a"',
    'emails.unknown eq "a"',
    'emails[unknown eq "a"]',
    'name[givenName eq "a"]',
    'password eq "a"',
    'active gt true',
    'active eq "maybe"',
    'meta.created gt "yesterday"',
    'title gt null',
    '__proto__ eq "a"',
    'constructor.prototype eq "a"',
    `urn:example:unknown:User:name eq "a"`,
    `${'('.repeat(200)}userName eq "a"${')'.repeat(200)}`,
    Array.from({ length: 600 }, () => 'title pr').join(' or '),
  ])('refuses %s with invalidFilter, and never answers with everybody', async filter => {
    const { status, body } = await scim.send('POST', '/Users/.search', { filter })
    expect({ status, scimType: body.scimType, Resources: body.Resources }).toEqual({ status: 400, scimType: 'invalidFilter', Resources: undefined })
    expect(body.detail).toMatch(/\.$/)
  })

  it('refuses a filter of a megabyte', async () => {
    expect((await scim.send('POST', '/Users/.search', { filter: `userName eq "${'x'.repeat(1_000_000)}"` })).body).toMatchObject({
      status: '400',
      scimType: 'invalidFilter',
    })
  })

  it('asks users and groups at once from the root', async () => {
    const { body } = await scim.expecting(200, 'POST', '/.search', { filter: 'displayName sw "bob" or userName sw "eve"' })
    expect(body.Resources.map((each: { displayName: string }) => each.displayName)).toEqual(['bob Acme', 'eve Acme'])
    expect((await scim.send('POST', '/.search', { filter: 'nowhere pr' })).status).toBe(400)
  })
})
