import { createHash } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { verifiedClaims } from '../core/index.ts'
import type { World } from '../core/index.ts'
import type { ObjectName } from './objects.ts'
import { idToken, identityUrl } from './openid.ts'
import type { Org } from './org.ts'

/** What the user behind a token may do. */
export type Rights = { api: boolean; read: readonly ObjectName[]; write: readonly ObjectName[] }

/** A connected app, and the user it acts for. */
export type Client = { secret: string; publicKey?: string; username: string; rights: Rights; redirectUris?: readonly string[] }

/** Who granted what: the app alone, or the user whose browser it was. */
type Session = { clientId: string; userId: string | null }
export type OAuthState = {
  access: Record<string, Session>
  refresh: Record<string, Session>
  codes: Record<string, { clientId: string; challenge: string; redirectUri: string; scope: string; nonce: string | undefined; userId: string | null }>
  /** Whose browser comes to the authorize page; null for the user an app runs as. */
  browserUserId: string | null
  issued: number
}

export const noTokens = (): OAuthState => ({ access: {}, refresh: {}, codes: {}, browserUserId: null, issued: 0 })

const audiences = ['https://login.salesforce.com', 'https://test.salesforce.com']

/** `/services/oauth2`: web server flow with PKCE, refresh, JWT bearer, client credentials. Consent is given at once. */
export const oauthRoutes = (app: FastifyInstance, world: World<{ oauth: OAuthState; org: Org }>, clients: Record<string, Client>): void => {
  const runAs = (clientId: string) => String(world.state.org.User.find(user => user.Username === clients[clientId]?.username)?.Id ?? '')
  const next = (kind: string) => `${kind}-${(world.state.oauth.issued += 1)}`
  const grant = (clientId: string, origin: string, refreshable: boolean, userId: string | null = null) => {
    const accessToken = next('sf-access-token')
    world.state.oauth.access[accessToken] = { clientId, userId }
    const told = {
      access_token: accessToken,
      instance_url: origin,
      id: identityUrl(world.state.org, origin, userId ?? runAs(clientId)),
      token_type: 'Bearer',
      issued_at: String(world.now().getTime()),
    }
    if (!refreshable) return told
    const refreshToken = next('sf-refresh-token')
    world.state.oauth.refresh[refreshToken] = { clientId, userId }
    return { ...told, refresh_token: refreshToken }
  }

  app.get('/services/oauth2/authorize', async (request, reply) => {
    const query = request.query as Record<string, string>
    const { client_id: clientId = '', redirect_uri: redirectUri = '', code_challenge: challenge = '', state = '' } = query
    const allowed = clients[clientId]?.redirectUris?.includes(redirectUri) === true
    if (!allowed || query.response_type !== 'code' || query.code_challenge_method !== 'S256') return reply.status(400).send({ error: 'invalid_request' })
    const code = next('sf-code')
    const userId = world.state.oauth.browserUserId
    world.state.oauth.codes[code] = { clientId, challenge, redirectUri, scope: query.scope ?? '', nonce: query.nonce, userId }
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
    const [clientId = '', secret] = clientProof(request.headers.authorization, form)
    if (clients[clientId]?.secret !== secret) return no('invalid_client', 'invalid client credentials')
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
    const granted = grant(clientId, origin, true, code.userId)
    if (!code.scope.split(' ').includes('openid')) return granted
    return { ...granted, id_token: idToken(world, { origin, clientId, nonce: code.nonce, userId: code.userId ?? runAs(clientId) }) }
  })
}

/** Id and secret come in the form, or form-encoded in the header (RFC 6749, section 2.3.1). */
const clientProof = (authorization: string | undefined, form: Record<string, string>): (string | undefined)[] =>
  authorization === undefined
    ? [form.client_id, form.client_secret]
    : Buffer.from(authorization.replace(/^Basic /i, ''), 'base64')
        .toString()
        .split(':')
        .map(text => decodeURIComponent(text.replaceAll('+', ' ')))
