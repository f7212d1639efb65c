import type { Context } from '../../../context.ts'
import { bulkLimits } from './bulk/bulk-limits.ts'
import { type BulkRequest, runBulk } from './bulk/run-bulk.ts'
import type { ScimAnswer, ScimCall } from './call.ts'
import { describe, serviceProviderConfig } from './discovery.ts'
import { createGroup, deleteGroup, patchGroup, readGroup, replaceGroup } from './groups/save-group.ts'
import { isObject, type Json, plainText } from './json.ts'
import { listEverything, listGroups, listUsers } from './list/list-resources.ts'
import { type ListQuestion, readQuestion } from './list/page-query.ts'
import { readProjection } from './project.ts'
import { readBody } from './read-body.ts'
import { ScimError } from './scim-error.ts'
import { withStorageRefusals } from './storage-refusals.ts'
import { createUser, deleteUser, patchUser, readUser, replaceUser } from './users/save-user.ts'

/** A request without its transport. */
export interface ScimRequest {
  readonly method: string
  /** Below the base address: `/Users/2819c223-…`. */
  readonly path: string
  readonly query: Readonly<Record<string, string | undefined>>
  readonly ifMatch: string | null
  readonly ifNoneMatch: string | null
  readonly body: string | null
  readonly baseUrl: string
}

export interface ScimReply extends ScimAnswer {
  /** Names that were sent and kept out. */
  readonly ignored: readonly string[]
}

/** Answers one SCIM request for the actor of the context. Throws ScimError for what it refuses. */
export async function handleScim(ctx: Context, request: ScimRequest): Promise<ScimReply> {
  const ignored: string[] = []
  const { baseUrl, ifMatch, ifNoneMatch, query } = request
  const call: ScimCall = { ctx, source: 'scim', baseUrl, ifMatch, ifNoneMatch, projection: readProjection(query), everywhere: false, ignored }
  return { ...(await route(call, request)), ignored }
}

async function route(call: ScimCall, request: ScimRequest): Promise<ScimAnswer> {
  const { method } = request
  const [, kind = '', id = '', ...rest] = request.path.replace(/\/+$/, '').split('/')
  if (rest.length > 0) throw nothingAt(request)
  if (kind === 'ServiceProviderConfig' && id === '') return only(['GET'], method, () => plain(serviceProviderConfig(call.baseUrl)))
  if (kind === 'ResourceTypes' || kind === 'Schemas')
    return only(['GET'], method, () => {
      if (request.query.filter !== undefined) throw new ScimError(403, null, `${kind} are few and always given whole; leave the filter out.`)
      return plain(describe(kind, id === '' ? null : id, call.baseUrl))
    })
  if (kind === 'Me' && id === '') return answerMe(call, request)
  if (kind === 'Bulk' && id === '') return only(['POST'], method, () => runBulk(call, readBulkBody(request.body), inBulk(call)))
  if ((kind === '' || kind === '.search') && id === '') return answerRoot(call, request, kind)
  if (kind !== 'Users' && kind !== 'Groups') throw nothingAt(request)
  if (id === '.search') return only(['POST'], method, () => search(call, request, kind))
  if (id !== '') return one(call, kind, { method, id, body: () => readBody(request.body) })
  if (method === 'POST') return create(call, kind, readBody(request.body))
  return only(['GET', 'POST'], method, () => list(call, kind, readQuestion(request.query, call.ctx.clock.now())))
}

function readBulkBody(text: string | null): Json {
  if (Buffer.byteLength(text ?? '') > bulkLimits.bytes)
    throw new ScimError(413, null, `The size of the bulk operation exceeds the maxPayloadSize (${bulkLimits.bytes}).`)
  return readBody(text)
}

const plain = (body: Json): ScimAnswer => ({ status: 200, headers: {}, body, outcome: 'read' })

const nothingAt = ({ path }: ScimRequest) => new ScimError(404, null, `There is nothing at ${path.slice(0, 200)}.`)

function only(allowed: readonly string[], method: string, run: () => ScimAnswer | Promise<ScimAnswer>): ScimAnswer | Promise<ScimAnswer> {
  if (!allowed.includes(method)) throw new ScimError(405, null, `${method} is not possible here; ${allowed.join(', ')} is.`)
  return run()
}

const list = (call: ScimCall, kind: 'Users' | 'Groups' | null, question: ListQuestion): Promise<ScimAnswer> =>
  withStorageRefusals(() => (kind === null ? listEverything(call, question) : kind === 'Users' ? listUsers(call, question) : listGroups(call, question)))

function create(call: ScimCall, kind: 'Users' | 'Groups', body: Json, id?: string): Promise<ScimAnswer> {
  return withStorageRefusals(() => (kind === 'Users' ? createUser(call, body, id) : createGroup(call, body, id)))
}

type Change = (call: ScimCall, id: string, body: Json) => Promise<ScimAnswer>

const changes: Readonly<Record<'Users' | 'Groups', Readonly<Record<string, Change>>>> = {
  Users: { GET: readUser, DELETE: deleteUser, PUT: replaceUser, PATCH: patchUser },
  Groups: { GET: readGroup, DELETE: deleteGroup, PUT: replaceGroup, PATCH: patchGroup },
}

/** One resource, by the method; `body` is read only where the method has one. */
function one(call: ScimCall, kind: 'Users' | 'Groups', { method, id, body }: { method: string; id: string; body: () => Json }): Promise<ScimAnswer> {
  const change = Object.hasOwn(changes[kind], method) ? changes[kind][method] : undefined
  if (change === undefined) throw new ScimError(405, null, `${method} is not possible here; GET, PUT, PATCH, DELETE is.`)
  const given = method === 'PUT' || method === 'PATCH' ? body() : null
  return withStorageRefusals(() => change(call, id, given))
}

/** RFC 7644, section 3.11: the user the token belongs to. Nobody makes themselves, so that there is no POST. */
function answerMe(call: ScimCall, { method, body }: ScimRequest): Promise<ScimAnswer> {
  const { actor } = call.ctx
  if (method === 'POST' || actor.kind !== 'token') throw new ScimError(501, null, 'Users are made at /Users, not at /Me.')
  return one(call, 'Users', { method, id: actor.userId, body: () => readBody(body) })
}

function answerRoot(call: ScimCall, request: ScimRequest, kind: string): ScimAnswer | Promise<ScimAnswer> {
  const everywhere = { ...call, everywhere: true }
  if (kind === '.search') return only(['POST'], request.method, () => search(everywhere, request, null))
  return only(['GET'], request.method, () => list(everywhere, null, readQuestion(request.query, call.ctx.clock.now())))
}

/** RFC 7644, section 3.4.3: the question of a list in a body, for filters too long or too private for an address. */
function search(call: ScimCall, request: ScimRequest, kind: 'Users' | 'Groups' | null): Promise<ScimAnswer> {
  const body = readBody(request.body)
  if (!isObject(body)) throw new ScimError(400, 'invalidSyntax', 'The body of a search is a JSON object.')
  const raw = Object.fromEntries(
    Object.entries(body).map(([name, value]) => [name, Array.isArray(value) ? value.map(plainText).join(',') : value === null ? undefined : plainText(value)]),
  )
  const question = readQuestion(raw, call.ctx.clock.now())
  return list({ ...call, projection: question.projection }, kind, question)
}

const inBulk =
  (call: ScimCall) =>
  async (request: BulkRequest): Promise<ScimAnswer> => {
    const [, kind, id = ''] = request.path.split('/')
    const own = { ...call, ifMatch: request.ifMatch }
    if (kind !== 'Users' && kind !== 'Groups') throw new ScimError(404, null, `There is nothing at ${request.path.slice(0, 200)}.`)
    return request.method === 'POST' ? create(own, kind, request.body, request.id) : one(own, kind, { method: request.method, id, body: () => request.body })
  }
