import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { adminPath } from './admin.ts'
import type { Act, misbehaviours } from './misbehaviour.ts'
import { Refused } from './refused.ts'
import type { Vendor, World } from './simulator.ts'

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

/** How long a limit lasts that is told. */
const limitMs = 2_000

/** Carries out misbehaviours around the vendor's own routes. Answers how to forget the pages that may be repeated. */
export const goWrong = <State>(app: FastifyInstance, vendor: Vendor<State>, world: World<State>, told: ReturnType<typeof misbehaviours>): (() => void) => {
  const lastPages = new Map<string, { payload: unknown; headers: Record<string, string> }>()
  app.decorateRequest('act', null)
  app.decorateRequest('before', null)

  app.addHook('preHandler', async (request, reply) => {
    if (request.url.startsWith(adminPath)) return
    const taken = told.take(request.method, pathOf(request))
    request.act = taken?.act ?? null
    if (request.act === 'accept_and_not_do') request.before = structuredClone(world.state)
    const status = request.act === null ? undefined : refusedStatus[request.act]
    const resetAt = request.act === 'limit' ? new Date(world.now().getTime() + limitMs) : null
    if (status !== undefined) throw new Refused(vendor.refuse(status, resetAt))
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

  return () => lastPages.clear()
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
