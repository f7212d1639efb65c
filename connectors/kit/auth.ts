import type { AuthChoice, CredentialField } from '@rollcall/contract'

type FieldOptions = Partial<Pick<CredentialField, 'help' | 'required' | 'pattern' | 'placeholder'>>

/** By field name, as the person filled them in. */
export type Credentials = Record<string, string>

/** How an OAuth 2.0 token is obtained (RFC 6749, RFC 7523). Paths are relative to the connection's base URL. */
export type OAuthGrant = {
  type: 'authorization_code' | 'client_credentials' | 'jwt_bearer'
  authorizePath: string | null
  tokenPath: string
  scope: string
  /** How the client proves itself: its secret in the body, or a signed assertion (RFC 7523 section 2.2). */
  client: 'secret' | 'private_key'
  /** The `aud` of a signed assertion; the token endpoint's own address unless told. */
  audience?: (baseUrl: string, credentials: Credentials) => string
}

/** A way to sign in: either headers made of the credentials, or an OAuth grant. */
export type AuthMethod = AuthChoice &
  ({ headers: (credentials: Credentials) => Record<string, string>; grant?: never } | { grant: OAuthGrant; headers?: never })

const credential = (name: string, label: string, secret: boolean, options: FieldOptions): CredentialField => ({
  name,
  label,
  secret,
  help: options.help ?? null,
  required: options.required ?? true,
  pattern: options.pattern ?? null,
  placeholder: options.placeholder ?? null,
})

export const field = (name: string, label: string, options: FieldOptions = {}): CredentialField => credential(name, label, false, options)
export const secret = (name: string, label: string, options: FieldOptions = {}): CredentialField => credential(name, label, true, options)

/** `Authorization: Bearer ...` (RFC 6750), or another scheme word such as Okta's `SSWS`. */
export const bearer = (options: { label: string; token: CredentialField; scheme?: string }): AuthMethod => ({
  kind: 'bearer',
  label: options.label,
  fields: [options.token],
  headers: credentials => ({ authorization: `${options.scheme ?? 'Bearer'} ${credentials[options.token.name] ?? ''}` }),
})

/** `Authorization: Basic ...` (RFC 7617). */
export const basic = (options: { label: string; username: CredentialField; password: CredentialField }): AuthMethod => ({
  kind: 'basic',
  label: options.label,
  fields: [options.username, options.password],
  headers: credentials => {
    const pair = `${credentials[options.username.name] ?? ''}:${credentials[options.password.name] ?? ''}`
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
  },
})

/** A key in a header of the vendor's own. */
export const apiKey = (options: { label: string; header: string; key: CredentialField }): AuthMethod => ({
  kind: 'api_key',
  label: options.label,
  fields: [options.key],
  headers: credentials => ({ [options.header]: credentials[options.key.name] ?? '' }),
})

const clientId = field('clientId', 'Client ID')
const clientSecret = secret('clientSecret', 'Client secret')
const privateKey = secret('privateKey', 'Private key', {
  help: 'PEM, PKCS #8: begins with -----BEGIN PRIVATE KEY-----.',
  pattern: { regex: '^\\s*-----BEGIN PRIVATE KEY-----', message: 'A private key begins with -----BEGIN PRIVATE KEY-----.' },
})
const keyId = field('keyId', 'Key ID', { required: false, help: 'The kid of the public key you registered.' })

type GrantOptions = Pick<OAuthGrant, 'tokenPath' | 'scope'> & { label: string }

/** Authorization code with PKCE (RFC 7636); the person consents in the browser. */
export const oauthCode = (options: GrantOptions & { authorizePath: string }): AuthMethod => ({
  kind: 'oauth_code',
  label: options.label,
  fields: [clientId, clientSecret],
  grant: { type: 'authorization_code', client: 'secret', authorizePath: options.authorizePath, tokenPath: options.tokenPath, scope: options.scope },
})

/** Client credentials (RFC 6749 section 4.4), with a secret or a signed assertion. */
export const oauthClientCredentials = (options: GrantOptions & { client: OAuthGrant['client'] }): AuthMethod => ({
  kind: 'oauth_client_credentials',
  label: options.label,
  fields: options.client === 'secret' ? [clientId, clientSecret] : [clientId, keyId, privateKey],
  grant: { type: 'client_credentials', client: options.client, authorizePath: null, tokenPath: options.tokenPath, scope: options.scope },
})

/** A signed assertion for a user as the grant itself (RFC 7523 section 2.1). */
export const oauthJwtBearer = (options: GrantOptions & { user: CredentialField; audience: NonNullable<OAuthGrant['audience']> }): AuthMethod => ({
  kind: 'oauth_jwt_bearer',
  label: options.label,
  fields: [clientId, options.user, privateKey],
  grant: {
    type: 'jwt_bearer',
    client: 'private_key',
    authorizePath: null,
    tokenPath: options.tokenPath,
    scope: options.scope,
    audience: options.audience,
  },
})
