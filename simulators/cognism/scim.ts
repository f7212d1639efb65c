import type { FastifyInstance, FastifyRequest } from 'fastify'
import type { ConsoleUser, State } from '../admin-console/index.ts'
import type { World } from '../core/index.ts'

export const scimBase = '/scim/v2'

const error = (status: number, detail: string) => ({ schemas: ['urn:ietf:params:scim:api:messages:2.0:Error'], status: String(status), detail })
const shown = ({ id, name, email, active }: ConsoleUser) => ({
  schemas: ['urn:ietf:params:scim:schemas:core:2.0:User'],
  id,
  userName: email,
  displayName: name,
  active,
})

type Wanted = { userName?: string; active?: boolean; name?: { givenName?: string; familyName?: string } }
type Operations = { Operations?: { value?: { active?: boolean } }[] }
type ById = { Params: { id: string }; Body: Operations }

/**
 * The SCIM that Cognism gives to Okta alone (Cognism User Management API Guide, 2026-03-09): finds by `userName`, makes, switches on and off.
 * Role and seat type are given in the console. What it changes is what the console shows.
 */
export const scimRoutes = (app: FastifyInstance, world: World<State>, token: string): void => {
  const allowed = ({ headers }: FastifyRequest) => headers.authorization === `Bearer ${token}`
  const own = {
    preHandler: async (request: FastifyRequest, reply: { status: (code: number) => { send: (body: object) => unknown } }) =>
      allowed(request) ? undefined : reply.status(401).send(error(401, 'The token is missing or not known.')),
  }
  const changed = (words: string) => void world.state.changes.push(words)

  app.get<{ Querystring: { filter?: string } }>(`${scimBase}/Users`, own, async ({ query }) => {
    const name = /^userName eq "(.+)"$/.exec(query.filter ?? '')?.[1]?.toLowerCase()
    const found = world.state.users.filter(({ email }) => email.toLowerCase() === name).map(shown)
    return { schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'], totalResults: found.length, Resources: found }
  })
  app.get(`${scimBase}/Groups`, own, async () => ({
    schemas: ['urn:ietf:params:scim:api:messages:2.0:ListResponse'],
    totalResults: 0,
    Resources: [],
  }))
  app.post<{ Body: Wanted }>(`${scimBase}/Users`, own, async ({ body }, reply) => {
    const { userName = '', active = true, name } = body
    if (world.state.users.some(({ email }) => email.toLowerCase() === userName.toLowerCase()))
      return reply.status(409).send(error(409, 'There is such a user.'))
    const user: ConsoleUser = {
      id: `okta-${world.state.users.length + 1}`,
      name: `${name?.givenName ?? ''} ${name?.familyName ?? ''}`.trim(),
      email: userName,
      active,
      role: 'Member',
      licence: null,
      team: null,
      lastActive: null,
    }
    world.state.users.push(user)
    changed(`provision ${userName}`)
    return reply.status(201).send(shown(user))
  })
  app.patch<ById>(`${scimBase}/Users/:id`, own, async ({ params, body }, reply) => {
    const user = world.state.users.find(({ id }) => id === params.id)
    if (user === undefined) return reply.status(404).send(error(404, 'There is no such user.'))
    for (const { value } of body.Operations ?? []) {
      if (value?.active === undefined || value.active === user.active) continue
      user.active = value.active
      changed(`${user.active ? 'provision' : 'deprovision'} ${user.email}`)
    }
    return shown(user)
  })
}
