import { createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

/** The claims of an RS256 assertion that this public key (PEM) signed, and that is neither expired nor meant for another audience; null otherwise. */
export const verifiedClaims = (assertion: string, publicKey: string, audiences: readonly string[], now: Date): Record<string, unknown> | null => {
  const [header, claims, signature] = assertion.split('.')
  if (header === undefined || claims === undefined || signature === undefined) return null
  const genuine = verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), createPublicKey(publicKey), Buffer.from(signature, 'base64url'))
  if (!genuine) return null
  const told = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Record<string, unknown>
  const seconds = now.getTime() / 1000
  if (typeof told.exp !== 'number' || told.exp < seconds || told.exp > seconds + 3600) return null
  return audiences.includes(String(told.aud)) ? told : null
}

const part = (value: unknown) => Buffer.from(JSON.stringify(value)).toString('base64url')

/** An RS256 token over these claims. */
export const signedToken = (claims: Record<string, unknown>, keyId: string, privateKey: KeyObject): string => {
  const input = `${part({ alg: 'RS256', typ: 'JWT', kid: keyId })}.${part(claims)}`
  return `${input}.${sign('RSA-SHA256', Buffer.from(input), privateKey).toString('base64url')}`
}
