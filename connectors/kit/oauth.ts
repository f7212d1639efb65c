import { createHash, randomBytes, randomUUID } from 'node:crypto'
import { importPKCS8, SignJWT } from 'jose'
import { z } from 'zod'
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
  const url = new URL(baseUrl + grant.tokenPath)
  const body = new URLSearchParams({ ...parameters, ...(await clientProof(endpoint, url)) }).toString()
  const headers = { accept: 'application/json', 'content-type': 'application/x-www-form-urlencoded', 'user-agent': 'Rollcall' }
  const reply = await wire.send({ method: 'POST', url, headers, credentials: {}, body }).catch((thrown: unknown) => {
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
  const scope: Record<string, string> = grant.scope === '' ? {} : { scope: grant.scope }
  if (grant.type === 'client_credentials') return { grant_type: 'client_credentials', ...scope }
  const audience = grant.audience?.(baseUrl, credentials) ?? baseUrl
  const assertion = await signed(endpoint, credentials.username ?? '', audience)
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
  const url = new URL(options.baseUrl + grant.authorizePath)
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

const clientProof = async (endpoint: TokenEndpoint, url: URL): Promise<Record<string, string>> => {
  const { grant, credentials } = endpoint
  const client_id = credentials.clientId ?? ''
  if (grant.type === 'jwt_bearer') return {}
  if (grant.client === 'secret') return { client_id, client_secret: credentials.clientSecret ?? '' }
  const client_assertion = await signed(endpoint, client_id, url.href)
  return { client_id, client_assertion_type: 'urn:ietf:params:oauth:client-assertion-type:jwt-bearer', client_assertion }
}

/** An RS256 assertion that lives three minutes: Salesforce refuses longer ones. */
const signed = async ({ connector, credentials, ports }: TokenEndpoint, subject: string, audience: string): Promise<string> => {
  const key = await importPKCS8(credentials.privateKey ?? '', 'RS256').catch((cause: unknown) => {
    throw new VendorError('credentials', `The private key for ${connector.name} cannot be read; it has to be an RSA key as PEM (PKCS #8).`, { cause })
  })
  const now = Math.floor(ports.clock().getTime() / 1000)
  const kid = credentials.keyId === undefined || credentials.keyId === '' ? {} : { kid: credentials.keyId }
  return new SignJWT()
    .setProtectedHeader({ alg: 'RS256', ...kid })
    .setIssuer(credentials.clientId ?? '')
    .setSubject(subject)
    .setAudience(audience)
    .setIssuedAt(now)
    .setExpirationTime(now + 180)
    .setJti(randomUUID())
    .sign(key)
}

/** A token reply must not be able to send our requests to a stranger: its address has to look like the vendor's own, or be the one we asked. */
const trustedApiUrl = (connector: Connector, baseUrl: string, apiUrl: string): string => {
  const { origin } = new URL(apiUrl)
  const known = origin === new URL(baseUrl).origin || new RegExp(connector.baseUrl.pattern.regex).test(origin)
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
