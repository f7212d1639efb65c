import type { Attribute, Schema } from './attribute.ts'

/** An attribute as `/Schemas` shows it: every characteristic said, none null. */
const describeAttribute = (attribute: Attribute): object => ({
  name: attribute.name,
  type: attribute.type,
  ...(attribute.subAttributes === undefined ? {} : { subAttributes: attribute.subAttributes.map(describeAttribute) }),
  multiValued: attribute.multiValued ?? false,
  description: attribute.description,
  required: attribute.required ?? false,
  ...(attribute.canonicalValues === undefined ? {} : { canonicalValues: attribute.canonicalValues }),
  caseExact: attribute.caseExact ?? false,
  mutability: attribute.mutability ?? 'readWrite',
  returned: attribute.returned ?? 'default',
  uniqueness: attribute.uniqueness ?? 'none',
  ...(attribute.referenceTypes === undefined ? {} : { referenceTypes: attribute.referenceTypes }),
})

export const describeSchema = (schema: Schema, baseUrl: string) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:Schema'],
  id: schema.id,
  name: schema.name,
  description: schema.description,
  attributes: schema.attributes.map(describeAttribute),
  meta: { resourceType: 'Schema', location: `${baseUrl}/Schemas/${schema.id}` },
})
