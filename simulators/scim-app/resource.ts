import type { FastifyRequest } from 'fastify'
import type { ScimAppOptions, State, User } from './state.ts'

/** The URNs of RFC 7643 and 7644. */
export const schemas = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
  config: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
} as const

export const etagOf = (user: User) => `W/"${user.revision}"`

export const present = (user: User, url: string, { groups }: State, etag: boolean) => ({
  schemas: [schemas.user, schemas.enterprise],
  id: user.id,
  ...(user.externalId === null ? {} : { externalId: user.externalId }),
  userName: user.userName,
  name: { formatted: `${user.givenName} ${user.familyName}`, givenName: user.givenName, familyName: user.familyName },
  displayName: `${user.givenName} ${user.familyName}`,
  ...(user.title === null ? {} : { title: user.title }),
  active: user.active,
  emails: user.emails.map((value, index) => ({ value, type: 'work', primary: index === 0 })),
  groups: groups.filter(({ members }) => members.includes(user.id)).map(({ id, displayName }) => ({ value: id, display: displayName })),
  roles: user.role === null ? [] : [{ value: user.role, primary: true }],
  entitlements: user.licence === null ? [] : [{ value: user.licence }],
  [schemas.enterprise]: {
    ...(user.employeeNumber === null ? {} : { employeeNumber: user.employeeNumber }),
    ...(user.department === null ? {} : { department: user.department }),
  },
  meta: {
    resourceType: 'User',
    created: user.created,
    lastModified: user.lastModified,
    ...(etag ? { version: etagOf(user) } : {}),
    location: `${url}/Users/${user.id}`,
  },
})

export const listOf = <T>(rows: T[], request: FastifyRequest, { pageSize = 100, cursor = false, ignoreCount = false }: ScimAppOptions) => {
  const query = request.query as { startIndex?: string; count?: string; cursor?: string }
  const size = ignoreCount ? rows.length : Math.min(pageSize, Math.max(0, Number(query.count ?? pageSize)))
  const byCursor = cursor && query.cursor !== undefined
  const start = byCursor ? Number(Buffer.from(query.cursor ?? '', 'base64url').toString() || '0') : Math.max(1, Number(query.startIndex ?? 1)) - 1
  const page = rows.slice(start, start + size)
  const next = byCursor && start + size < rows.length ? { nextCursor: Buffer.from(String(start + size)).toString('base64url') } : {}
  const position = byCursor ? {} : { startIndex: start + 1 }
  return { schemas: [schemas.list], totalResults: rows.length, itemsPerPage: page.length, ...position, ...next, Resources: page }
}

export const serviceProviderConfig = ({ patch, etag, cursor }: { patch: boolean; etag: boolean; cursor: boolean }) => ({
  schemas: [schemas.config],
  patch: { supported: patch },
  bulk: { supported: false, maxOperations: 0, maxPayloadSize: 0 },
  filter: { supported: true, maxResults: 200 },
  changePassword: { supported: false },
  sort: { supported: false },
  etag: { supported: etag },
  pagination: { cursor, index: true },
  authenticationSchemes: [{ type: 'oauthbearertoken', name: 'Bearer token', description: 'A token from the provisioning page.' }],
})
