import { createHash, randomBytes } from 'node:crypto'
import { z } from 'zod'
import { signedAssertion } from './assertion.ts'
import type { AuthMethod, Credentials, OAuthGrant } from './auth.ts'
import type { Connector } from './connector.ts'
import type { OAuthTokens, VendorPorts } from './ports.ts'
import type { Redactor } from './redact.ts'
import { VendorError } from './vendor-error.ts'
import { WireFailure } from './wire.ts'
import type { Wire } from './wire.ts'

const TokenReply = z.object({
  access_token: z.string().min(1),
  refresh_token: z.string().min(1).optional(),
  expires_in: z.coerce.number().positive().optional(),
  /** Salesforce tells here where the org's API is. */
  instance_url: z.url().optional(),
})
const Refusal = z.object({ error: z.string(), error_description: z.string().optional() })

export type TokenEndpoint = {
  connector: Connector
  grant: OAuthGrant
  baseUrl: string
  credentials: Credentials
  wire: Wire
  redact: Redactor
  ports: Pick<VendorPorts, 'clock' | 'onAuthFailure'>
}

/** Asks the token endpoint. Secrets and assertions travel in the body, never in the URL. */
export const requestTokens = async (endpoint: TokenEndpoint, parameters: Record<string, string>): Promise<OAuthTokens> => {
  const { connector, grant, baseUrl, wire, redact, ports } = endpoint
  const url = signInUrl(grant, grant.tokenPath, baseUrl, endpoint.credentials)
  const proof = await clientProof(endpoint, url)
  const body = new URLSearchParams({ ...parameters, ...proof.parameters }).toString()
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Rollcall' }
  const reply = await wire.send({ method: 'POST', url, headers, credentials: proof.headers, body }).catch((thrown: unknown) => {
    if (thrown instanceof WireFailure) throw new VendorError('unreachable', `${connector.name} gave no token: ${thrown.message}.`, { cause: thrown })
    throw thrown
  })
  const json = parse(reply.text)
  if (reply.status >= 500 || reply.status === 429)
    throw new VendorError('unreachable', `${connector.name} gave no token (HTTP ${reply.status}); try again later.`, { status: reply.status })
  if (reply.status >= 300) {
    const refusal = Refusal.safeParse(json).data
    const why = redact(refusal?.error_description ?? refusal?.error ?? `HTTP ${reply.status}`).slice(0, 200)
    const error = new VendorError('credentials', `${connector.name} gave no token: ${why}. Check the credential, or give consent again.`, {
      status: reply.status,
    })
    await ports.onAuthFailure('credentials', error.sentence)
    throw error
  }
  const told = TokenReply.safeParse(json)
  if (!told.success)
    throw new VendorError('malformed', `${connector.name}'s token endpoint answered something that is not a token; check the base URL.`, {
      status: reply.status,
    })
  const { access_token: accessToken, refresh_token: refreshToken, expires_in: lifetime, instance_url: apiUrl } = told.data
  redact.learn(accessToken)
  if (refreshToken !== undefined) redact.learn(refreshToken)
  return {
    accessToken,
    refreshToken: refreshToken ?? parameters.refresh_token ?? null,
    expiresAt: lifetime === undefined ? null : new Date(ports.clock().getTime() + lifetime * 1000).toISOString(),
    apiUrl: apiUrl === undefined ? null : trustedApiUrl(connector, baseUrl, apiUrl),
  }
}

/** The parameters with which a fresh token is asked for, or null when only a person's consent can bring one. */
export const grantParameters = async (endpoint: TokenEndpoint, refreshToken: string | null): Promise<Record<string, string> | null> => {
  const { grant, baseUrl, credentials } = endpoint
  if (grant.type === 'authorization_code') return refreshToken === null ? null : { grant_type: 'refresh_token', refresh_token: refreshToken }
  const told = { ...credentials, baseUrl }
  const scope: Record<string, string> = grant.scope === '' ? {} : { scope: filled(grant.scope, told).trim() }
  const more = Object.fromEntries(Object.entries(grant.parameters).map(([name, value]) => [name, filled(value, told)]))
  if (grant.type === 'client_credentials') return { grant_type: 'client_credentials', ...scope, ...more }
  const audience = grant.audience?.(baseUrl, credentials) ?? baseUrl
  // Google reads the scope out of the assertion (developers.google.com/identity/protocols/oauth2/service-account).
  const assertion = await signedAssertion(endpoint, credentials.username ?? '', audience, scope)
  return { grant_type: 'urn:ietf:params:oauth:grant-type:jwt-bearer', assertion }
}

/** Starts a person's consent (RFC 6749 section 4.1 with PKCE, RFC 7636). Keep `verifier` with the state until the vendor comes back. */
export const consentUrl = (
  connector: Connector,
  method: AuthMethod,
  options: { baseUrl: string; credentials: Credentials; redirectUri: string; state: string },
) => {
  const { grant } = method
  if (grant?.authorizePath == null) throw new VendorError('refused', `${connector.name} does not sign in by consent with this choice.`)
  const verifier = randomBytes(32).toString('base64url')
  const url = signInUrl(grant, grant.authorizePath, options.baseUrl, options.credentials)
  const query = {
    response_type: 'code',
    client_id: options.credentials.clientId ?? '',
    redirect_uri: options.redirectUri,
    scope: grant.scope,
    state: options.state,
    code_challenge: createHash('sha256').update(verifier).digest('base64url'),
    code_challenge_method: 'S256',
  }
  for (const [name, value] of Object.entries(query)) url.searchParams.set(name, value)
  return { url: url.href, verifier }
}

/** Where to sign in: at the API's own address, or where the vendor keeps its sign-in apart from it. */
const signInUrl = (grant: OAuthGrant, path: string, baseUrl: string, credentials: Credentials): URL =>
  new URL((signInOrigin(grant, new URL(baseUrl).origin) ?? baseUrl) + filled(path, credentials, encodeURIComponent))

const signInOrigin = ({ signInAt }: OAuthGrant, origin: string): string | undefined =>
  Object.entries(signInAt).find(([api]) => new RegExp(`^${api.replaceAll('.', String.raw`\.`).replaceAll('*', '[a-z0-9-]+')}$`).test(origin))?.[1]

const filled = (template: string, values: Credentials, encode = (value: string) => value): string =>
  template.replaceAll(/\{(\w+)\}/g, (_, name: string) => encode(values[name] ?? ''))

type Proof = { parameters: Record<string, string>; headers: Record<string, string> }

const clientProof = async (endpoint: TokenEndpoint, url: URL): Promise<Proof> => {
  const { grant, credentials } = endpoint
  const client_id = credentials.clientId ?? ''
  const client_secret = credentials.clientSecret ?? ''
  if (grant.type === 'jwt_bearer') return { parameters: {}, headers: {} }
  if (grant.client === 'secret') return { parameters: { client_id, client_secret }, headers: {} }
  if (grant.client === 'basic')
    return {
      parameters: {},
      headers: { authorization: `Basic ${Buffer.from(`${encodeURIComponent(client_id)}:${encodeURIComponent(client_secret)}`).toString('base64')}` },
    }
  const client_assertion = await signedAssertion(endpoint, client_id, url.href)
  return { parameters: { client_id, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion }, headers: {} }
}

/** A token reply must not be able to send our requests to a stranger: its address has to look like the vendor's own, or be the one we asked. */
const trustedApiUrl = (connector: Connector, baseUrl: string, apiUrl: string): string => {
  const { origin } = new URL(apiUrl)
  const known = origin === new URL(baseUrl).origin || (connector.baseUrl !== null && new RegExp(connector.baseUrl.pattern.regex).test(origin))
  if (!known) throw new VendorError('address', `${connector.name} names ${origin} as its API, which is not one of its own addresses.`)
  return origin
}

const parse = (text: string): unknown => {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
