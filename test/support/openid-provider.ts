import { createHash, createHmac, generateKeyPairSync, type KeyObject, randomBytes, sign } from 'node:crypto'
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo } from 'node:net'

type Claims = Record<string, unknown>

/** What this provider does differently from what it should, until told otherwise. */
export interface Misbehaviour {
  /** Changes the claims of the next ID tokens; a claim that becomes undefined is left out. */
  claims?: (claims: Claims) => Claims
  algorithm?: 'none' | 'HS256 with the public key' | 'another key'
  userInfo?: (claims: Claims) => Claims
  metadata?: (metadata: Claims) => Claims
  tokenStatus?: number
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')
// Basic carries id and secret form-encoded (RFC 6749, section 2.3.1).
const formDecoded = (text: string) => decodeURIComponent(text.replaceAll('+', ' '))
const makeKey = () => {
  const { publicKey, privateKey } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return { kid: randomBytes(8).toString('hex'), publicKey, privateKey }
}

/**
 * An OpenID Connect provider that can be told to be wrong in every way that matters to who relies on it. Nobody signs in at it: `agree` answers
 * the address that a browser would come back with.
 */
export async function startOpenidProvider({ clientId, clientSecret, now = () => new Date() }: { clientId: string; clientSecret: string; now?: () => Date }) {
  let key = makeKey()
  const wrong: Misbehaviour = {}
  const codes = new Map<string, { nonce: string; challenge: string; person: Claims; redirectUri: string }>()
  const tokens = new Map<string, Claims>()
  const requests: string[] = []
  const server = createServer((request, response) => void answer(request, response))
  await new Promise<void>(done => server.listen(0, '127.0.0.1', done))
  const issuer = `http://127.0.0.1:${(server.address() as AddressInfo).port}`

  const signed = (claims: Claims, header: Claims = {}) => {
    const { algorithm } = wrong
    const alg = algorithm === 'none' ? 'none' : algorithm === 'HS256 with the public key' ? 'HS256' : 'RS256'
    const input = `${part({ alg, kid: key.kid, ...header })}.${part(claims)}`
    return `${input}.${signatureOf(input, algorithm, key.publicKey, key.privateKey)}`
  }

  const metadata = (): Claims => ({
    issuer,
    authorization_endpoint: `${issuer}/authorize`,
    token_endpoint: `${issuer}/token`,
    userinfo_endpoint: `${issuer}/me`,
    jwks_uri: `${issuer}/keys`,
    end_session_endpoint: `${issuer}/logout`,
    response_types_supported: ['code'],
    subject_types_supported: ['public'],
    id_token_signing_alg_values_supported: ['RS256', 'HS256', 'none'],
    authorization_response_iss_parameter_supported: true,
    backchannel_logout_supported: true,
  })

  const seconds = () => Math.floor(now().getTime() / 1000)

  const redeem = (form: URLSearchParams, authorization: string): [number, unknown] => {
    if (wrong.tokenStatus !== undefined) return [wrong.tokenStatus, { error: 'server_error' }]
    const [id, secret] = Buffer.from(authorization.replace(/^Basic /, ''), 'base64')
      .toString()
      .split(':')
      .map(formDecoded)
    if (id !== clientId || secret !== clientSecret) return [401, { error: 'invalid_client' }]
    const code = codes.get(form.get('code') ?? '')
    codes.delete(form.get('code') ?? '')
    const challenge = createHash('sha256')
      .update(form.get('code_verifier') ?? '')
      .digest('base64url')
    if (code?.challenge !== challenge || code.redirectUri !== form.get('redirect_uri')) return [400, { error: 'invalid_grant' }]
    const accessToken = randomBytes(16).toString('hex')
    tokens.set(accessToken, code.person)
    const claims = { iss: issuer, aud: clientId, iat: seconds(), exp: seconds() + 300, nonce: code.nonce, ...code.person }
    return [200, { access_token: accessToken, token_type: 'Bearer', expires_in: 300, id_token: signed((wrong.claims ?? (each => each))(claims)) }]
  }

  async function answer(request: IncomingMessage, response: ServerResponse): Promise<void> {
    let text = ''
    for await (const chunk of request) text += String(chunk)
    const path = request.url ?? ''
    requests.push(`${request.method ?? ''} ${path}`)
    const { authorization = '' } = request.headers
    const [status, body] =
      path === '/.well-known/openid-configuration'
        ? [200, (wrong.metadata ?? (each => each))(metadata())]
        : path === '/keys'
          ? [200, { keys: [{ ...key.publicKey.export({ format: 'jwk' }), kid: key.kid, use: 'sig' }] }]
          : path === '/token'
            ? redeem(new URLSearchParams(text), authorization)
            : path === '/me'
              ? [200, (wrong.userInfo ?? (each => each))(tokens.get(authorization.replace(/^Bearer /, '')) ?? {})]
              : [404, {}]
    response.writeHead(status, { 'content-type': 'application/json' }).end(JSON.stringify(body))
  }

  return {
    issuer,
    requests,
    wrong,
    /** Behaves again. */
    behave: () => {
      for (const each of Object.keys(wrong)) Reflect.deleteProperty(wrong, each)
    },
    changeKey: () => {
      key = makeKey()
    },
    /** Where the browser comes back to when this person agrees to what `asked` for. */
    agree(asked: URL, person: Claims): URL {
      const ask = (name: string) => asked.searchParams.get(name) ?? ''
      const code = randomBytes(16).toString('hex')
      codes.set(code, { nonce: ask('nonce'), challenge: ask('code_challenge'), person, redirectUri: ask('redirect_uri') })
      const back = new URL(ask('redirect_uri'))
      back.search = new URLSearchParams({ code, state: ask('state'), iss: issuer }).toString()
      return back
    },
    /** A token as the back channel brings it (OpenID Connect Back-Channel Logout 1.0, section 2.4). */
    logoutToken: (claims: Claims, header: Claims = {}) =>
      signed(
        {
          iss: issuer,
          aud: clientId,
          iat: seconds(),
          exp: seconds() + 120,
          jti: randomBytes(8).toString('hex'),
          events: { 'http://schemas.openid.net/event/backchannel-logout': {} },
          ...claims,
        },
        { typ: 'logout+jwt', ...header },
      ),
    close: () => new Promise<void>(done => server.close(() => done())),
  }
}

export type OpenidProvider = Awaited<ReturnType<typeof startOpenidProvider>>

function signatureOf(input: string, algorithm: Misbehaviour['algorithm'], publicKey: KeyObject, privateKey: KeyObject): string {
  if (algorithm === 'none') return ''
  if (algorithm === 'HS256 with the public key') {
    const pem = publicKey.export({ type: 'spki', format: 'pem' })
    return createHmac('sha256', pem).update(input).digest('base64url')
  }
  const { privateKey: stranger } = generateKeyPairSync('rsa', { modulusLength: 2048 })
  return sign('sha256', Buffer.from(input), algorithm === 'another key' ? stranger : privateKey).toString('base64url')
}

/** The sentence of a refusal's page. */
export const sentenceOn = (page: string): string | null =>
  /<p>(.*?)<\/p>/.exec(page)?.[1]?.replace(/&#(\d+);/g, (_, code: string) => String.fromCharCode(Number(code))) ?? null
