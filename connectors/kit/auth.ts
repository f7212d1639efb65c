import type { AuthChoice, CredentialField } from '@rollcall/contract'

type FieldOptions = Partial<Pick<CredentialField, 'help' | 'required' | 'pattern' | 'placeholder'>>

/** By field name, as the person filled them in. */
export type Credentials = Record<string, string>

/** How an OAuth 2.0 token is obtained (RFC 6749, RFC 7523). `{name}` in a path, the scope or a parameter stands for a credential, `{baseUrl}` for the base URL. */
export type OAuthGrant = {
  type: 'authorization_code' | 'client_credentials' | 'jwt_bearer'
  authorizePath: string | null
  tokenPath: string
  /** Where people and programs sign in, by the origin of the base URL, in which `*` is any one name; the base URL itself for one that is not named here. */
  signInAt: Record<string, string>
  scope: string
  /** How the client proves itself: its secret in the body or as Basic (RFC 6749 section 2.3.1), or an assertion signed with a registered key or a certificate (RFC 7523 section 2.2). */
  client: 'secret' | 'basic' | 'private_key' | 'certificate'
  /** The `aud` of a signed assertion; the token endpoint's own address unless told. */
  audience?: (baseUrl: string, credentials: Credentials) => string
  /** What the vendor wants besides, or instead: Zoom's own `grant_type`. */
  parameters: Record<string, string>
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

/** `Authorization: Basic ...` (RFC 7617). `suffix` follows the user name: Zendesk's `/token` says that the password is a token. */
export const basic = (options: { label: string; username: CredentialField; password: CredentialField; suffix?: string }): AuthMethod => ({
  kind: 'basic',
  label: options.label,
  fields: [options.username, options.password],
  headers: credentials => {
    const pair = `${credentials[options.username.name] ?? ''}${options.suffix ?? ''}:${credentials[options.password.name] ?? ''}`
    return { authorization: `Basic ${Buffer.from(pair).toString('base64')}` }
  },
})

/** A sign-in to the vendor's admin console, with a one-time code (RFC 6238). The console's pages are signed in to; no request carries a credential. */
export const consoleSignIn = (app: string): AuthMethod => ({
  kind: 'console',
  label: 'Console sign-in',
  fields: [
    field('user', 'E-mail', {
      help: `Of an administrator of ${app} that belongs to Rollcall alone.`,
      pattern: { regex: '@', message: 'The console is signed in to by e-mail address.' },
    }),
    secret('password', 'Password'),
    secret('totpSecret', 'Authenticator secret', {
      required: false,
      help: 'What the console shows beside the QR code when an authenticator app is added: Base32, or the whole otpauth:// address. Empty when the console asks for no code.',
      pattern: {
        regex: '^(otpauth://totp/.+|[A-Za-z2-7 ]{16,}=*)$',
        message: 'The secret is Base32 (letters and the digits 2 to 7), or an address that begins with otpauth://totp/.',
      },
    }),
  ],
  headers: () => ({}),
})

/** A key in a header of the vendor's own, after a `prefix` if it wants one, and what else it is told in headers by the name of the header. */
export const apiKey = (options: {
  label: string
  header: string
  key: CredentialField
  prefix?: string
  besides?: Record<string, CredentialField>
}): AuthMethod => {
  const besides = Object.entries(options.besides ?? {})
  return {
    kind: 'api_key',
    label: options.label,
    fields: [options.key, ...besides.map(([, one]) => one)],
    headers: credentials => ({
      [options.header]: `${options.prefix ?? ''}${credentials[options.key.name] ?? ''}`,
      ...Object.fromEntries(besides.map(([header, { name }]) => [header, credentials[name] ?? '']).filter(([, value]) => value !== '')),
    }),
  }
}

const clientId = field('clientId', 'Client ID')
const clientSecret = secret('clientSecret', 'Client secret')
const privateKey = secret('privateKey', 'Private key', {
  help: 'PEM, PKCS #8: begins with -----BEGIN PRIVATE KEY-----.',
  pattern: { regex: '^\\s*-----BEGIN PRIVATE KEY-----', message: 'A private key begins with -----BEGIN PRIVATE KEY-----.' },
})
const keyId = field('keyId', 'Key ID', { required: false, help: 'The kid of the public key you registered.' })

const certificate = field('certificate', 'Certificate', {
  help: 'The public part that you uploaded, as PEM: begins with -----BEGIN CERTIFICATE-----.',
  pattern: { regex: '^\\s*-----BEGIN CERTIFICATE-----', message: 'A certificate begins with -----BEGIN CERTIFICATE-----.' },
})

const proofs: Record<OAuthGrant['client'], readonly CredentialField[]> = {
  secret: [clientSecret],
  basic: [clientSecret],
  private_key: [keyId, privateKey],
  certificate: [certificate, privateKey],
}

type GrantOptions = Pick<OAuthGrant, 'tokenPath' | 'scope'> & {
  label: string
  signInAt?: OAuthGrant['signInAt']
  parameters?: OAuthGrant['parameters']
  /** What the form asks for besides the client, such as the tenant. */
  fields?: readonly CredentialField[]
}

const grantOf = ({ tokenPath, scope, signInAt = {}, parameters = {} }: GrantOptions) => ({ tokenPath, scope, signInAt, parameters, authorizePath: null })

/** Authorization code with PKCE (RFC 7636); the person consents in the browser. */
export const oauthCode = (options: GrantOptions & { authorizePath: string }): AuthMethod => ({
  kind: 'oauth_code',
  label: options.label,
  fields: [...(options.fields ?? []), clientId, clientSecret],
  grant: { ...grantOf(options), type: 'authorization_code', client: 'secret', authorizePath: options.authorizePath },
})

/** Client credentials (RFC 6749 section 4.4). A certificate is a choice of its own, so that a connector may offer it beside a secret. */
export const oauthClientCredentials = (options: GrantOptions & { client: OAuthGrant['client'] }): AuthMethod => ({
  kind: options.client === 'certificate' ? 'oauth_client_assertion' : 'oauth_client_credentials',
  label: options.label,
  fields: [...(options.fields ?? []), clientId, ...proofs[options.client]],
  grant: { ...grantOf(options), type: 'client_credentials', client: options.client },
})

/** A signed assertion for a user as the grant itself (RFC 7523 section 2.1). `issuer` words the client's field where the vendor calls it something else. */
export const oauthJwtBearer = (
  options: GrantOptions & { user: CredentialField; issuer?: Omit<FieldOptions, 'required'> & { label: string }; audience: NonNullable<OAuthGrant['audience']> },
): AuthMethod => ({
  kind: 'oauth_jwt_bearer',
  label: options.label,
  fields: [
    ...(options.fields ?? []),
    options.issuer === undefined ? clientId : field('clientId', options.issuer.label, options.issuer),
    options.user,
    privateKey,
  ],
  grant: { ...grantOf(options), type: 'jwt_bearer', client: 'private_key', audience: options.audience },
})
