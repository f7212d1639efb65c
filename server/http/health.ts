import type { FastifyInstance } from 'fastify'
import { sql } from 'kysely'
import type { Context } from '../context.ts'
import type { Queue } from '../jobs/index.ts'

/** `/healthz`: the process lives. `/readyz`: database and queue answer. `/metrics`: Prometheus text. */
export function healthRoutes(server: FastifyInstance, ctx: Context, queue: Queue): void {
  server.get('/healthz', async () => ({ status: 'ok' }))
  server.get('/readyz', async (_request, reply) => {
    try {
      await sql`select 1`.execute(ctx.db)
      await queue.depths()
      return { status: 'ready' }
    } catch (thrown) {
      ctx.log.error({ err: thrown }, 'not ready')
      return reply.status(503).send({ status: 'database or queue does not answer' })
    }
  })
  server.get('/metrics', async (_request, reply) => {
    const depths = await queue.depths()
    const { heapUsed, rss } = process.memoryUsage()
    const lines = [
      '# TYPE rollcall_jobs gauge',
      ...depths.flatMap(({ name, waiting, active }) => [
        `rollcall_jobs{queue="${name}",state="waiting"} ${waiting}`,
        `rollcall_jobs{queue="${name}",state="active"} ${active}`,
      ]),
      '# TYPE process_resident_memory_bytes gauge',
      `process_resident_memory_bytes ${rss}`,
      '# TYPE nodejs_heap_used_bytes gauge',
      `nodejs_heap_used_bytes ${heapUsed}`,
    ]
    return reply.type('text/plain; version=0.0.4').send(`${lines.join('\n')}\n`)
  })
}
