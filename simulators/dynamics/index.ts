import type { FastifyReply, FastifyRequest } from 'fastify'
import { type Issued, issueToken, Refused, type Refusal, retryAfter, rightsOf, startSimulator } from '../core/index.ts'
import type { Simulator, SimulatorOptions, World } from '../core/index.ts'

export type DynamicsUser = {
  systemuserid: string
  fullname: string
  domainname: string
  internalemailaddress: string | null
  isdisabled: boolean
  islicensed: boolean
  accessmode: number
  applicationid: string | null
  employeeid: string | null
  jobtitle: string | null
  businessUnitId: string
  managerId: string | null
  roleIds: string[]
  versionnumber: number
}

export type DynamicsSeed = {
  users: DynamicsUser[]
  businessUnits: { id: string; name: string }[]
  roles: { roleid: string; name: string; businessUnitId: string }[]
}
/** Privileges of a security role (prvReadUser and its likes). */
export type Privilege = 'prvReadUser' | 'prvWriteUser' | 'prvReadRole' | 'prvAssignRole'
type State = DynamicsSeed & { issued: Issued<Privilege>; changes: number }

export type DynamicsOptions = SimulatorOptions & {
  seed: DynamicsSeed
  tenantId: string
  /** Application users by the client id of their app registration. */
  apps: Record<string, { secret: string; privileges: readonly Privilege[] }>
  pageSize?: number
}

type Query = { $select?: string; $expand?: string; $filter?: string; $top?: string; $skiptoken?: string }
type ById = { Params: { '*': string }; Querystring: Query }

const base = '/api/data/v9.2'

/** Stands in for the Web API of Dataverse and its sign-in, as far as users and security roles go (learn.microsoft.com/power-apps/developer/data-platform/webapi). */
export const startDynamics = (options: DynamicsOptions): Promise<Simulator<State>> => {
  const { seed, tenantId, apps, pageSize = 5000 } = options
  return startSimulator<State>(
    {
      name: 'Dynamics 365',
      seed: () => ({ ...structuredClone(seed), issued: {}, changes: 0 }),
      rowsOf: payload => (typeof payload === 'object' && payload !== null && 'value' in payload ? (payload.value as unknown[]) : null),
      refuse,
      routes: (app, world) => {
        const allow = (request: FastifyRequest, needs: Privilege) => {
          const rights = rightsOf(world.state.issued, request, world.now())
          if (rights === null) throw new Refused(refuse(401, null))
          if (!rights.includes(needs)) throw new Refused(refusal(403, '0x80040220', `Principal user is missing ${needs} privilege.`))
        }
        const userOf = (id: string | undefined) => world.state.users.find(({ systemuserid }) => systemuserid === id) ?? missing('systemuser', id)
        const roleOf = (id: string | undefined) => world.state.roles.find(({ roleid }) => roleid === id) ?? missing('role', id)
        const page = (request: FastifyRequest, rows: object[]) => paged(request, rows, pageSize)

        app.post<{ Params: { tenant: string } }>('/:tenant/oauth2/v2.0/token', async (request, reply) => {
          const form = (request.body ?? {}) as Record<string, string>
          const registered = apps[form.client_id ?? '']
          const no = (error: string, error_description: string) => reply.status(error === 'invalid_client' ? 401 : 400).send({ error, error_description })
          if (request.params.tenant !== tenantId) return no('invalid_request', 'AADSTS90002: Tenant not found.')
          if (form.grant_type !== 'client_credentials') return no('unsupported_grant_type', 'AADSTS70003: The grant type is not supported.')
          if (form.scope !== `http://${request.host}/.default`) return no('invalid_scope', 'AADSTS70011: The scope is not valid.')
          if (registered === undefined || registered.secret !== form.client_secret)
            return no('invalid_client', 'AADSTS7000215: Invalid client secret provided.')
          return issueToken(world.state.issued, registered.privileges, world.now())
        })

        app.get<{ Querystring: Query }>(`${base}/systemusers`, async request => {
          allow(request, 'prvReadUser')
          const { $filter } = request.query
          const name =
            $filter === undefined ? null : (/^domainname eq '((?:[^']|'')*)'$/.exec($filter)?.[1] ?? bad($filter)).replaceAll("''", "'").toLowerCase()
          const found = world.state.users.filter(user => name === null || user.domainname.toLowerCase() === name)
          return page(
            request,
            found.map(user => presentUser(user, world, request.query)),
          )
        })
        app.get<{ Querystring: Query }>(`${base}/roles`, async request => {
          allow(request, 'prvReadRole')
          const { $filter } = request.query
          const unit = $filter === undefined ? null : (/^_businessunitid_value eq (\S+)$/.exec($filter)?.[1] ?? bad($filter))
          const found = world.state.roles.filter(role => unit === null || role.businessUnitId === unit)
          return page(
            request,
            found.map(role => picked({ ...role, _businessunitid_value: role.businessUnitId }, request.query)),
          )
        })
        app.get<{ Querystring: Query }>(`${base}/systemuserrolescollection`, async request => {
          allow(request, 'prvReadRole')
          const rows = world.state.users.flatMap(({ systemuserid, roleIds }) => roleIds.map(roleid => picked({ systemuserid, roleid }, request.query)))
          return page(request, rows)
        })
        app.get<ById>(`${base}/systemusers(*`, async request => {
          const [, id, rest] = /^([^)]+)\)(.*)$/.exec(request.params['*']) ?? []
          allow(request, 'prvReadUser')
          const user = userOf(id)
          if (rest === '') return presentUser(user, world, request.query)
          if (rest !== '/systemuserroles_association') throw new Refused(refuse(404, null))
          allow(request, 'prvReadRole')
          return page(
            request,
            user.roleIds.map(roleid => picked(roleOf(roleid), request.query)),
          )
        })
        app.patch<ById>(`${base}/systemusers(*`, async (request, reply) => {
          allow(request, 'prvWriteUser')
          const user = userOf(/^([^)]+)\)$/.exec(request.params['*'])?.[1])
          const match = request.headers['if-match']
          if (match === undefined) throw new Refused(refusal(400, '0x80060888', 'This stand-in takes no PATCH that could make a record: send If-Match.'))
          if (match !== '*' && match !== etagOf(user)) throw new Refused(refuse(412, null))
          const { isdisabled, ...rest } = request.body as { isdisabled?: unknown }
          if (typeof isdisabled !== 'boolean' || Object.keys(rest).length > 0) throw new Refused(refuse(400, null))
          if (user.isdisabled !== isdisabled) {
            world.state.changes += 1
            user.versionnumber += 1
          }
          user.isdisabled = isdisabled
          return noContent(reply)
        })
        app.post<ById>(`${base}/systemusers(*`, async (request, reply) => {
          allow(request, 'prvAssignRole')
          const user = userOf(/^([^)]+)\)\/systemuserroles_association\/\$ref$/.exec(request.params['*'])?.[1])
          const reference = (request.body as { '@odata.id'?: string })['@odata.id'] ?? ''
          const role = roleOf(new RegExp(String.raw`^http://${request.host}${base}/roles\(([^)]+)\)$`).exec(reference)?.[1])
          if (role.businessUnitId !== user.businessUnitId)
            throw new Refused(refusal(400, '0x8004140b', 'The user and the role are not in the same business unit.'))
          if (!user.roleIds.includes(role.roleid)) world.state.changes += 1
          user.roleIds = [...new Set([...user.roleIds, role.roleid])]
          return noContent(reply)
        })
        app.delete<ById>(`${base}/systemusers(*`, async (request, reply) => {
          allow(request, 'prvAssignRole')
          const [, id, roleId] = /^([^)]+)\)\/systemuserroles_association\(([^)]+)\)\/\$ref$/.exec(request.params['*']) ?? []
          const user = userOf(id)
          if (!user.roleIds.includes(roleId ?? '')) missing('role', roleId)
          world.state.changes += 1
          user.roleIds = user.roleIds.filter(one => one !== roleId)
          return noContent(reply)
        })
      },
    },
    options,
  )
}

const noContent = (reply: FastifyReply) => reply.status(204).send()
const etagOf = ({ versionnumber }: DynamicsUser): string => `W/"${versionnumber}"`

const presentUser = (user: DynamicsUser, { state }: World<State>, query: Query): object => {
  const { businessUnitId, managerId, roleIds: _, ...fields } = user
  const shown = picked({ ...fields, _businessunitid_value: businessUnitId }, query)
  const unit = state.businessUnits.find(({ id }) => id === businessUnitId)
  const manager = state.users.find(({ systemuserid }) => systemuserid === managerId)
  return {
    '@odata.etag': etagOf(user),
    ...shown,
    ...(query.$expand?.includes('businessunitid($select=name)') === true ? { businessunitid: { name: unit?.name, businessunitid: businessUnitId } } : {}),
    ...(query.$expand?.includes('parentsystemuserid($select=internalemailaddress)') === true
      ? { parentsystemuserid: manager === undefined ? null : { internalemailaddress: manager.internalemailaddress, systemuserid: managerId } }
      : {}),
  }
}

const picked = (thing: object, { $select = '' }: Query): object => {
  const known = new Map(Object.entries(thing))
  return Object.fromEntries(
    $select.split(',').map(name => {
      if (!known.has(name)) throw new Refused(refusal(400, '0x80060888', `Could not find a property named '${name}'.`))
      return [name, known.get(name)]
    }),
  )
}

/** A page as large as was preferred, with the whole address of the next; `$top` ends the list. */
const paged = (request: FastifyRequest, rows: object[], most: number) => {
  const { $top, $skiptoken = '0' } = request.query as Query
  const preferred = Number(/odata\.maxpagesize=(\d+)/.exec(String(request.headers.prefer ?? ''))?.[1] ?? most)
  const start = Number($skiptoken)
  const end = start + Math.min(most, preferred)
  const next = new URL(request.url, `http://${request.host}`)
  next.searchParams.set('$skiptoken', String(end))
  if ($top !== undefined) return { value: rows.slice(0, Number($top)) }
  return {
    '@odata.context': `http://${request.host}${base}/$metadata`,
    value: rows.slice(start, end),
    ...(end < rows.length ? { '@odata.nextLink': next.href } : {}),
  }
}

const refusal = (status: number, code: string, message: string, headers: Record<string, string> = {}): Refusal => ({
  status,
  headers,
  body: { error: { code, message } },
})

const words: Record<number, readonly [string, string]> = {
  400: ['0x80060888', 'Bad Request - Error in query syntax.'],
  401: ['0x80040204', 'Authentication failed.'],
  403: ['0x80040220', 'Principal user is missing a privilege.'],
  404: ['0x80040217', 'Does Not Exist'],
  412: ['0x80060882', "The version of the existing record doesn't match the RowVersion property provided."],
  429: ['0x80072322', 'Number of requests exceeded the limit of 6000 over time window of 300 seconds.'],
}

const refuse = (status: number, resetAt: Date | null): Refusal => {
  const [code, message] = words[status] ?? ['0x80040216', 'An unexpected error occurred.']
  return refusal(status, code, message, retryAfter(resetAt))
}

const missing = (table: string, id: string | undefined): never => {
  throw new Refused(refusal(404, '0x80040217', `Entity '${table}' With Id = ${id ?? ''} Does Not Exist`))
}
const bad = (filter: string): never => {
  throw new Refused(refusal(400, '0x80060888', `Syntax error at position 0 in '${filter}'.`))
}
