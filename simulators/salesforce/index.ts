import type { FastifyReply, FastifyRequest } from 'fastify'
import { startSimulator } from '../core/index.ts'
import type { Simulator, SimulatorOptions, World } from '../core/index.ts'
import { noTokens, oauthRoutes } from './oauth.ts'
import type { Client, OAuthState, Rights } from './oauth.ts'
import { openidRoutes } from './openid.ts'
import { describe, fieldsOf, isObjectName, objectNames } from './objects.ts'
import type { FieldRule, ObjectName } from './objects.ts'
import { refuse, refused } from './refusals.ts'
import { parseSoql, runSoql } from './soql.ts'
import type { Row } from './soql.ts'
import { orgOf } from './org.ts'
import type { Org, SalesforceSeed } from './org.ts'
import { insertTask, updateTask } from './tasks.ts'
import { ownerRoutes } from './owners.ts'
import { userRoutes } from './users.ts'

export type { SalesforceSeed, SalesforceUser } from './org.ts'

export type SalesforceOptions = SimulatorOptions & {
  seed: SalesforceSeed
  /** Connected apps by client id. */
  clients: Record<string, Client>
  /** Rows per page of a query. */
  batchSize?: number
  /** Whether the admin added our external id field to Activity. */
  externalIdField?: boolean
  /** Ids of users that cannot be deactivated, because something still hangs on them. */
  stuckUsers?: readonly string[]
  /** Ids of records that nobody may change, such as those in approval. */
  lockedRecords?: readonly string[]
}

type State = { org: Org; oauth: OAuthState; cursors: Record<string, Record<string, unknown>[]>; userChanges: number }

const base = '/services/data/v62.0'

/** Stands in for Salesforce's REST API: sign-in, describe, SOQL, and tasks (developer.salesforce.com/docs/atlas.en-us.api_rest.meta). */
export const startSalesforce = (options: SalesforceOptions): Promise<Simulator<State>> => {
  const { clients, batchSize = 2000, externalIdField = true } = options
  return startSimulator<State>(
    {
      name: 'Salesforce',
      seed: () => ({ org: orgOf(options.seed, new Date('2026-01-01T00:00:00Z')), oauth: noTokens(), cursors: {}, userChanges: 0 }),
      rowsOf: payload => (typeof payload === 'object' && payload !== null && 'records' in payload ? (payload.records as unknown[]) : null),
      refuse,
      routes: (app, world) => {
        oauthRoutes(app, world, clients)
        openidRoutes(app, world)
        const taskFields = fieldsOf('Task', externalIdField)
        const open = (request: FastifyRequest, reply: FastifyReply) => session(world, clients, request, reply)
        const mayWrite = (rights: Rights, object: ObjectName = 'Task') => {
          if (!rights.write.includes(object)) throw refused(403, 'INSUFFICIENT_ACCESS_OR_READONLY', 'insufficient access rights on object id')
        }
        const runAs = (clientId: string) => String(world.state.org.User.find(user => user.Username === clients[clientId]?.username)?.Id ?? '')

        for (const object of objectNames) {
          app.get(`${base}/sobjects/${object}/describe`, async (request, reply) => {
            const { rights } = open(request, reply)
            if (!rights.read.includes(object)) throw refused(404, 'NOT_FOUND', 'The requested resource does not exist')
            return describe(object, fieldsOf(object, externalIdField), rights.write.includes(object))
          })
        }
        for (const kind of ['query', 'queryAll'] as const) {
          app.get<{ Querystring: { q?: string } }>(`${base}/${kind}`, async (request, reply) => {
            const { rights } = open(request, reply)
            const query = parseSoql(request.query.q ?? '')
            const { object } = query
            // Every user may read the one row of their own organisation, profiles and roles; sessions are seen by whoever manages users.
            const common = object === 'Organization' || object === 'Profile' || object === 'UserRole'
            if (!isObjectName(object) || !(common || rights.read.includes(managed.has(object) ? 'UserLogin' : object)))
              throw refused(400, 'INVALID_TYPE', `sObject type '${object}' is not supported.`)
            const stored = recordsOf(world.state.org, object).filter(row => kind === 'queryAll' || row.IsDeleted !== true)
            const known = fieldsOf(object, externalIdField).filter(({ name }) => options.seed.sso === true || !name.endsWith('.PermissionsIsSsoEnabled'))
            const rows = runSoql(query, stored, known).map(row => ({ ...row, attributes: attributesOf(object, row) }))
            return page(world, rows, 0, batchSize)
          })
        }
        app.get<{ Params: { locator: string } }>(`${base}/query/:locator`, async (request, reply) => {
          open(request, reply)
          const [id = '', start] = request.params.locator.split('-')
          const rows = world.state.cursors[id]
          if (rows === undefined) throw refused(400, 'INVALID_QUERY_LOCATOR', 'invalid query locator')
          return page(world, rows, Number(start), batchSize, id)
        })
        const allow = (request: FastifyRequest, reply: FastifyReply, object: ObjectName) => mayWrite(open(request, reply).rights, object)
        userRoutes(app, base, world, allow, options.stuckUsers ?? [])
        ownerRoutes(app, base, world, allow, options.lockedRecords ?? [])
        app.get<{ Params: { id: string } }>(`${base}/sobjects/Task/:id`, async (request, reply) => {
          open(request, reply)
          return { attributes: attributesOf('Task', { Id: request.params.id }), ...foundTask(world, request.params.id) }
        })
        app.post<{ Body: Row }>(`${base}/sobjects/Task`, async (request, reply) => {
          const { rights, clientId } = open(request, reply)
          mayWrite(rights)
          const row = insertTask(world.state.org, taskFields, request.body, runAs(clientId), world.now())
          return reply.status(201).send({ id: row.Id, success: true, errors: [] })
        })
        app.patch<{ Params: { id: string }; Body: Row }>(`${base}/sobjects/Task/:id`, async (request, reply) => {
          mayWrite(open(request, reply).rights)
          const row = foundTask(world, request.params.id)
          assertUnmodified(request, row)
          updateTask(world.state.org, taskFields, row, request.body, world.now())
          return reply.status(204).send()
        })
        app.patch<{ Params: { field: string; value: string }; Body: Row }>(`${base}/sobjects/Task/:field/:value`, async (request, reply) => {
          const { rights, clientId } = open(request, reply)
          mayWrite(rights)
          const { field, value } = request.params
          const matches = matchesOf(world, taskFields, field, value)
          const [existing] = matches
          if (matches.length > 1) return reply.status(300).send(matches.map(({ Id }) => `${base}/sobjects/Task/${String(Id)}`))
          if (existing === undefined) {
            const row = insertTask(world.state.org, taskFields, { ...request.body, [field]: value }, runAs(clientId), world.now())
            return reply.status(201).send({ id: row.Id, success: true, errors: [], created: true })
          }
          // TaskSubtype cannot be updated, so an upsert that meets an existing task is refused like any other update of it.
          updateTask(world.state.org, taskFields, existing, request.body, world.now())
          return reply.status(200).send({ id: existing.Id, success: true, errors: [], created: false })
        })
      },
    },
    options,
  )
}

/** What only those see who may manage users. */
const managed = new Set<ObjectName>(['AuthSession', 'OauthToken', 'PermissionSetAssignment'])

/** Stored rows, with what stands on the records they point to. */
const recordsOf = (org: Org, object: ObjectName): Row[] =>
  object === 'OauthToken'
    ? org.OauthToken.map(row => ({ ...row, 'User.IsActive': org.User.find(({ Id }) => Id === row.UserId)?.IsActive ?? null }))
    : org[object]

/** Who asks; every reply tells how much of the day's allowance is used. */
const session = (
  { state }: World<State>,
  clients: Record<string, Client>,
  request: FastifyRequest,
  reply: FastifyReply,
): { clientId: string; rights: Rights } => {
  const clientId = state.oauth.access[/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '']?.clientId
  const client = clients[clientId ?? '']
  if (clientId === undefined || client === undefined) throw refused(401, 'INVALID_SESSION_ID', 'Session expired or invalid')
  if (!client.rights.api) throw refused(403, 'API_DISABLED_FOR_ORG', 'The REST API is not enabled for this Organization')
  reply.header('sforce-limit-info', 'api-usage=18/15000')
  return { clientId, rights: client.rights }
}

const attributesOf = (type: ObjectName, { Id }: { Id?: unknown }) => ({ type, url: `${base}/sobjects/${type}/${typeof Id === 'string' ? Id : ''}` })

const page = (world: World<State>, rows: Record<string, unknown>[], start: number, size: number, known?: string) => {
  const records = rows.slice(start, start + size).map(row => ({ ...row }))
  if (start + size >= rows.length) return { totalSize: rows.length, done: true, records }
  const id = known ?? `01g${Object.keys(world.state.cursors).length + 1}`
  world.state.cursors[id] = rows
  return { totalSize: rows.length, done: false, nextRecordsUrl: `${base}/query/${id}-${start + size}`, records }
}

const foundTask = ({ state }: World<State>, id: string): Row => {
  const row = state.org.Task.find(task => task.Id === id)
  if (row === undefined) throw refused(404, 'NOT_FOUND', 'Provided external ID field does not exist or is not accessible: ' + id)
  if (row.IsDeleted === true) throw refused(404, 'ENTITY_IS_DELETED', 'entity is deleted')
  return row
}

const matchesOf = ({ state }: World<State>, fields: readonly FieldRule[], field: string, value: string): Row[] => {
  if (fields.find(({ name }) => name === field)?.externalId !== true) {
    throw refused(404, 'NOT_FOUND', `Provided external ID field does not exist or is not accessible: ${field}`)
  }
  return state.org.Task.filter(task => task[field] === value && task.IsDeleted !== true)
}

const assertUnmodified = (request: FastifyRequest, row: Row) => {
  const since = request.headers['if-unmodified-since']
  if (since === undefined) return
  if (Math.floor(Date.parse(String(row.LastModifiedDate)) / 1000) > Date.parse(since) / 1000)
    throw refused(412, 'PRECONDITION_FAILED', 'The record has been modified')
}
