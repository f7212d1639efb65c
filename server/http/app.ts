import { randomUUID } from 'node:crypto'
import cookie from '@fastify/cookie'
import multipart from '@fastify/multipart'
import rateLimit from '@fastify/rate-limit'
import Fastify, { type FastifyBaseLogger, type FastifyInstance, LogController } from 'fastify'
import helmet from 'helmet'
import type { Context } from '../context.ts'
import type { DemoHost } from '../demo.ts'
import type { Events } from '../events.ts'
import type { Queue } from '../jobs/index.ts'
import { serveConsole } from './console/serve-console.ts'
import { handleErrors } from './errors.ts'
import { healthRoutes } from './health.ts'
import { mcpRoutes } from './mcp/mcp.ts'
import { oauthServerRoutes } from './mcp/oauth.ts'
import { sendRateHeaders } from './rate-headers.ts'
import { changeRoutes } from './rest/changes.ts'
import { restRoutes } from './rest/index.ts'
import { openApiRoutes } from './rest/openapi.ts'
import { routesOn } from './rest/route.ts'
import { scimRoutes } from './scim/scim.ts'
import { connectionCallback } from './sign-in/connection-callback.ts'
import { oidcRoutes } from './sign-in/oidc.ts'
import { samlRoutes } from './sign-in/saml.ts'

const largestBody = 20 * 1024 * 1024
// Node's own limit for sending a request, which Fastify turns off.
const longestRequestMilliseconds = 300_000
const answersSomebody = /^\/(?:api|login)\//

export interface AppParts {
  readonly queue: Queue
  readonly events: Events
  readonly demo: DemoHost
  /** What the local operator proves to be one by; null where there is none. */
  readonly operatorSecret: string | null
}

/** The web server, ready to listen. */
export async function openApp(ctx: Context, { queue, events, demo, operatorSecret }: AppParts): Promise<FastifyInstance> {
  const loggerInstance: FastifyBaseLogger = ctx.log
  const server = Fastify({
    loggerInstance,
    logController: new LogController({ disableRequestLogging: true }),
    bodyLimit: largestBody,
    requestTimeout: longestRequestMilliseconds,
    genReqId: () => randomUUID(),
    trustProxy: ctx.config.publicUrl !== null,
    forceCloseConnections: true,
    routerOptions: { maxParamLength: 200 },
  })
  handleErrors(server)
  await server.register(cookie)
  // The middleware itself: the plugin for Fastify builds it anew for every request.
  const secure = helmet({
    contentSecurityPolicy: {
      useDefaults: false,
      directives: {
        defaultSrc: ["'self'"],
        imgSrc: ["'self'", 'data:'],
        objectSrc: ["'none'"],
        baseUri: ["'none'"],
        formAction: ["'self'"],
        frameAncestors: ["'none'"],
      },
    },
    strictTransportSecurity: ctx.publicUrl().startsWith('https:'),
  })
  server.addHook('onRequest', (request, reply, done) => {
    // What is answered to somebody is for nobody who asks later: a browser or a proxy may otherwise keep it (RFC 9111, section 4.2.2).
    if (answersSomebody.test(request.url)) void reply.header('cache-control', 'no-store')
    secure(request.raw, reply.raw, () => done())
  })
  await server.register(rateLimit, { max: 1200, timeWindow: '1 minute' })
  sendRateHeaders(server)
  await server.register(multipart, { limits: { fileSize: largestBody, files: 1, fields: 10 } })
  healthRoutes(server, ctx, queue)
  changeRoutes(server, ctx, events, operatorSecret)
  connectionCallback(server, ctx)
  await oidcRoutes(server, ctx)
  await samlRoutes(server, ctx)
  openApiRoutes(server, ctx.publicUrl)
  restRoutes(routesOn(server, ctx, operatorSecret), demo)
  await scimRoutes(server, ctx, events)
  mcpRoutes(server, ctx, operatorSecret)
  await oauthServerRoutes(server, ctx)
  await serveConsole(server)
  return server
}
