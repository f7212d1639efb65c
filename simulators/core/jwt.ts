import { constants, createPublicKey, type KeyObject, sign, verify } from 'node:crypto'

type Claims = Record<string, unknown>

/** What an assertion says in its header, before anything of it is believed. */
export const assertedHeader = (assertion: string): Claims => {
  const [header = ''] = assertion.split('.')
  try {
    return JSON.parse(Buffer.from(header, 'base64url').toString()) as Claims
  } catch {
    return {}
  }
}

/** The claims of an RS256 or PS256 assertion that this public key (PEM) signed, and that is neither expired nor meant for another audience; null otherwise. */
export const verifiedClaims = (assertion: string, publicKey: string, audiences: readonly string[], now: Date): Claims | null => {
  const [header, claims, signature] = assertion.split('.')
  if (header === undefined || claims === undefined || signature === undefined) return null
  // RFC 7518 section 3.5: the salt is as long as the hash.
  const padding =
    assertedHeader(assertion).alg === 'PS256' ? { padding: constants.RSA_PKCS1_PSS_PADDING, saltLength: 32 } : { padding: constants.RSA_PKCS1_PADDING }
  const key = { key: createPublicKey(publicKey), ...padding }
  const genuine = verify('RSA-SHA256', Buffer.from(`${header}.${claims}`), key, Buffer.from(signature, 'base64url'))
  if (!genuine) return null
  const told = JSON.parse(Buffer.from(claims, 'base64url').toString()) as Claims
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
