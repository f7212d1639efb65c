import type { AddressInfo } from 'node:net'
import Fastify from 'fastify'
import type { FastifyInstance } from 'fastify'
import { admin, adminPath } from './admin.ts'
import { goWrong } from './go-wrong.ts'
import { misbehaviours } from './misbehaviour.ts'
import type { Misbehaviour } from './misbehaviour.ts'
import { Refused } from './refused.ts'
import type { Refusal } from './refused.ts'
import { requestLog } from './request-log.ts'
import type { LoggedRequest } from './request-log.ts'

export type Vendor<State> = {
  name: string
  /** Under which path the vendor's API begins. */
  basePath?: string
  /** The state to begin with, and to go back to on reset. */
  seed: () => State
  /** The rows of a list reply, or null when the reply is no list. */
  rowsOf: (payload: unknown) => unknown[] | null
  /** How the vendor words a refusal; a limit may say when it ends. */
  refuse: (status: number, resetAt: Date | null) => Refusal
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

/** Starts a stand-in vendor on 127.0.0.1, on any free port unless told. */
export const startSimulator = async <State>(vendor: Vendor<State>, { port = 0, now = () => new Date() }: SimulatorOptions = {}): Promise<Simulator<State>> => {
  const app = Fastify({ forceCloseConnections: true, bodyLimit: 16 * 1024 * 1024, routerOptions: { maxParamLength: 2000 } })
  const world: World<State> = { state: vendor.seed(), now }
  const told = misbehaviours()
  const log = requestLog()
  app.addContentTypeParser(/^application\/(scim\+json|json)/, { parseAs: 'string' }, (_request, body, done) => {
    try {
      done(null, body === '' ? null : JSON.parse(String(body)))
    } catch {
      done(new Refused(vendor.refuse(400, null)))
    }
  })
  app.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string' }, (_request, body, done) => {
    done(null, Object.fromEntries(new URLSearchParams(String(body))))
  })
  app.addHook('preHandler', async request => {
    if (!request.url.startsWith(adminPath)) log.arrived(request, now())
  })
  const forgetPages = goWrong(app, vendor, world, told)

  // Callers reckon resets by the vendor's clock, which is this one.
  app.addHook('onRequest', async (_request, reply) => {
    reply.header('date', now().toUTCString())
  })
  app.addHook('onResponse', async (request, reply) => {
    if (request.url.startsWith(adminPath)) return
    log.arrived(request, now()) // a body that could not be read never came to its handler
    log.answered(request, reply.statusCode)
  })

  app.setErrorHandler((error, _request, reply) => {
    const { status, headers, body } = error instanceof Refused ? error.refusal : vendor.refuse(500, null)
    return reply
      .status(status)
      .headers(headers ?? {})
      .send(body)
  })
  app.setNotFoundHandler((_request, reply) => {
    const { status, body } = vendor.refuse(404, null)
    return reply.status(status).send(body)
  })

  const reset = () => {
    world.state = vendor.seed()
    told.clear()
    log.clear()
    forgetPages()
  }
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
