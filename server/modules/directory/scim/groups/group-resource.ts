import { etagOf } from '../call.ts'
import type { JsonObject } from '../json.ts'
import { groupSchema } from '../schema/group-schema.ts'
import type { GroupRecord } from './group.queries.ts'

export function groupResource(row: GroupRecord, baseUrl: string): JsonObject {
  return {
    schemas: [groupSchema.id],
    id: row.id,
    ...(row.external_id === null ? {} : { externalId: row.external_id }),
    displayName: row.display_name,
    ...(row.members === null
      ? {}
      : {
          members: row.members.map(({ value, type, display }) => ({
            value,
            ...(type === null ? {} : { $ref: `${baseUrl}/${type}s/${value}`, type }),
            ...(display === null ? {} : { display }),
          })),
        }),
    meta: {
      resourceType: 'Group',
      created: row.created_at.toISOString(),
      lastModified: row.modified_at.toISOString(),
      location: `${baseUrl}/Groups/${row.id}`,
      version: etagOf(row.version),
    },
  }
}
