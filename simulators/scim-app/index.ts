import type { FastifyReply, FastifyRequest } from 'fastify'
import { startSimulator } from '../core/index.ts'
import type { Simulator, World } from '../core/index.ts'
import { applyPatch, createUser, patchGroup, replaceUser } from './change.ts'
import { refuse, refused } from './refusals.ts'
import { etagOf, listOf, present, schemas, serviceProviderConfig } from './resource.ts'
import type { Right, ScimAppOptions, State, User } from './state.ts'

export type { ScimAppOptions, ScimAppSeed, ScimAppUser } from './state.ts'

/** Stands in for an app with a SCIM 2.0 server, written from RFC 7643 and 7644. */
export const startScimApp = (options: ScimAppOptions): Promise<Simulator<State>> => {
  const { seed, tokens, patch = true, etag = true, cursor = false, dialect } = options
  const base = dialect?.basePath ?? '/scim/v2'
  return startSimulator<State>(
    {
      name: options.name ?? 'SCIM app',
      basePath: base,
      seed: () => ({ users: seed.users.map(user => ({ ...structuredClone(user), revision: 1 })), groups: structuredClone(seed.groups) }),
      rowsOf: payload => (typeof payload === 'object' && payload !== null && 'Resources' in payload ? (payload.Resources as unknown[]) : null),
      refuse,
      routes: (app, world) => {
        const shown = (request: FastifyRequest, user: User): object => {
          const resource = present(user, `http://${request.host}${base}`, world.state, etag)
          return dialect === undefined ? resource : dialect.present(resource)
        }
        app.addHook('preSerialization', async (_request, reply, payload) =>
          dialect?.word !== undefined && reply.statusCode >= 400 ? dialect.word({ status: reply.statusCode, detail: detailOf(payload) }) : payload,
        )
        const answer = (request: FastifyRequest, reply: FastifyReply, user: User) => {
          if (etag) reply.header('etag', etagOf(user))
          return reply.type('application/scim+json').send(shown(request, user))
        }
        const shownGroup = ({ id, displayName, members }: State['groups'][number]): object => {
          const group = { schemas: [schemas.group], id, displayName, members: members.map(value => ({ value })) }
          return dialect?.presentGroup?.(group) ?? group
        }
        /** Finds the user to change, and refuses when the caller looked at another version (RFC 7644 section 3.14). */
        const changeable = (request: FastifyRequest<{ Params: { id: string } }>) => {
          allow(tokens, request, 'users:write')
          const user = foundUser(world, request.params.id)
          const expected = request.headers['if-match']
          if (etag && expected !== undefined && expected !== etagOf(user)) throw refused(412)
          return user
        }

        app.get(`${base}/ServiceProviderConfig`, async (request, reply) => {
          allow(tokens, request, 'users:read')
          return reply.type('application/scim+json').send(serviceProviderConfig({ patch, etag, cursor }))
        })
        app.get(`${base}/Users`, async (request, reply) => {
          allow(tokens, request, 'users:read')
          const rows = world.state.users.filter(userFilter((request.query as { filter?: string }).filter)).map(user => shown(request, user))
          return reply.type('application/scim+json').send(listOf(rows, request, options))
        })
        app.get(`${base}/Groups`, async (request, reply) => {
          allow(tokens, request, 'groups:read')
          const rows = world.state.groups.filter(groupFilter((request.query as { filter?: string }).filter)).map(shownGroup)
          return reply.type('application/scim+json').send(listOf(rows, request, options))
        })
        app.patch<{ Params: { id: string } }>(`${base}/Groups/:id`, async (request, reply) => {
          allow(tokens, request, 'groups:write')
          if (!patch) throw refused(501)
          const group = world.state.groups.find(one => one.id === request.params.id)
          if (group === undefined) throw refused(404)
          patchGroup(group, request.body, world.state.users)
          return reply.type('application/scim+json').send(shownGroup(group))
        })
        app.post(`${base}/Users`, async (request, reply) => {
          allow(tokens, request, 'users:write')
          const user = createUser(world.state, dialect?.accept?.(request.body) ?? request.body, world.now(), dialect?.attributes)
          return answer(request, reply.status(201), user)
        })
        app.get<{ Params: { id: string } }>(`${base}/Users/:id`, async (request, reply) => {
          allow(tokens, request, 'users:read')
          return answer(request, reply, foundUser(world, request.params.id))
        })
        app.patch<{ Params: { id: string } }>(`${base}/Users/:id`, async (request, reply) => {
          if (!patch) throw refused(501)
          const user = changeable(request)
          applyPatch(user, request.body, world.now(), dialect?.attributes)
          return answer(request, reply, user)
        })
        app.put<{ Params: { id: string } }>(`${base}/Users/:id`, async (request, reply) => {
          const user = changeable(request)
          replaceUser(user, request.body, world.now())
          return answer(request, reply, user)
        })
      },
    },
    options,
  )
}

const detailOf = (payload: unknown): string =>
  typeof payload === 'object' && payload !== null && 'detail' in payload && typeof payload.detail === 'string' ? payload.detail : ''

const allow = (tokens: ScimAppOptions['tokens'], request: FastifyRequest, right: Right) => {
  const rights = tokens[/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '']
  if (rights === undefined) throw refused(401)
  if (!rights.includes(right)) throw refused(403)
}

const foundUser = ({ state }: World<State>, id: string): User => {
  const user = state.users.find(one => one.id === id)
  if (user === undefined) throw refused(404)
  return user
}

/** Groups by name, or by who is in them. */
const groupFilter = (filter: string | undefined): ((group: State['groups'][number]) => boolean) => {
  if (filter === undefined) return () => true
  const [, attribute, value = ''] = /^(displayName|members\.value) eq "(.*)"$/i.exec(filter) ?? []
  if (attribute === undefined) throw refused(400, null, 'invalidFilter')
  return ({ displayName, members }) => (attribute.toLowerCase() === 'displayname' ? displayName.toLowerCase() === value.toLowerCase() : members.includes(value))
}

/** `attribute eq "value"` over the attributes that clients look people up by. */
const userFilter = (filter: string | undefined): ((user: User) => boolean) => {
  if (filter === undefined) return () => true
  const [, attribute, value = ''] = /^(userName|externalId|id|email) eq "(.*)"$/i.exec(filter) ?? []
  if (attribute === undefined) throw refused(400, null, 'invalidFilter')
  if (attribute === 'email') return user => user.emails.includes(value)
  const key = ({ username: 'userName', externalid: 'externalId', id: 'id' } as const)[attribute.toLowerCase() as 'username' | 'externalid' | 'id']
  // userName is compared without regard to case (RFC 7643 section 4.1.1).
  return user => (key === 'userName' ? user.userName.toLowerCase() === value.toLowerCase() : user[key] === value)
}
