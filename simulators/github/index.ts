import { startScimApp } from '../scim-app/index.ts'
import type { ScimAppOptions } from '../scim-app/index.ts'

const userSchema = 'urn:ietf:params:scim:schemas:core:2.0:User'

export type GitHubOptions = Pick<ScimAppOptions, 'seed' | 'tokens' | 'pageSize' | 'port' | 'now'> & { enterprise: string }

/**
 * Stands in for GitHub's SCIM of an enterprise with managed users (docs.github.com/enterprise-cloud@latest/rest/enterprise-admin/scim):
 * only the core schema, and whoever is suspended has handle and address obfuscated.
 */
export const startGitHub = ({ enterprise, ...options }: GitHubOptions) =>
  startScimApp({
    ...options,
    name: 'GitHub',
    etag: false,
    dialect: {
      basePath: `/scim/v2/enterprises/${enterprise}`,
      present: resource => {
        const { id, externalId, userName, name, displayName, active, emails, roles, groups, meta } = resource
        const shown =
          active === true
            ? { userName, emails }
            : { userName: `suspended-${String(id)}`, emails: [{ value: `suspended-${String(id)}@users.noreply.test`, type: 'work', primary: true }] }
        return { schemas: [userSchema], id, externalId, name, displayName, active, roles, groups, meta, ...shown }
      },
      word: ({ status, detail }) => ({ message: detail, documentation_url: 'https://docs.github.com/rest', status: String(status) }),
      presentGroup: group => ({
        ...group,
        members: group.members.map(({ value }) => ({ value, $ref: `https://api.github.com/scim/v2/enterprises/${enterprise}/Users/${value}` })),
        meta: { resourceType: 'Group' },
      }),
    },
  })
