import { describe, expect, it } from 'vitest'
import type { Json, JsonObject } from '../json.ts'
import { userType } from '../schema/resource-types.ts'
import { enterpriseSchema } from '../schema/user-schema.ts'
import { ScimError } from '../scim-error.ts'
import { applyPatch } from './apply-patch.ts'
import { readPatch } from './read-patch.ts'

const ent = enterpriseSchema.id
const base: JsonObject = {
  userName: 'bob@acme.test',
  active: true,
  displayName: 'Bob',
  name: { givenName: 'Bob', familyName: 'Acme' },
  emails: [
    { value: 'bob@acme.test', type: 'work', primary: true },
    { value: 'bob@home.test', type: 'home' },
  ],
}

const patch = (...operations: Json[]): JsonObject => applyPatch(base, readPatch(userType, { Operations: operations }).steps)
const refusal = (...operations: Json[]): string | null => {
  try {
    patch(...operations)
    return null
  } catch (thrown) {
    return thrown instanceof ScimError ? thrown.scimType : 'no ScimError'
  }
}

describe('PATCH of a user', () => {
  it.each<[string, Json, JsonObject]>([
    ['Entra: a flag as text', { op: 'Replace', path: 'active', value: 'False' }, { active: false }],
    ['a flag inside a value without path', { op: 'replace', value: { active: 'false' } }, { active: false }],
    ['Okta: no path', { op: 'replace', value: { active: false } }, { active: false }],
    ['a path in another case', { op: 'replace', path: 'DisplayName', value: 'B' }, { displayName: 'B' }],
    ['a name by its URN', { op: 'replace', path: 'urn:ietf:params:scim:schemas:core:2.0:User:displayName', value: 'B' }, { displayName: 'B' }],
    ['one part of the name', { op: 'Add', path: 'name.givenName', value: 'Rob' }, { name: { givenName: 'Rob', familyName: 'Acme' } }],
    [
      'the name keeps the parts that are not named',
      { op: 'replace', path: 'name', value: { givenName: 'Rob' } },
      { name: { givenName: 'Rob', familyName: 'Acme' } },
    ],
    [
      'Entra: dotted and URN names without path',
      { op: 'replace', value: { 'name.givenName': 'Rob', [`${ent}:employeeNumber`]: '7' } },
      { name: { givenName: 'Rob', familyName: 'Acme' }, [ent]: { employeeNumber: '7' } },
    ],
    ['an extension without path', { op: 'add', value: { [ent]: { department: 'Sales' } } }, { [ent]: { department: 'Sales' } }],
    ['an extension as the path', { op: 'add', path: ent, value: { department: 'Sales' } }, { [ent]: { department: 'Sales' } }],
    [
      'an extension with the known misprint',
      { op: 'add', path: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0User:department', value: 'Sales' },
      { [ent]: { department: 'Sales' } },
    ],
    ['Entra: a bare manager', { op: 'Add', path: `${ent}:manager`, value: '5f2c' }, { [ent]: { manager: { value: '5f2c' } } }],
    [
      'Entra: a manager in a list',
      { op: 'Add', path: `${ent}:manager`, value: [{ $ref: 'http://x/Users/28', value: '28' }] },
      { [ent]: { manager: { $ref: 'http://x/Users/28', value: '28' } } },
    ],
    ['manager.value', { op: 'add', path: `${ent}:manager.value`, value: '28' }, { [ent]: { manager: { value: '28' } } }],
    ['Entra: an empty manager is none', { op: 'Replace', path: `${ent}:manager`, value: '' }, { [ent]: { manager: null } }],
    [
      'a selected part of a list',
      { op: 'Replace', path: 'emails[type eq "work"].value', value: 'b@acme.test' },
      {
        emails: [
          { value: 'b@acme.test', type: 'work', primary: true },
          { value: 'bob@home.test', type: 'home' },
        ],
      },
    ],
    [
      'a part of an element that is not there yet',
      { op: 'Replace', path: 'phoneNumbers[type eq "mobile"].value', value: '1' },
      { phoneNumbers: [{ type: 'mobile', value: '1' }] },
    ],
    ['the same by add', { op: 'Add', path: 'addresses[type eq "work"].streetAddress', value: 'S' }, { addresses: [{ type: 'work', streetAddress: 'S' }] }],
    ['Entra: selected by a flag as text', { op: 'Add', path: 'roles[primary eq "True"].display', value: 'x' }, { roles: [{ primary: true, display: 'x' }] }],
    [
      'an element that is there is not added again',
      { op: 'add', path: 'emails', value: [{ value: 'bob@home.test', type: 'home' }] },
      { emails: base.emails ?? null },
    ],
    [
      'a new primary is the only one',
      { op: 'add', path: 'emails', value: [{ value: 'n@acme.test', type: 'other', primary: true }] },
      {
        emails: [
          { value: 'bob@acme.test', type: 'work', primary: false },
          { value: 'bob@home.test', type: 'home' },
          { value: 'n@acme.test', type: 'other', primary: true },
        ],
      },
    ],
    [
      'promoted by a filter, too',
      { op: 'replace', path: 'emails[type eq "home"].primary', value: 'True' },
      {
        emails: [
          { value: 'bob@acme.test', type: 'work', primary: false },
          { value: 'bob@home.test', type: 'home', primary: true },
        ],
      },
    ],
    ['a replaced list', { op: 'replace', path: 'emails', value: [{ value: 'z@acme.test' }] }, { emails: [{ value: 'z@acme.test' }] }],
    ['a single value for a list', { op: 'replace', path: 'emails', value: 'z@acme.test' }, { emails: [{ value: 'z@acme.test' }] }],
    ['a removed list', { op: 'remove', path: 'emails' }, { emails: null }],
    [
      'elements removed by a filter',
      { op: 'remove', path: 'emails[type eq "work" and value ew "acme.test"]' },
      { emails: [{ value: 'bob@home.test', type: 'home' }] },
    ],
    [
      'Entra: elements removed by value',
      { op: 'Remove', path: 'emails', value: [{ value: 'BOB@home.test' }] },
      { emails: [{ value: 'bob@acme.test', type: 'work', primary: true }] },
    ],
    ['delete for remove', { op: 'DELETE', path: 'displayName' }, { displayName: null }],
    ['null unassigns', { op: 'replace', path: 'displayName', value: null }, { displayName: null }],
    ['nothing of what only we set', { op: 'replace', value: { id: 'x', meta: { version: 'y' }, groups: [{ value: 'z' }], schemas: [], password: 's' } }, {}],
    ['unknown names', { op: 'add', path: 'urn:example:custom:2.0:User:tag', value: 'x' }, {}],
    [
      'names of the prototype',
      { op: 'add', value: JSON.parse('{"__proto__":{"polluted":1},"constructor":{"prototype":{"polluted":1}},"__proto__.polluted":1}') as Json },
      {},
    ],
  ])('%s', (_, operation, expected) => {
    expect(patch(operation)).toEqual({ ...base, ...expected })
    expect({}).not.toHaveProperty('polluted')
  })

  it.each<[string, string, Json]>([
    ['an unknown verb', 'invalidSyntax', { op: 'move', path: 'displayName' }],
    ['a verb of the prototype', 'invalidSyntax', { op: 'constructor', path: 'displayName' }],
    ['no verb', 'invalidSyntax', { path: 'displayName', value: 'x' }],
    ['a path of the prototype', 'invalidPath', { op: 'add', path: '__proto__.polluted', value: 1 }],
    ['an unfinished path', 'invalidPath', { op: 'add', path: 'emails[type eq "work"', value: 'x' }],
    ['a filter on what is no list', 'invalidPath', { op: 'add', path: 'name[givenName eq "x"]', value: 'x' }],
    ['the id by its path', 'mutability', { op: 'replace', path: 'id', value: 'x' }],
    ['the groups by their path', 'mutability', { op: 'add', path: 'groups', value: [{ value: 'x' }] }],
    ['no userName', 'invalidValue', { op: 'remove', path: 'userName' }],
    ['a flag that is none', 'invalidValue', { op: 'replace', path: 'active', value: 'perhaps' }],
    ['a text that is none', 'invalidValue', { op: 'replace', path: 'displayName', value: { a: 1 } }],
    ['nothing to add', 'invalidValue', { op: 'add', path: 'displayName' }],
    ['a value without path that is no object', 'invalidValue', { op: 'add', value: 'x' }],
    ['a remove of everything', 'noTarget', { op: 'remove' }],
    ['an element that cannot be made', 'noTarget', { op: 'replace', path: 'phoneNumbers[value co "1"].type', value: 'x' }],
  ])('refuses %s', (_, scimType, operation) => {
    expect(refusal(operation)).toBe(scimType)
  })

  it('does all or nothing', () => {
    const before = structuredClone(base)
    expect(refusal({ op: 'replace', path: 'displayName', value: 'B' }, { op: 'replace', path: 'active', value: 'perhaps' })).toBe('invalidValue')
    expect(base).toEqual(before)
  })
})
