import { createRemoteJWKSet, customFetch, jwtVerify } from 'jose'
import type { JWTPayload, JWTVerifyGetKey } from 'jose'
import type { GuardedFetch } from './guarded-fetch.ts'

/** The public keys behind a `jwks_uri`. They are kept for ten minutes, and read again when a token names one that is not among them. */
export type KeySet = JWTVerifyGetKey

// What a key of somebody else can prove: nothing symmetric, and never `none` (RFC 8725, section 3.1).
const algorithms = ['RS256', 'RS384', 'RS512', 'PS256', 'PS384', 'PS512', 'ES256', 'ES384', 'ES512', 'EdDSA']

export const openKeySet = (jwksUri: string, fetch: GuardedFetch): KeySet =>
  createRemoteJWKSet(new URL(jwksUri), { [customFetch]: (url, init) => fetch(url, init), cooldownDuration: 5_000 })

/** The claims of a signed token. Rejects unless signature, issuer, audience, times and the claims that are required hold. */
export const verifiedToken = async (
  token: string,
  keys: KeySet,
  expected: { issuer: string; audience: string; required: string[]; now: Date },
): Promise<{ type: string | null; claims: JWTPayload }> => {
  const { payload, protectedHeader } = await jwtVerify(token, keys, {
    algorithms,
    issuer: expected.issuer,
    audience: expected.audience,
    requiredClaims: expected.required,
    currentDate: expected.now,
    clockTolerance: 30,
  })
  return { type: protectedHeader.typ ?? null, claims: payload }
}
