import { generateKeyPairSync } from 'node:crypto'
import type { FastifyInstance } from 'fastify'
import { signedToken } from '../core/index.ts'
import type { World } from '../core/index.ts'
import type { OAuthState } from './oauth.ts'
import type { Org } from './org.ts'
import { refused } from './refusals.ts'

const keyId = 'stand-in'
const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })

/** Names an organisation and a user of it (Salesforce help, "Identity URLs"). */
export const identityUrl = ({ Organization: [row] }: Org, origin: string, userId: string): string => `${origin}/id/${String(row?.Id)}/${userId}`

/** What comes with the access token where `openid` was asked for: who, and hardly more. */
export const idToken = (
  { state, now }: World<{ org: Org }>,
  { origin, clientId, nonce, userId }: { origin: string; clientId: string; nonce: string | undefined; userId: string },
): string => {
  const iat = Math.floor(now().getTime() / 1000)
  const told = nonce === undefined ? {} : { nonce }
  return signedToken({ iss: origin, sub: identityUrl(state.org, origin, userId), aud: clientId, iat, exp: iat + 120, ...told }, keyId, privateKey)
}

/** OpenID Connect as Salesforce speaks it: discovery, keys, userinfo (Salesforce help, "OpenID Connect Discovery Endpoint", "UserInfo Endpoint"). */
export const openidRoutes = (app: FastifyInstance, world: World<{ oauth: OAuthState; org: Org }>): void => {
  app.get('/.well-known/openid-configuration', async request => {
    const origin = `http://${request.host}`
    return {
      issuer: origin,
      authorization_endpoint: `${origin}/services/oauth2/authorize`,
      token_endpoint: `${origin}/services/oauth2/token`,
      userinfo_endpoint: `${origin}/services/oauth2/userinfo`,
      jwks_uri: `${origin}/id/keys`,
      response_types_supported: ['code', 'token'],
      subject_types_supported: ['public'],
      id_token_signing_alg_values_supported: ['RS256'],
      token_endpoint_auth_methods_supported: ['client_secret_post', 'client_secret_basic', 'private_key_jwt'],
    }
  })

  app.get('/id/keys', async () => ({ keys: [{ ...publicKey.export({ format: 'jwk' }), kid: keyId, alg: 'RS256', use: 'sig' }] }))

  app.get('/services/oauth2/userinfo', async request => {
    const { oauth, org } = world.state
    const session = oauth.access[/^Bearer (.+)$/.exec(request.headers.authorization ?? '')?.[1] ?? '']
    const user = org.User.find(row => row.Id === session?.userId)
    if (user === undefined) throw refused(403, 'Bad_OAuth_Token', 'Bad_OAuth_Token')
    const [givenName = '', ...rest] = String(user.Name).split(' ')
    return {
      sub: identityUrl(org, `http://${request.host}`, String(user.Id)),
      user_id: user.Id,
      organization_id: org.Organization[0]?.Id,
      preferred_username: user.Username,
      name: user.Name,
      email: user.Email,
      email_verified: true,
      given_name: givenName,
      family_name: rest.join(' '),
      active: user.IsActive,
      user_type: 'STANDARD',
    }
  })
}
