import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { admin, adminPath } from './admin.ts'
import { misbehaviours } from './misbehaviour.ts'
import type { Act, Misbehaviour } from './misbehaviour.ts'
import { requestLog } from './request-log.ts'
import type { LoggedRequest } from './request-log.ts'

/** A refusal in the vendor's own shape. */
export type Refusal = { status: number; headers?: Record<string, string>; body: unknown }

/** Thrown by a route to refuse. */
export class Refused extends Error {
  override readonly name = 'Refused'
  readonly refusal: Refusal

  constructor(refusal: Refusal) {
    super(`refused with ${refusal.status}`)
    this.refusal = refusal
  }
}

export type Vendor<State> = {
  name: string
  /** Under which path the vendor's API begins. */
  basePath?: string
  /** The state to begin with, and to go back to on reset. */
  seed: () => State
  /** The rows of a list reply, or null when the reply is no list. */
  rowsOf: (payload: unknown) => unknown[] | null
  /** How the vendor words a refusal it was told to give. `reset`: whether a limit says when it ends. */
  refuse: (status: number, reset: boolean) => Refusal
  routes: (app: FastifyInstance, world: World<State>) => void
}

/** What routes work on. `state` is replaced on reset: always read it from here. */
export type World<State> = { state: State; now: () => Date }

export type Simulator<State> = {
  readonly name: string
  /** The base URL that a client is given. */
  readonly url: string
  /** Where the admin path is: `<origin>/__simulator`. */
  readonly origin: string
  readonly state: State
  /** Every request since the last reset, without secrets. */
  readonly requests: readonly LoggedRequest[]
  misbehave(misbehaviour: Misbehaviour): void
  /** Back to the seed: state, misbehaviours and request log. */
  reset(): void
  close(): Promise<void>
}

export type SimulatorOptions = { port?: number; now?: () => Date }

declare module 'fastify' {
  interface FastifyRequest {
    act: Act | null
    before: unknown
  }
}

const refusedStatus: Partial<Record<Act, number>> = {
  limit: 429,
  limit_without_reset: 429,
  server_error: 500,
  unauthorized: 401,
  forbidden: 403,
  not_found: 404,
  conflict: 409,
}

/** Starts a stand-in vendor on 127.0.0.1, on any free port unless told. */
export const startSimulator = async <State>(vendor: Vendor<State>, { port = 0, now = () => new Date() }: SimulatorOptions = {}): Promise<Simulator<State>> => {
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 16 * 1024 * 1024, routerOptions: { maxParamLength: 2000 } })
  const world: World<State> = { state: vendor.seed(), now }
  const told = misbehaviours()
  const log = requestLog()
  const lastPages = new Map<string, { payload: unknown; headers: Record<string, string> }>()
  const reset = () => {
    world.state = vendor.seed()
    told.clear()
    log.clear()
    lastPages.clear()
  }

  app.addContentTypeParser(/^application\/(scim\+json|json)/, { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? null : JSON.parse(String(body)))
    } catch {
      done(new Refused(vendor.refuse(400, false)))
    }
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))))
  })
  app.decorateRequest('act', null)
  app.decorateRequest('before', null)

  app.addHook('preHandler', async (request, reply) => {
    if (request.url.startsWith(adminPath)) return
    const taken = told.take(request.method, pathOf(request))
    request.act = taken?.act ?? null
    if (request.act === 'accept_and_not_do') request.before = structuredClone(world.state)
    const status = request.act === null ? undefined : refusedStatus[request.act]
    if (status !== undefined) throw new Refused(vendor.refuse(status, request.act === 'limit'))
    if (request.act === 'html') reply.type('text/html').send('<!doctype html><title>Sign in</title><p>Please sign in.')
    if (request.act === 'stall') reply.hijack()
    const last = taken?.act === 'repeat_page' ? [...lastPages].find(([known]) => taken.path.test(known))?.[1] : undefined
    if (last !== undefined) reply.headers(last.headers).send(last.payload)
  })

  app.addHook('preSerialization', async (request, reply, payload) => {
    const rows = vendor.rowsOf(payload)
    if (rows === null) return payload
    if (request.act === 'malformed_row' && rows.length > 0) rows[0] = { unexpected: true }
    if (request.act === 'drop_half_the_rows') rows.splice(0, Math.ceil(rows.length / 2))
    lastPages.set(pathOf(request), { payload: structuredClone(payload), headers: textHeaders(reply) })
    return payload
  })

  app.addHook('onSend', async (request, reply, payload) => {
    if (request.before !== null) world.state = request.before as State
    if (request.act === 'do_but_time_out') return stallReply(reply)
    if (request.act === 'half_a_body' && typeof payload === 'string') {
      const half = payload.slice(0, Math.ceil(payload.length / 2))
      reply.header('content-length', Buffer.byteLength(half))
      return half
    }
    return payload
  })

  app.addHook('onResponse', async (request, reply) => {
    if (!request.url.startsWith(adminPath)) log.add(request, reply.statusCode, now())
  })

  app.setErrorHandler((error, _request, reply) => {
    const { status, headers, body } = error instanceof Refused ? error.refusal : vendor.refuse(500, false)
    return reply
      .status(status)
      .headers(headers ?? {})
      .send(body)
  })
  app.setNotFoundHandler((_request, reply) => {
    const { status, body } = vendor.refuse(404, false)
    return reply.status(status).send(body)
  })

  admin(app, { tell: told.tell, forget: told.clear, reset, requests: () => log.entries })
  vendor.routes(app, world)
  await app.listen({ host: '127.0.0.1', port })
  const origin = `http://127.0.0.1:${(app.server.address() as AddressInfo).port}`
  return {
    name: vendor.name,
    url: origin + (vendor.basePath ?? ''),
    origin,
    get state() {
      return world.state
    },
    get requests() {
      return log.entries
    },
    misbehave: told.tell,
    reset,
    close: () => app.close(),
  }
}

const pathOf = (request: FastifyRequest): string => request.url.split('?')[0] ?? ''

const textHeaders = (reply: FastifyReply): Record<string, string> =>
  Object.fromEntries(
    Object.entries(reply.getHeaders()).flatMap(([name, value]) => (value === undefined || name === 'content-length' ? [] : [[name, String(value)]])),
  )

/** Holds the reply back for ever: the caller has to give up. */
const stallReply = (reply: FastifyReply) =>
  new Promise<never>(resolve => {
    reply.raw.once('close', () => resolve(undefined as never))
  })
