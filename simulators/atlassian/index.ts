import { startScimApp } from '../scim-app/index.ts'
import type { ScimAppOptions } from '../scim-app/index.ts'

const enterpriseSchema = 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User'
const atlassianSchema = 'urn:scim:schemas:extension:atlassian-external:1.0'

export type AtlassianOptions = Pick<ScimAppOptions, 'seed' | 'tokens' | 'pageSize' | 'port' | 'now'> & { directoryId: string }

/**
 * Stands in for Atlassian's user provisioning API (developer.atlassian.com/cloud/admin/user-provisioning/rest): SCIM 2.0 below a directory,
 * without ETags, roles and entitlements, and with the id of the Atlassian account in an extension.
 */
export const startAtlassian = ({ directoryId, ...options }: AtlassianOptions) =>
  startScimApp({
    ...options,
    name: 'Atlassian',
    etag: false,
    dialect: {
      basePath: `/scim/directory/${directoryId}`,
      present: ({ entitlements: _none, roles: _neither, meta, [enterpriseSchema]: enterprise, ...resource }) => {
        const { department } = enterprise as { department?: string }
        return {
          ...resource,
          meta: { ...(meta as object), resourceType: 'USER' },
          [enterpriseSchema]: department === undefined ? {} : { department },
          [atlassianSchema]: { atlassianAccountId: `557058:${String(resource.id)}` },
        }
      },
    },
  })
