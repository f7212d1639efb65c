import { Problem } from '@rollcall/contract'
import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Context } from '../../context.ts'
import { Refused } from '../../errors.ts'
import { mcpResource } from '../../modules/oauth/index.ts'
import { authenticate, onBehalfOf } from '../authenticate.ts'
import { permit } from '../rest/route.ts'
import { challengeOf } from './oauth.ts'
import type { CallEndpoint } from './open-mcp.ts'

/**
 * `/mcp`: the Model Context Protocol over streamable HTTP, one request at a time and without a session of its own, so that any web process
 * can answer. Whoever asks shows a token or a session as `Authorization: Bearer`; a cookie does not count, as a browser sends it unasked.
 */
export function mcpRoutes(server: FastifyInstance, ctx: Context, operatorSecret: string | null): void {
  server.post('/mcp', async (request, reply) => {
    const { authorization } = request.headers
    if (authorization === undefined) {
      void reply.header('www-authenticate', challengeOf(ctx, null))
      throw new Refused(
        'not_signed_in',
        'Send a token of Rollcall as "Authorization: Bearer". An assistant gets one by OAuth; a person makes one in the console.',
      )
    }
    const inside = <T>(work: () => T): T => onBehalfOf.run(mcpResource(ctx), work)
    permit({ permission: 'self' }, await inside(() => authenticate(ctx, request, operatorSecret)).catch(thrown => refuseWithChallenge(ctx, reply, thrown)))
    // Loaded when somebody uses it: the protocol's own packages would slow down every start.
    const [{ StreamableHTTPServerTransport }, { openMcp }] = await Promise.all([
      import('@modelcontextprotocol/sdk/server/streamableHttp.js'),
      import('./open-mcp.ts'),
    ])
    const mcp = openMcp((endpoint, parts) => inside(() => callThrough(server, authorization, request.ip)(endpoint, parts)))
    const transport = new StreamableHTTPServerTransport({ enableJsonResponse: true })
    reply.hijack()
    reply.raw.on('close', () => void mcp.close())
    await mcp.connect(transport)
    await transport.handleRequest(request.raw, reply.raw, request.body)
  })
  for (const method of ['GET', 'DELETE'] as const)
    server.route({
      method,
      url: '/mcp',
      handler: (_request, reply) =>
        reply
          .status(405)
          .header('allow', 'POST')
          .send({ jsonrpc: '2.0', id: null, error: { code: -32_000, message: 'Only POST.' } }),
    })
}

/** A client reads from it that its token has ended, and gets another. */
function refuseWithChallenge(ctx: Context, reply: FastifyReply, thrown: unknown): never {
  if (thrown instanceof Refused && thrown.code === 'not_signed_in') void reply.header('www-authenticate', challengeOf(ctx, 'invalid_token'))
  throw thrown
}

/** The REST API without a network in between: authentication, permission, audit and limits are those of any other caller. */
const callThrough =
  (server: FastifyInstance, authorization: string, remoteAddress: string): CallEndpoint =>
  async (endpoint, { params, query, body }) => {
    const reply = await server.inject({
      method: endpoint.method,
      url: `/api/v1${endpoint.path.replace(/:(\w+)/g, (_, name: string) => encodeURIComponent(String(params[name])))}`,
      query: Object.fromEntries(
        Object.entries(query)
          .filter(([, value]) => value !== undefined)
          .map(([name, value]) => [name, String(value)]),
      ),
      headers: { authorization },
      remoteAddress,
      ...(body === undefined ? {} : { payload: body }),
    })
    if (reply.statusCode < 400) return reply.json()
    throw new Error(Problem.safeParse(reply.json()).data?.error.message ?? `The server answered ${reply.statusCode}.`)
  }
