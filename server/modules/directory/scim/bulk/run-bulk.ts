import { randomUUID } from 'node:crypto'
import { isObject, type Json, type JsonObject } from '../json.ts'
import type { ScimAnswer, ScimCall } from '../call.ts'
import { errorBody, ScimError } from '../scim-error.ts'
import { bulkLimits } from './bulk-limits.ts'
import { settleReference } from './bulk.queries.ts'

/** One request inside a Bulk; the engine's own way to answer a request. */
export interface BulkRequest {
  readonly method: string
  readonly path: string
  readonly body: Json
  readonly ifMatch: string | null
  /** The id that a create is to give. */
  readonly id: string
}

export type Answer = (request: BulkRequest) => Promise<ScimAnswer>

interface Operation {
  readonly method: string
  readonly path: string
  readonly bulkId: string | null
  readonly version: string | null
  readonly data: Json
}

/** A create that others refer to: the id it is to get, and the one it got. */
interface Reference {
  readonly planned: string
  actual: string | null
}

const responseUrn = 'urn:ietf:params:scim:api:messages:2.0:BulkResponse'
const methods = new Set(['POST', 'PUT', 'PATCH', 'DELETE'])

/**
 * RFC 7644, section 3.7. Each operation is whole or absent, whatever happens in between, and a request that is sent again finds what it did.
 * Creates get their ids beforehand, so that operations may refer to each other in any order, in circles too: who is not there yet is awaited like
 * any unknown member or manager.
 */
export async function runBulk(call: ScimCall, body: Json, answer: Answer): Promise<ScimAnswer> {
  const { operations, failOnErrors } = readBulk(body)
  const references = new Map<string, Reference>()
  for (const { bulkId } of operations.filter(isCreate)) {
    if (bulkId === null) continue
    if (references.has(bulkId)) throw new ScimError(400, 'invalidValue', `Two creates have the bulkId ${bulkId.slice(0, 100)}. Give each its own.`)
    references.set(bulkId, { planned: randomUUID(), actual: null })
  }
  const results = new Map<Operation, JsonObject>()
  let errors = 0
  for (const operation of createsFirst(operations, references)) {
    const result = await runOperation(call, operation, references, answer)
    results.set(operation, result)
    if (Number(result.status) >= 400) errors += 1
    if (failOnErrors !== null && errors >= failOnErrors) break
  }
  // Whoever was awaited by the id of a create that failed, or that took up a user who was there, is told.
  for (const { planned, actual } of references.values()) if (planned !== actual) await settleReference(call.ctx.db, planned, actual)
  const answers = operations.flatMap(operation => results.get(operation) ?? [])
  return { status: 200, headers: {}, body: { schemas: [responseUrn], Operations: answers }, outcome: `${answers.length} operations, ${errors} refused` }
}

const isCreate = ({ method }: Operation): boolean => method === 'POST'

/** The order in which they are run: as sent, but what is at the address of a create further down waits for it. */
function createsFirst(operations: readonly Operation[], references: ReadonlyMap<string, Reference>): Operation[] {
  const waiting = new Map<string, Operation[]>()
  const made = new Set<string>()
  const ordered: Operation[] = []
  for (const operation of operations) {
    const named = isCreate(operation) ? undefined : /\/bulkId:([^/]+)$/.exec(operation.path)?.[1]
    if (named !== undefined && references.has(named) && !made.has(named)) {
      waiting.set(named, [...(waiting.get(named) ?? []), operation])
      continue
    }
    ordered.push(operation)
    if (!isCreate(operation) || operation.bulkId === null) continue
    made.add(operation.bulkId)
    ordered.push(...(waiting.get(operation.bulkId) ?? []))
  }
  return ordered
}

function readBulk(body: Json): { operations: Operation[]; failOnErrors: number | null } {
  if (!isObject(body) || !Array.isArray(body.Operations)) throw new ScimError(400, 'invalidSyntax', 'A Bulk carries "Operations", a list.')
  if (body.Operations.length > bulkLimits.operations)
    throw new ScimError(413, 'tooMany', `The size of the bulk operation exceeds the maxOperations (${bulkLimits.operations}).`)
  const limit = body.failOnErrors ?? null
  if (limit !== null && (typeof limit !== 'number' || !Number.isInteger(limit) || limit < 1))
    throw new ScimError(400, 'invalidValue', 'failOnErrors is a whole number above zero.')
  return { operations: body.Operations.map(readOperation), failOnErrors: limit }
}

function readOperation(operation: Json): Operation {
  const { method, path, bulkId, version, data }: JsonObject = isObject(operation) ? operation : {}
  return {
    method: typeof method === 'string' ? method.toUpperCase() : '',
    path: typeof path === 'string' ? path : '',
    bulkId: typeof bulkId === 'string' ? bulkId : null,
    version: typeof version === 'string' ? version : null,
    data: data ?? null,
  }
}

async function runOperation(call: ScimCall, operation: Operation, references: Map<string, Reference>, answer: Answer): Promise<JsonObject> {
  const { method, bulkId } = operation
  const named = { method, ...(bulkId === null ? {} : { bulkId }) }
  try {
    if (!methods.has(method)) throw new ScimError(400, 'invalidSyntax', 'The method of an operation is POST, PUT, PATCH or DELETE.')
    if (method === 'POST' && bulkId === null) throw new ScimError(400, 'invalidSyntax', 'A create in a Bulk carries a bulkId.')
    const reference = method === 'POST' ? references.get(bulkId ?? '') : undefined
    const resolve = (text: string) => resolveReference(text, references)
    const path = resolve(operation.path)
    if (!/^\/(Users|Groups)(\/[^/?]+)?$/.test(path) || (method === 'POST') === /^\/\w+\//.test(path))
      throw new ScimError(400, 'invalidSyntax', 'The path of an operation is /Users or /Groups, with the id where one is changed.')
    const done = await answer({ method, path, body: resolveIn(operation.data, resolve), ifMatch: operation.version, id: reference?.planned ?? randomUUID() })
    const location = done.headers.location ?? `${call.baseUrl}${path}`
    if (reference !== undefined) reference.actual = location.split('/').at(-1) ?? null
    return { ...named, location, ...(done.headers.etag === undefined ? {} : { version: done.headers.etag }), status: String(done.status) }
  } catch (thrown) {
    if (!(thrown instanceof ScimError)) throw thrown
    const location = method === 'POST' || operation.path === '' ? {} : { location: `${call.baseUrl}${operation.path}` }
    return { ...named, ...location, status: String(thrown.status), response: errorBody(thrown) }
  }
}

function resolveReference(text: string, references: ReadonlyMap<string, Reference>): string {
  return text.replace(/^bulkId:(.+)$|(?<=\/)bulkId:([^/]+)/, (_, whole: string | undefined, part: string | undefined) => {
    const name = whole ?? part ?? ''
    const reference = references.get(name)
    if (reference === undefined) throw new ScimError(409, 'invalidValue', `No create in this Bulk has the bulkId ${name.slice(0, 100)}.`)
    return reference.actual ?? reference.planned
  })
}

function resolveIn(value: Json, resolve: (text: string) => string): Json {
  if (typeof value === 'string') return value.startsWith('bulkId:') ? resolve(value) : value
  if (Array.isArray(value)) return value.map(each => resolveIn(each, resolve))
  return isObject(value) ? Object.fromEntries(Object.entries(value).map(([name, each]) => [name, resolveIn(each, resolve)])) : value
}
