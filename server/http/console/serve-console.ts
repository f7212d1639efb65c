import { existsSync } from 'node:fs'
import { join } from 'node:path'
import fastifyStatic from '@fastify/static'
import type { FastifyInstance } from 'fastify'

const built = join(import.meta.dirname, '..', '..', '..', 'console', 'dist')
const ofServer = /^\/(api|hooks|mcp|login|healthz|readyz|metrics|docs)(\/|$)/

/** The console's files; every other address that a person opens is a page of it. */
export async function serveConsole(server: FastifyInstance): Promise<void> {
  if (!existsSync(join(built, 'index.html'))) {
    server.log.warn('The console is not built; run `npm run build --workspace console`. The API is served without it.')
    return
  }
  await server.register(fastifyStatic, {
    root: built,
    wildcard: false,
    index: false,
    setHeaders: (reply, path) => {
      // Names under assets/ hold a hash of their content.
      reply.header('cache-control', path.includes('/assets/') ? 'public, max-age=31536000, immutable' : 'no-cache')
    },
  })
  server.get('/*', async (request, reply) => (ofServer.test(request.url) ? reply.callNotFound() : reply.sendFile('index.html')))
}
