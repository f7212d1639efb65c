import type { AuthMethod, Credentials } from './auth.ts'
import type { OAuthTokens, VendorPorts } from './ports.ts'
import { grantParameters, requestTokens } from './oauth.ts'
import type { TokenEndpoint } from './oauth.ts'
import { VendorError } from './vendor-error.ts'

/** What a request is signed with, where it goes, and what to do when the signature is no longer taken. */
export type Signer = {
  sign(): Promise<{ headers: Record<string, string>; apiUrl: string }>
  /** After a 401: gets a new credential in place of the refused one. False when there is none to be had. */
  renew(refused: Record<string, string>): Promise<boolean>
}

export const staticSigner = (headers: (credentials: Credentials) => Record<string, string>, credentials: Credentials, baseUrl: string): Signer => ({
  sign: async () => ({ headers: headers(credentials), apiUrl: baseUrl }),
  renew: async () => false,
})

/** Tokens are renewed a little before they end, so that they do not end under way. */
const early = 30_000

/** Tokens are shared by all workers: whoever has to renew does so alone, and the others take what came of it. */
export const oauthSigner = (endpoint: TokenEndpoint, tokens: VendorPorts['tokens']): Signer => {
  const usable = (found: OAuthTokens | null): found is OAuthTokens =>
    found !== null && (found.expiresAt === null || Date.parse(found.expiresAt) - early > endpoint.ports.clock().getTime())

  const obtain = (refused: string | null) =>
    tokens.exclusively(async () => {
      const found = await tokens.read()
      if (usable(found) && found.accessToken !== refused) return found
      const parameters = await grantParameters(endpoint, found?.refreshToken ?? null)
      if (parameters === null) return null
      const fresh = await requestTokens(endpoint, parameters)
      await tokens.write(fresh)
      return fresh
    })

  return {
    sign: async () => {
      const stored = await tokens.read()
      const current = usable(stored) ? stored : await obtain(null)
      if (current === null) {
        const error = new VendorError('credentials', `${endpoint.connector.name} waits for a person's consent; connect it again.`)
        await endpoint.ports.onAuthFailure('credentials', error.sentence)
        throw error
      }
      endpoint.redact.learn(current.accessToken)
      return { headers: bearerOf(current.accessToken), apiUrl: current.apiUrl ?? endpoint.baseUrl }
    },
    renew: async refused => {
      const fresh = await obtain(refused.authorization?.replace(/^Bearer /, '') ?? null)
      return fresh !== null
    },
  }
}

const bearerOf = (token: string) => ({ authorization: `Bearer ${token}` })

/** The chosen way to sign in, out of those the connector offers. */
export const authMethod = (auth: readonly AuthMethod[], kind: string): AuthMethod => {
  const found = auth.find(method => method.kind === kind)
  if (found === undefined) throw new VendorError('refused', `There is no way to sign in called ${kind}.`)
  return found
}
