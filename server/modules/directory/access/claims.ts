import { plainText, type Json } from '../scim/json.ts'

/** What an identity provider claimed, by the bare names in lower case. */
export type Claims = Readonly<Record<string, readonly string[]>>

/** `http://schemas.xmlsoap.org/ws/2005/05/identity/claims/Department` and `Department` are one claim (CG-318). */
export const claimKey = (name: string): string => (name.trim().replace(/\/+$/, '').split('/').at(-1) ?? '').toLowerCase()

/** The claims of an assertion or an id token as rules look at them; what is not plain is left out. */
export function readClaims(given: Readonly<Record<string, unknown>>): Claims {
  const claims = new Map<string, string[]>()
  for (const [name, value] of Object.entries(given)) {
    const texts = (Array.isArray(value) ? value : [value]).map(each => plainText(each as Json).trim()).filter(text => text !== '')
    if (texts.length > 0) claims.set(claimKey(name), [...(claims.get(claimKey(name)) ?? []), ...texts])
  }
  return Object.fromEntries(claims)
}
