import type { FastifyReply, FastifyRequest } from 'fastify'
import { Refused, startSimulator } from './core/index.ts'
import type { Refusal, Simulator, SimulatorOptions, World } from './core/index.ts'

const schemas = {
  user: 'urn:ietf:params:scim:schemas:core:2.0:User',
  enterprise: 'urn:ietf:params:scim:schemas:extension:enterprise:2.0:User',
  group: 'urn:ietf:params:scim:schemas:core:2.0:Group',
  list: 'urn:ietf:params:scim:api:messages:2.0:ListResponse',
  patch: 'urn:ietf:params:scim:api:messages:2.0:PatchOp',
  error: 'urn:ietf:params:scim:api:messages:2.0:Error',
  config: 'urn:ietf:params:scim:schemas:core:2.0:ServiceProviderConfig',
}

export type ScimAppUser = {
  id: string
  externalId: string | null
  userName: string
  givenName: string
  familyName: string
  emails: string[]
  active: boolean
  title: string | null
  role: string | null
  licence: string | null
  employeeNumber: string | null
  department: string | null
  created: string
  lastModified: string
}

export type ScimAppSeed = { users: ScimAppUser[]; groups: { id: string; displayName: string; members: string[] }[] }

type Right = 'users:read' | 'users:write' | 'groups:read'

export type ScimAppOptions = SimulatorOptions & {
  seed: ScimAppSeed
  tokens: Record<string, readonly Right[]>
  /** The app's own name, for people. */
  name?: string
  pageSize?: number
  patch?: boolean
  etag?: boolean
  /** RFC 9865. */
  cursor?: boolean
  /** Answers everything whatever `count` asks for, as some servers do. */
  ignoreCount?: boolean
}

type User = ScimAppUser & { revision: number }
type State = { users: User[]; groups: ScimAppSeed['groups'] }

/** Stands in for an app with a SCIM 2.0 server, written from RFC 7643 and 7644. */
export const startScimApp = (options: ScimAppOptions): Promise<Simulator<State>> => {
  const { seed, tokens, patch = true, etag = true, cursor = false } = options
  return startSimulator<State>(
    {
      name: options.name ?? 'SCIM app',
      basePath: '/scim/v2',
      seed: () => ({ users: seed.users.map(user => ({ ...structuredClone(user), revision: 1 })), groups: structuredClone(seed.groups) }),
      rowsOf: payload => (typeof payload === 'object' && payload !== null && 'Resources' in payload ? (payload.Resources as unknown[]) : null),
      refuse,
      routes: (app, world) => {
        const answer = (request: FastifyRequest, reply: FastifyReply, user: User) => {
          if (etag) reply.header('etag', etagOf(user))
          return reply.type('application/scim+json').send(present(user, request, world.state, etag))
        }
        /** Finds the user to change, and refuses when the caller looked at another version (RFC 7644 section 3.14). */
        const changeable = (request: FastifyRequest<{ Params: { id: string } }>) => {
          allow(tokens, request, 'users:write')
          const user = foundUser(world, request.params.id)
          const expected = request.headers['if-match']
          if (etag && expected !== undefined && expected !== etagOf(user)) throw new Refused(refuse(412))
          return user
        }

        app.get('/scim/v2/ServiceProviderConfig', async (request, reply) => {
          allow(tokens, request, 'users:read')
          return reply.type('application/scim+json').send(serviceProviderConfig({ patch, etag, cursor }))
        })
        app.get('/scim/v2/Users', async (request, reply) => {
          allow(tokens, request, 'users:read')
          const rows = world.state.users.filter(userFilter((request.query as Query).filter)).map(user => present(user, request, world.state, etag))
          return reply.type('application/scim+json').send(listOf(rows, request, options))
        })
        app.get('/scim/v2/Groups', async (request, reply) => {
          allow(tokens, request, 'groups:read')
          const rows = world.state.groups.map(({ id, displayName, members }) => ({
            schemas: [schemas.group],
            id,
            displayName,
            members: members.map(value => ({ value })),
          }))
          return reply.type('application/scim+json').send(listOf(rows, request, options))
        })
        app.get<{ Params: { id: string } }>('/scim/v2/Users/:id', async (request, reply) => {
          allow(tokens, request, 'users:read')
          return answer(request, reply, foundUser(world, request.params.id))
        })
        app.patch<{ Params: { id: string } }>('/scim/v2/Users/:id', async (request, reply) => {
          if (!patch) throw new Refused(refuse(501))
          const user = changeable(request)
          applyPatch(user, request.body, world.now())
          return answer(request, reply, user)
        })
        app.put<{ Params: { id: string } }>('/scim/v2/Users/:id', async (request, reply) => {
          const user = changeable(request)
          const { active } = (request.body ?? {}) as { active?: unknown }
          setActive(user, active ?? true, world.now())
          return answer(request, reply, user)
        })
      },
    },
    options,
  )
}

type Query = { startIndex?: string; count?: string; cursor?: string; filter?: string }

const words: Record<number, string> = {
  400: 'The request is not valid.',
  401: 'The token is missing or not known.',
  403: 'The token may not do this.',
  404: 'The resource was not found.',
  409: 'The resource exists already.',
  412: 'The resource has changed since it was read.',
  429: 'Too many requests.',
  500: 'Something broke.',
  501: 'This is not implemented.',
}

const refuse = (status: number, reset = false, scimType?: string): Refusal => {
  const headers: Record<string, string> = { 'content-type': 'application/scim+json', ...(reset ? { 'retry-after': '2' } : {}) }
  return {
    status,
    headers,
    body: { schemas: [schemas.error], status: String(status), detail: words[status] ?? 'No.', ...(scimType === undefined ? {} : { scimType }) },
  }
}

const allow = (tokens: ScimAppOptions['tokens'], request: FastifyRequest, right: Right) => {
  const rights = tokens[/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '']
  if (rights === undefined) throw new Refused(refuse(401))
  if (!rights.includes(right)) throw new Refused(refuse(403))
}

const foundUser = ({ state }: World<State>, id: string): User => {
  const user = state.users.find(one => one.id === id)
  if (user === undefined) throw new Refused(refuse(404))
  return user
}

const etagOf = (user: User) => `W/"${user.revision}"`

/** `attribute eq "value"` over the attributes that clients look people up by. */
const userFilter = (filter: string | undefined): ((user: User) => boolean) => {
  if (filter === undefined) return () => true
  const [, attribute, value = ''] = /^(userName|externalId|id) eq "(.*)"$/i.exec(filter) ?? []
  if (attribute === undefined) throw new Refused(refuse(400, false, 'invalidFilter'))
  const key = ({ username: 'userName', externalid: 'externalId', id: 'id' } as const)[attribute.toLowerCase() as 'username' | 'externalid' | 'id']
  // userName is compared without regard to case (RFC 7643 section 4.1.1).
  return user => (key === 'userName' ? user.userName.toLowerCase() === value.toLowerCase() : user[key] === value)
}

const applyPatch = (user: User, body: unknown, now: Date) => {
  const { schemas: told, Operations: operations } = (body ?? {}) as { schemas?: string[]; Operations?: { op?: string; path?: string; value?: unknown }[] }
  if (told?.includes(schemas.patch) !== true || !Array.isArray(operations) || operations.length === 0) throw new Refused(refuse(400, false, 'invalidSyntax'))
  for (const { op, path, value } of operations) {
    if (op?.toLowerCase() !== 'replace') throw new Refused(refuse(400, false, 'invalidSyntax'))
    const wanted = path === undefined ? (value as { active?: unknown } | null)?.active : path === 'active' ? value : undefined
    if (wanted === undefined) throw new Refused(refuse(400, false, path === 'id' || path === 'meta' ? 'mutability' : 'invalidPath'))
    setActive(user, wanted, now)
  }
}

/** A change that changes nothing leaves the version as it is. */
const setActive = (user: User, active: unknown, now: Date) => {
  if (typeof active !== 'boolean') throw new Refused(refuse(400, false, 'invalidValue'))
  if (user.active === active) return
  user.active = active
  user.revision += 1
  user.lastModified = now.toISOString()
}

const present = (user: User, request: FastifyRequest, { groups }: State, etag: boolean) => ({
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
    location: `http://${request.host}/scim/v2/Users/${user.id}`,
  },
})

const listOf = <T>(rows: T[], request: FastifyRequest, { pageSize = 100, cursor = false, ignoreCount = false }: ScimAppOptions) => {
  const query = request.query as Query
  const size = ignoreCount ? rows.length : Math.min(pageSize, Math.max(0, Number(query.count ?? pageSize)))
  const byCursor = cursor && query.cursor !== undefined
  const start = byCursor ? Number(Buffer.from(query.cursor ?? '', 'base64url').toString() || '0') : Math.max(1, Number(query.startIndex ?? 1)) - 1
  const page = rows.slice(start, start + size)
  const next = byCursor && start + size < rows.length ? { nextCursor: Buffer.from(String(start + size)).toString('base64url') } : {}
  const position = byCursor ? {} : { startIndex: start + 1 }
  return { schemas: [schemas.list], totalResults: rows.length, itemsPerPage: page.length, ...position, ...next, Resources: page }
}

const serviceProviderConfig = ({ patch, etag, cursor }: { patch: boolean; etag: boolean; cursor: boolean }) => ({
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
