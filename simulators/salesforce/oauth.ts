import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { verifiedClaims } from '../core/index.ts'
import type { World } from '../core/index.ts'
import type { ObjectName } from './objects.ts'

/** What the user behind a token may do. */
export type Rights = { api: boolean; read: readonly ObjectName[]; write: readonly ObjectName[] }

/** A connected app, and the user it acts for. */
export type Client = { secret: string; publicKey?: string; username: string; rights: Rights; redirectUris?: readonly string[] }

type Session = { clientId: string }
export type OAuthState = {
  access: Record<string, Session>
  refresh: Record<string, Session>
  codes: Record<string, { clientId: string; challenge: string; redirectUri: string }>
  issued: number
}

export const noTokens = (): OAuthState => ({ access: {}, refresh: {}, codes: {}, issued: 0 })

const audiences = ['https://login.salesforce.com', 'https://test.salesforce.com']

/** `/services/oauth2`: web server flow with PKCE, refresh, JWT bearer, client credentials. Consent is given at once. */
export const oauthRoutes = (app: FastifyInstance, world: World<{ oauth: OAuthState }>, clients: Record<string, Client>): void => {
  const next = (kind: string) => `${kind}-${(world.state.oauth.issued += 1)}`
  const grant = (clientId: string, origin: string, refreshable: boolean) => {
    const accessToken = next('sf-access-token')
    world.state.oauth.access[accessToken] = { clientId }
    const told = {
      access_token: accessToken,
      instance_url: origin,
      id: `${origin}/id/00Dsim/005sim`,
      token_type: 'Bearer',
      issued_at: String(world.now().getTime()),
    }
    if (!refreshable) return told
    const refreshToken = next('sf-refresh-token')
    world.state.oauth.refresh[refreshToken] = { clientId }
    return { ...told, refresh_token: refreshToken }
  }

  app.get('/services/oauth2/authorize', async (request, reply) => {
    const query = request.query as Record<string, string>
    const { client_id: clientId = '', redirect_uri: redirectUri = '', code_challenge: challenge = '', state = '' } = query
    const allowed = clients[clientId]?.redirectUris?.includes(redirectUri) === true
    if (!allowed || query.response_type !== 'code' || query.code_challenge_method !== 'S256') return reply.status(400).send({ error: 'invalid_request' })
    const code = next('sf-code')
    world.state.oauth.codes[code] = { clientId, challenge, redirectUri }
    const target = new URL(redirectUri)
    target.search = new URLSearchParams({ code, state }).toString()
    return reply.redirect(target.href)
  })

  app.post('/services/oauth2/token', async (request, reply) => {
    const form = (request.body ?? {}) as Record<string, string>
    const origin = `http://${request.host}`
    const no = (error: string, error_description: string) => reply.status(400).send({ error, error_description })
    if (form.grant_type === 'urn:ietf:params:oauth:grant-type:jwt-bearer') {
      const found = Object.entries(clients).find(([clientId, { publicKey, username }]) => {
        const claims = publicKey === undefined ? null : verifiedClaims(form.assertion ?? '', publicKey, audiences, world.now())
        return claims?.iss === clientId && claims.sub === username
      })
      return found === undefined ? no('invalid_grant', "user hasn't approved this consumer") : grant(found[0], origin, false)
    }
    const clientId = form.client_id ?? ''
    if (clients[clientId]?.secret !== form.client_secret) return no('invalid_client', 'invalid client credentials')
    if (form.grant_type === 'client_credentials') return grant(clientId, origin, false)
    if (form.grant_type === 'refresh_token') {
      return world.state.oauth.refresh[form.refresh_token ?? '']?.clientId === clientId
        ? grant(clientId, origin, false)
        : no('invalid_grant', 'expired access/refresh token')
    }
    const code = world.state.oauth.codes[form.code ?? '']
    // A code is good for one exchange.
    delete world.state.oauth.codes[form.code ?? '']
    const challenge = createHash('sha256')
      .update(form.code_verifier ?? '')
      .digest('base64url')
    if (code?.clientId !== clientId || code.redirectUri !== form.redirect_uri || code.challenge !== challenge)
      return no('invalid_grant', 'invalid authorization code')
    return grant(clientId, origin, true)
  })
}
