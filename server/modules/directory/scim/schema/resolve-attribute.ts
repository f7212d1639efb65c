import { type Attribute, complex, type ResourceType, type Schema, text } from './attribute.ts'
import { enterpriseSchema, rollcallSchema } from './user-schema.ts'

/** An attribute, and the sub-attribute that a path goes on to. `extension` is null for what stands at the top of a resource. */
export interface Resolved {
  readonly extension: string | null
  readonly attribute: Attribute
  readonly sub: Attribute | null
}

/** RFC 7643, section 3.1: what every resource has. */
const commonAttributes: readonly Attribute[] = [
  complex('schemas', 'The schemas that the resource has.', [text('value', 'A URN.', { mutability: 'readOnly' })], {
    multiValued: true,
    mutability: 'readOnly',
    returned: 'always',
  }),
  text('id', 'Our own identifier.', { caseExact: true, mutability: 'readOnly', returned: 'always', uniqueness: 'server' }),
  text('externalId', "The client's identifier.", { caseExact: true }),
  complex(
    'meta',
    'About the resource itself.',
    [
      text('resourceType', 'User or Group.', { caseExact: true, mutability: 'readOnly' }),
      { name: 'created', type: 'dateTime', description: 'When it was made.', mutability: 'readOnly' },
      { name: 'lastModified', type: 'dateTime', description: 'When it was last changed.', mutability: 'readOnly' },
      { name: 'location', type: 'reference', description: 'Its address.', mutability: 'readOnly' },
      text('version', 'Its entity tag.', { caseExact: true, mutability: 'readOnly' }),
    ],
    { mutability: 'readOnly' },
  ),
]

// Microsoft's documents carry this misprint, and clients repeat it.
const misprints = new Map([['urn:ietf:params:scim:schemas:extension:enterprise:2.0user', enterpriseSchema.id]])

interface Vocabulary {
  readonly core: Schema
  /** By URN in lower case. */
  readonly schemas: ReadonlyMap<string, Schema>
  /** By schema, then by name in lower case. */
  readonly names: ReadonlyMap<Schema, ReadonlyMap<string, Attribute>>
}

const vocabularies = new WeakMap<ResourceType, Vocabulary>()

const byName = (attributes: readonly Attribute[]) => new Map(attributes.map(each => [each.name.toLowerCase(), each]))

function vocabularyOf(type: ResourceType): Vocabulary {
  const known = vocabularies.get(type)
  if (known !== undefined) return known
  const all = [type.schema, ...type.extensions]
  const schemas = new Map(all.map(schema => [schema.id.toLowerCase(), schema]))
  for (const [misprint, id] of misprints) {
    const meant = schemas.get(id.toLowerCase())
    if (meant !== undefined) schemas.set(misprint, meant)
  }
  const names = new Map(all.map(schema => [schema, byName(schema === type.schema ? [...commonAttributes, ...schema.attributes] : schema.attributes)]))
  const made = { core: type.schema, schemas, names }
  vocabularies.set(type, made)
  return made
}

/** The schema that a URN names, whatever its case; null for one we do not have. */
export const schemaOf = (type: ResourceType, urn: string): Schema | null => vocabularyOf(type).schemas.get(urn.toLowerCase()) ?? null

/** The attribute of this name in a schema, whatever its case. */
export const attributeOf = (type: ResourceType, schema: Schema, name: string): Attribute | null =>
  vocabularyOf(type).names.get(schema)?.get(name.toLowerCase()) ?? null

export const subAttributeOf = (attribute: Attribute, name: string): Attribute | null =>
  attribute.subAttributes?.find(each => each.name.toLowerCase() === name.toLowerCase()) ?? null

/**
 * What an attribute path means (RFC 7644, section 3.10): `emails.type`, `urn:…:User:manager.value`, `urn:…:User:userName`; null when there
 * is no such attribute. Our own extension holds aliases of top-level attributes.
 */
export function resolveAttribute(type: ResourceType, path: string): Resolved | null {
  const { core } = vocabularyOf(type)
  const [schema, rest] = splitUrn(type, path) ?? [core, path]
  const [name = '', subName, ...beyond] = rest.split('.')
  const attribute = attributeOf(type, schema, name)
  if (attribute === null || beyond.length > 0) return null
  const sub = subName === undefined ? null : subAttributeOf(attribute, subName)
  if (subName !== undefined && sub === null) return null
  return { extension: schema === core || schema === rollcallSchema ? null : schema.id, attribute, sub }
}

function splitUrn(type: ResourceType, path: string): [Schema, string] | null {
  const lower = path.toLowerCase()
  if (!lower.startsWith('urn:')) return null
  for (const [urn, schema] of vocabularyOf(type).schemas) if (lower.startsWith(`${urn}:`)) return [schema, path.slice(urn.length + 1)]
  return [type.schema, '']
}
