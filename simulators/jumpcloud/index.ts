import type { FastifyRequest } from 'fastify'
import { startSimulator } from '../core/index.ts'
import type { Simulator } from '../core/index.ts'
import { changes } from './changes.ts'
import { bound, groupsWith, step } from './graph.ts'
import { refuse, refused } from './refusals.ts'
import type { JumpCloudOptions, JumpCloudSeed, Right } from './state.ts'

export type { JumpCloudOptions, JumpCloudSeed, JumpCloudUser } from './state.ts'

type Query = { limit?: string; skip?: string }

/** Stands in for versions 1 and 2 of JumpCloud's API: system users, user groups, applications (docs.jumpcloud.com). */
export const startJumpCloud = (options: JumpCloudOptions): Promise<Simulator<JumpCloudSeed>> => {
  const { seed, keys, orgId, pageSize = 100 } = options
  return startSimulator<JumpCloudSeed>(
    {
      name: 'JumpCloud',
      seed: () => structuredClone(seed),
      rowsOf: payload => {
        if (Array.isArray(payload)) return payload
        return typeof payload === 'object' && payload !== null && 'results' in payload ? (payload.results as unknown[]) : null
      },
      refuse,
      routes: (app, world) => {
        const allow = ({ headers }: FastifyRequest, right: Right) => {
          const rights = keys[String(headers['x-api-key'])]
          if (rights === undefined || (orgId !== undefined && headers['x-org-id'] !== orgId)) throw refused(401)
          if (!rights.includes(right)) throw refused(403)
        }
        const pageOf = <Row>({ query }: FastifyRequest, rows: Row[]): Row[] => {
          const { limit = '10', skip = '0' } = query as Query
          return rows.slice(Number(skip), Number(skip) + Math.min(pageSize, Number(limit)))
        }
        const counted = (request: FastifyRequest, rows: object[]) => ({ totalCount: rows.length, results: pageOf(request, rows) })

        app.get('/api/systemusers', async request => {
          allow(request, 'users')
          return counted(request, world.state.users)
        })
        app.get<{ Params: { id: string } }>('/api/systemusers/:id', async request => {
          allow(request, 'users')
          const user = world.state.users.find(({ _id }) => _id === request.params.id)
          if (user === undefined) throw refused(404)
          return user
        })
        app.get('/api/applications', async request => {
          allow(request, 'applications')
          return counted(
            request,
            world.state.applications.map(({ _id, name, displayLabel }) => ({
              _id,
              name,
              displayLabel,
              active: true,
              ssoUrl: `https://sso.jumpcloud.com/saml2/${name}`,
              config: {},
            })),
          )
        })
        changes(app, world, allow, pageOf)
        app.get('/api/v2/usergroups', async request => {
          allow(request, 'groups')
          return pageOf(
            request,
            world.state.groups.map(({ id, name, membershipMethod = 'STATIC' }) => ({ id, name, type: 'user_group', membershipMethod })),
          )
        })
        app.get<{ Params: { id: string } }>('/api/v2/usergroups/:id/membership', async request => {
          allow(request, 'groups')
          const group = world.state.groups.find(({ id }) => id === request.params.id)
          if (group === undefined) throw refused(404)
          return pageOf(
            request,
            group.members.map(id => bound(id, [[step('user', id)]])),
          )
        })
        app.get<{ Params: { id: string } }>('/api/v2/applications/:id/users', async request => {
          allow(request, 'applications')
          const found = world.state.applications.find(({ _id }) => _id === request.params.id)
          if (found === undefined) throw refused(404)
          const ways = (userId: string) => [
            ...(found.users.includes(userId) ? [[step('user', userId)]] : []),
            ...groupsWith(world.state, found, userId).map(({ id }) => [step('user_group', id), step('user', userId)]),
          ]
          const users = world.state.users.map(({ _id }) => bound(_id, ways(_id))).filter(({ paths }) => paths.length > 0)
          return pageOf(request, users)
        })
      },
    },
    options,
  )
}
