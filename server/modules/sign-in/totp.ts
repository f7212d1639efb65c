import { Secret, TOTP } from 'otpauth'

const period = 30

const generatorOf = (secret: string, email: string) =>
  new TOTP({ issuer: 'Rollcall', label: email, secret: Secret.fromBase32(secret), algorithm: 'SHA1', digits: 6, period })

/** A secret of 160 bits (RFC 4226, section 4) in base32. */
export const newTotpSecret = (): string => new Secret({ size: 20 }).base32

/** What an authenticator app reads from the picture. */
export const totpUri = (secret: string, email: string): string => generatorOf(secret, email).toString()

/** The time step the code belongs to, one step of drift either way (RFC 6238, section 5.2), or null. */
export function stepOfCode(secret: string, code: string, now: Date): number | null {
  const delta = generatorOf(secret, '').validate({ token: code.replaceAll(' ', ''), timestamp: now.getTime(), window: 1 })
  return delta === null ? null : Math.floor(now.getTime() / 1000 / period) + delta
}
