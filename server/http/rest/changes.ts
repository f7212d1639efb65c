import type { FastifyInstance } from 'fastify'
import type { Context } from '../../context.ts'
import type { Events } from '../../events.ts'
import { authenticate } from '../authenticate.ts'
import { permit } from './route.ts'

const heartbeatMilliseconds = 25_000

/** `GET /api/v1/changes`: server-sent events that say which resource changed. */
export function changeRoutes(server: FastifyInstance, ctx: Context, events: Events, operatorSecret: string | null): void {
  server.get('/api/v1/changes', async (request, reply) => {
    permit({ permission: 'self' }, await authenticate(ctx, request, operatorSecret))
    reply.hijack()
    const { raw } = reply
    raw.writeHead(200, { 'content-type': 'text/event-stream', 'cache-control': 'no-store', 'x-accel-buffering': 'no' })
    raw.write('retry: 2000\n\n')
    const unsubscribe = events.subscribe(event => raw.write(`data: ${JSON.stringify(event)}\n\n`))
    const heartbeat = setInterval(() => raw.write(': still here\n\n'), heartbeatMilliseconds)
    const end = () => {
      clearInterval(heartbeat)
      unsubscribe()
      raw.end()
    }
    request.raw.on('close', end)
    ctx.stopping.addEventListener('abort', end, { once: true })
  })
}
