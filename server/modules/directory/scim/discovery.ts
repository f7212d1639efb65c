import { bulkLimits } from './bulk/bulk-limits.ts'
import { type JsonObject, plainText } from './json.ts'
import { cursorTimeoutSeconds, defaultPageSize, mostPerPage } from './list/page-query.ts'
import { listUrn } from './list/list-resources.ts'
import type { ResourceType, Schema } from './schema/attribute.ts'
import { describeSchema } from './schema/describe-schema.ts'
import { groupSchema } from './schema/group-schema.ts'
import { resourceTypes } from './schema/resource-types.ts'
import { enterpriseSchema, rollcallSchema, userSchema } from './schema/user-schema.ts'
import { ScimError } from './scim-error.ts'

const schemas: readonly Schema[] = [userSchema, groupSchema, enterpriseSchema, rollcallSchema]

/** RFC 7643, section 5, with the paging of RFC 9865, section 3. */
export const serviceProviderConfig = (baseUrl: string): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig'],
  documentationUri: `${new URL(baseUrl).origin}/docs`,
  patch: { supported: true },
  bulk: { supported: true, maxOperations: bulkLimits.operations, maxPayloadSize: bulkLimits.bytes },
  filter: { supported: true, maxResults: mostPerPage },
  changePassword: { supported: false },
  sort: { supported: true },
  etag: { supported: true },
  pagination: {
    cursor: true,
    index: true,
    defaultPaginationMethod: 'index',
    defaultPageSize,
    maxPageSize: mostPerPage,
    cursorTimeout: cursorTimeoutSeconds,
  },
  authenticationSchemes: [
    {
      type: 'oauthbearertoken',
      name: 'API token',
      description: 'A token with the scope scim:write, sent as "Authorization: Bearer".',
      specUri: 'https://www.rfc-editor.org/info/rfc6750',
      documentationUri: `${new URL(baseUrl).origin}/docs`,
      primary: true,
    },
  ],
  meta: { resourceType: 'ServiceProviderConfig', location: `${baseUrl}/ServiceProviderConfig` },
})

const describeType = (type: ResourceType, baseUrl: string): JsonObject => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:ResourceType'],
  id: type.name,
  name: type.name,
  endpoint: type.endpoint,
  description: type.description,
  schema: type.schema.id,
  schemaExtensions: type.extensions.map(extension => ({ schema: extension.id, required: false })),
  meta: { resourceType: 'ResourceType', location: `${baseUrl}/ResourceTypes/${type.name}` },
})

/** `/ResourceTypes` and `/Schemas`, whole or one by its id; a filter on them is refused (RFC 7644, section 4). */
export function describe(kind: 'ResourceTypes' | 'Schemas', id: string | null, baseUrl: string): JsonObject {
  const all = kind === 'Schemas' ? schemas.map(schema => describeSchema(schema, baseUrl) as JsonObject) : resourceTypes.map(type => describeType(type, baseUrl))
  if (id === null) return { schemas: [listUrn], totalResults: all.length, itemsPerPage: all.length, startIndex: 1, Resources: all }
  const found = all.find(each => plainText(each.id).toLowerCase() === id.toLowerCase())
  if (found === undefined) throw new ScimError(404, null, `There is no ${id.slice(0, 200)} among the ${kind}.`)
  return found
}
