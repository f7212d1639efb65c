/** An attribute as a SCIM schema defines it (RFC 7643 section 7). */
type Attribute = { name: string; type: string; multiValued: boolean; required?: boolean; subAttributes?: Attribute[] }
export type ScimSchema = { id: string; attributes: Attribute[] }

const types: Record<string, object> = {
  string: { type: 'string' },
  boolean: { type: 'boolean' },
  decimal: { type: 'number' },
  integer: { type: 'integer' },
  dateTime: { type: 'string', format: 'date-time' },
  reference: { type: 'string' },
  binary: { type: 'string' },
}

/** What every resource has (RFC 7643 section 3.1). */
const common = {
  schemas: { type: 'array', items: { type: 'string' }, minItems: 1 },
  id: { type: 'string' },
  externalId: { type: 'string' },
  meta: {
    type: 'object',
    additionalProperties: false,
    properties: { resourceType: types.string, created: types.dateTime, lastModified: types.dateTime, location: types.string, version: types.string },
  },
}

const shapeOf = ({ type, multiValued, subAttributes }: Attribute): object => {
  const single = subAttributes === undefined ? (types[type] ?? {}) : { type: 'object', additionalProperties: false, properties: propertiesOf(subAttributes) }
  return multiValued ? { type: 'array', items: single } : single
}

const propertiesOf = (attributes: Attribute[]): object => Object.fromEntries(attributes.map(attribute => [attribute.name, shapeOf(attribute)]))

/** A closed JSON schema for a resource of one core schema and its extensions. */
export const resourceSchema = (core: ScimSchema, extensions: ScimSchema[] = []): object => ({
  type: 'object',
  additionalProperties: false,
  required: ['schemas', 'id', ...core.attributes.filter(({ required }) => required === true).map(({ name }) => name)],
  properties: {
    ...common,
    ...propertiesOf(core.attributes),
    ...Object.fromEntries(extensions.map(({ id, attributes }) => [id, { type: 'object', additionalProperties: false, properties: propertiesOf(attributes) }])),
  },
})
