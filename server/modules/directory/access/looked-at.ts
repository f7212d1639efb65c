import { isObject, type Json, type JsonObject, plainText } from '../scim/json.ts'
import { getAttribute } from '../scim/read-resource.ts'
import type { Attribute } from '../scim/schema/attribute.ts'
import { resolveAttribute, type Resolved } from '../scim/schema/resolve-attribute.ts'
import { userType } from '../scim/schema/resource-types.ts'

/** A SCIM attribute as a rule looks at it. `key` names the top of its path, below which one document holds all of it. */
export interface LookedAt extends Resolved {
  readonly key: string
}

// What only we set says nothing about a person, passwords are never kept, and groups are looked at as groups.
const notLookedAt = new Set(['id', 'meta', 'password', 'groups'])

/** The attribute that a path names, an element filter left aside (`emails[type eq "work"].value`); null where a rule cannot look. */
export function attributeAt(path: string): LookedAt | null {
  const resolved = resolveAttribute(userType, path.trim().replace(/\[[^\]]*\]/, '')) ?? resolveAttribute(userType, `${enterprise}:${path.trim()}`)
  if (resolved === null || notLookedAt.has(resolved.attribute.name)) return null
  return { ...resolved, key: `${resolved.extension === null ? '' : `${resolved.extension}:`}${resolved.attribute.name}` }
}

// `department` is enough: nobody should have to know by heart where RFC 7643 put it.
const enterprise = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'

/** What is compared: the sub-attribute that the path names, or else the value itself. */
export const leafOf = ({ attribute, sub }: Resolved): Attribute => sub ?? attribute.subAttributes?.find(each => each.name === 'value') ?? attribute

/** The values at a path, as text. */
export function valuesIn(value: Json | undefined, at: Resolved): string[] {
  if (Array.isArray(value)) return value.flatMap(each => valuesIn(each, at))
  const plain = plainText(isObject(value) ? value[at.sub?.name ?? 'value'] : value).trim()
  return plain === '' ? [] : [plain]
}

/** Of a whole document, what rules look at, by key. */
export const lookAt = (attributes: readonly LookedAt[], document: JsonObject): Record<string, Json> =>
  Object.fromEntries(attributes.map(({ key, extension, attribute }) => [key, getAttribute(document, extension, attribute.name) ?? null]))
