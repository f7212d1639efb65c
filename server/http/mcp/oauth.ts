import type { FastifyInstance, FastifyReply } from 'fastify'
import type { Context } from '../../context.ts'
import * as oauth from '../../modules/oauth/index.ts'

const noStore = { 'cache-control': 'no-store' } as const

/** Where a client that came without a token learns where to get one (RFC 9728 section 3.1, with the resource's path). */
const resourceMetadataPath = '/.well-known/oauth-protected-resource/mcp'

/** RFC 9728 section 5.1, RFC 6750 section 3. */
export const challengeOf = (ctx: Context, error: string | null): string =>
  `Bearer ${error === null ? '' : `error="${error}", `}resource_metadata="${ctx.publicUrl()}${resourceMetadataPath}", scope="${oauth.assistantScopes.join(' ')}"`

/**
 * The authorization server of `/mcp`, as OAuth 2.1 and the protocol's specification of 2025-11-25 want it: public clients, PKCE, one resource.
 * The handlers that the protocol's SDK has (`server/auth`) are Express routers with a store of clients behind them and a consent that answers
 * Express; here they would be a second web framework around the same four checks.
 */
export async function oauthServerRoutes(server: FastifyInstance, ctx: Context): Promise<void> {
  const resourceMetadata = () => ({
    resource: oauth.mcpResource(ctx),
    resource_name: 'Rollcall',
    authorization_servers: [ctx.publicUrl()],
    scopes_supported: oauth.assistantScopes,
    bearer_methods_supported: ['header'],
  })
  for (const path of [resourceMetadataPath, '/.well-known/oauth-protected-resource']) server.get(path, resourceMetadata)
  // RFC 8414; the page where a person decides is one of the console's.
  server.get('/.well-known/oauth-authorization-server', () => ({
    issuer: ctx.publicUrl(),
    authorization_endpoint: `${ctx.publicUrl()}/authorize`,
    token_endpoint: `${ctx.publicUrl()}/oauth/token`,
    registration_endpoint: `${ctx.publicUrl()}/oauth/register`,
    revocation_endpoint: `${ctx.publicUrl()}/oauth/revoke`,
    response_types_supported: ['code'],
    grant_types_supported: ['authorization_code', 'refresh_token'],
    token_endpoint_auth_methods_supported: ['none'],
    revocation_endpoint_auth_methods_supported: ['none'],
    code_challenge_methods_supported: ['S256'],
    scopes_supported: oauth.assistantScopes,
    client_id_metadata_document_supported: true,
    authorization_response_iss_parameter_supported: true,
  }))

  server.post('/oauth/register', (request, reply) =>
    answer(reply, async () => {
      void reply.status(201)
      return oauth.registerClient(ctx, request.body)
    }),
  )
  await server.register(async forms => {
    forms.addContentTypeParser('application/x-www-form-urlencoded', { parseAs: 'string', bodyLimit: 64 * 1024 }, (_request, body, parsed) =>
      parsed(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    forms.post('/oauth/token', (request, reply) => answer(reply, () => oauth.giveTokens(ctx, formOf(request.body))))
    forms.post('/oauth/revoke', (request, reply) =>
      answer(reply, async () => {
        await oauth.giveBack(ctx, formOf(request.body))
        return {}
      }),
    )
  })
}

const formOf = (body: unknown): Record<string, string> =>
  typeof body === 'object' && body !== null ? Object.fromEntries(Object.entries(body).filter(([, value]) => typeof value === 'string')) : {}

/** RFC 6749 sections 5.1 and 5.2: nothing of it is kept on the way, and a refusal is told in words that clients read. */
async function answer(reply: FastifyReply, work: () => Promise<unknown>): Promise<FastifyReply> {
  void reply.headers(noStore)
  try {
    return reply.send(await work())
  } catch (thrown) {
    if (!(thrown instanceof oauth.OAuthRefusal)) throw thrown
    return reply.status(thrown.code === 'invalid_client' ? 401 : 400).send({ error: thrown.code, error_description: thrown.message })
  }
}
