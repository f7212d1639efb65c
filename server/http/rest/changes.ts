import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context.ts'
import type { Events } from '../../events.ts'
import { accessOf, authenticate, type Caller } from '../authenticate.ts'
import * as directory from '../../modules/directory/index.ts'
import * as signIn from '../../modules/sign-in/index.ts'
import { permit } from './route.ts'

const heartbeatMilliseconds = 25_000

/**
 * `GET /api/v1/changes`: server-sent events that say which resource changed. A stream ends at once with the session or token that opened it,
 * whatever removed that: deactivation through any door, revoking, signing out.
 */
export function changeRoutes(server: FastifyInstance, ctx: Context, events: Events, operatorSecret: string | null): void {
  server.get('/api/v1/changes', async (request, reply) => {
    const caller = await authenticate(ctx, request, operatorSecret)
    permit({ permission: 'self' }, caller)
    const access = accessOf(caller)
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    raw.write('retry: 2000\n\n')
    const unsubscribe = events.subscribe(event => {
      if (event.topic !== 'access') raw.write(`data: ${JSON.stringify(event)}\n\n`)
      else if (event.id === access) end()
    })
    const heartbeat = setInterval(() => void beat().catch(end), heartbeatMilliseconds)
    // The line to the database may have been down when the end was told.
    const beat = async () => ((await isOpen(ctx, caller)) ? raw.write(': still here\n\n') : end())
    const end = () => {
      clearInterval(heartbeat)
      unsubscribe()
      raw.end()
    }
    request.raw.on('close', end)
    ctx.stopping.addEventListener('abort', end, { once: true })
    // It may have ended between the look at it and the subscription.
    await beat().catch(end)
  })
}

async function isOpen(ctx: Context, { actor, sessionId }: Caller): Promise<boolean> {
  if (actor.kind === 'token') return directory.tokenIsOpen(ctx, actor.id)
  return sessionId === null || signIn.sessionIsOpen(ctx, sessionId)
}
