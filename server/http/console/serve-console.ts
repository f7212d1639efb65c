import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const built = join(import.meta.dirname, '..', '..', '..', 'console', 'dist')
const ofServer = /^\/(api|hooks|mcp|oauth|\.well-known|login|healthz|readyz|metrics|docs)(\/|$)/
const ofConsole = /^\/(assets\/)?[\w.-]+\.\w+$/

// Names under assets/ hold a hash of their content.
const forever = { maxAge: '365d', immutable: true } as const
const asked = { cacheControl: false } as const

/** The console's files; every other address that a person opens is a page of it. */
export async function serveConsole(server: FastifyInstance): Promise<void> {
  if (!existsSync(join(built, 'index.html'))) {
    server.log.warn('The console is not built; run `npm run build --workspace console`. The API is served without it.')
    return
  }
  await server.register(fastifyStatic, { root: built, serve: false })
  server.get('/*', async (request, reply) => {
    const [path = '/'] = request.url.split('?', 1)
    if (ofServer.test(path)) return reply.callNotFound()
    if (!ofConsole.test(path)) return reply.header('cache-control', 'no-cache').sendFile('index.html', asked)
    return path.startsWith('/assets/') ? reply.sendFile(path.slice(1), forever) : reply.header('cache-control', 'no-cache').sendFile(path.slice(1), asked)
  })
}
